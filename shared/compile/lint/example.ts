import { EMPTY_GRAPH, type GraphDoc, type GraphEdge, type Params } from '#shared/graph/document';

/** A block: its layer type, or that with parameters. */
export type Block = string | readonly [type: string, params: Params];

/** From a block to the next, and from a row to the next, as the canvas lays them out. */
const STEP = { x: 272, y: 192 } as const;

const wire = (source: string, target: string): GraphEdge => ({
  id: `${source}>${target}`,
  source,
  sourcePort: 'out',
  target,
  targetPort: 'in',
});

const node = (name: string, of: Block, x: number, y = 0) => {
  const [type, params] = typeof of === 'string' ? [of, {}] : of;
  const position = { x: x * STEP.x, y: y * STEP.y };
  return { id: name, type, name, params, trainable: true, bypassed: false, position };
};

/** Keras's name for a layer type: `max_pooling2d`. */
const stemOf = (type: string): string => type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

/** Blocks one after the other, named after their types as Keras does: `dense`, `dense_1`. */
export function row(...blocks: readonly Block[]): GraphDoc {
  const counts = new Map<string, number>();
  const nodes = blocks.map((of, i) => {
    const stem = stemOf(typeof of === 'string' ? of : of[0]);
    const count = counts.get(stem) ?? 0;
    counts.set(stem, count + 1);
    return node(count === 0 ? stem : `${stem}_${count}`, of, i);
  });
  return { ...EMPTY_GRAPH, nodes, edges: nodes.slice(1).map(({ id }, i) => wire(nodes[i]!.id, id)) };
}

/** A row with one more block below, fed by the block `from`. */
export function withBranch(graph: GraphDoc, from: string, name: string, of: Block): GraphDoc {
  const at = graph.nodes.findIndex(({ id }) => id === from);
  return {
    ...graph,
    nodes: [...graph.nodes, node(name, of, at + 1, 1)],
    edges: [...graph.edges, wire(from, name)],
  };
}

export const IMAGE: Block = ['Input', { shape: [28, 28, 1] }];
export const POINT: Block = ['Input', { shape: [2] }];
export const conv = (params: Params = {}): Block => [
  'Conv2D',
  { filters: 8, kernelSize: [3, 3], activation: 'relu', ...params },
];
export const dense = (units: number, activation: string, params: Params = {}): Block => [
  'Dense',
  { units, activation, ...params },
];
/** The usual last layer for ten classes. */
export const TEN = dense(10, 'softmax');
/** The usual last layer for yes or no. */
export const YES_OR_NO = dense(1, 'sigmoid');

/** Digits in, ten classes out. */
export const digits = (...blocks: readonly Block[]): GraphDoc => row(IMAGE, ...blocks, TEN, 'Output');
/** Points of a plane in, two classes out. */
export const points = (...blocks: readonly Block[]): GraphDoc => row(POINT, ...blocks, YES_OR_NO, 'Output');
/** Settings that suit points. */
export const XOR = { dataset: 'xor', rescale: 1, targets: 'sparse' } as const;
