import type { CheckSource } from '#shared/compile/check-source';
import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { type Block, chain, draw, POINTS, sourceOf } from '../../../fixtures/drawings';

/** A project with one thing wrong. */
export interface ProblemCase {
  readonly title: string;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** The block that is named; undefined where the problem has no place. */
  readonly at: string | undefined;
  readonly source: CheckSource;
  /** Whether a quick fix is offered. */
  readonly fix: boolean;
  /** Whether applying it must leave no error; else it is the first of several steps. */
  readonly isWhole: boolean;
}

/** A case in a line. */
export type Row = [
  title: string,
  code: string,
  severity: ProblemCase['severity'],
  at: string | undefined,
  source: CheckSource,
  fix?: 'fix' | 'step',
];

export const toCase = ([title, code, severity, at, source, fix]: Row): ProblemCase => ({
  title,
  code,
  severity,
  at,
  source,
  fix: fix !== undefined,
  isWhole: fix === 'fix',
});

export const IMAGE: Block = ['Input', { shape: [28, 28, 1] }];
export const POINT: Block = ['Input', { shape: [2] }];
export const CLASSES: Block = ['Dense', { units: 10, activation: 'softmax' }];
export const dense = (units: number, activation: string): Block => ['Dense', { units, activation }];
export const conv = (params: object = {}): Block => ['Conv2D', { filters: 4, activation: 'relu', ...params }];

export const digits = (graph: GraphDoc, training: Partial<CheckSource['training']> = {}) =>
  sourceOf(graph, { training });
export const points = (graph: GraphDoc, training: Partial<CheckSource['training']> = {}) =>
  sourceOf(graph, { training, data: { dataset: 'xor', rescale: 1 }, info: POINTS });

/** A network for digits with blocks between the image and a head of ten classes. */
export const imageNetwork = (...blocks: readonly Block[]) =>
  chain(IMAGE, ...blocks, 'Flatten', CLASSES, 'Output');
export const plusNode = (graph: GraphDoc, node: GraphNode): GraphDoc => ({
  ...graph,
  nodes: [...graph.nodes, node],
});
export const plusEdge = (graph: GraphDoc, edge: GraphEdge): GraphDoc => ({
  ...graph,
  edges: [...graph.edges, edge],
});
/** Two convolutions of the same image that a layer merges. */
export const merging = (type: string, left: object, right: object) =>
  draw(
    {
      input: IMAGE,
      left: conv(left),
      right: conv(right),
      merge: type,
      flatten: 'Flatten',
      head: CLASSES,
      output: 'Output',
    },
    'input>left',
    'input>right',
    'left>merge',
    'right>merge',
    'merge>flatten',
    'flatten>head',
    'head>output',
  );
