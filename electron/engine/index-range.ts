import { completeParams, inferGraph, isBypassed, layerOf, placeInDrawing } from '#shared/compile/infer';
import type { CompileSource } from '#shared/compile/program';
import type { LoadedDataset, SampleValues } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { heldValues } from './data/samples';

/** Layers that only arrange what they get. */
const ARRANGING: ReadonlySet<string> = new Set(['Reshape', 'Flatten', 'Permute', 'RepeatVector', 'Dropout']);

/**
 * What an Embedding right behind the data would look up and does not have. Data that is not in memory is not searched: training ends with the
 * first such number (`indexProblem`).
 */
export function checkIndices({ graph, data }: CompileSource, dataset: LoadedDataset): readonly Diagnostic[] {
  const expanded = expandGraph(graph);
  const embeddings = embeddingsOfData(expanded.graph);
  if (embeddings.length === 0) return [];
  const ranges = [dataset.train, dataset.test].flatMap((samples) => {
    const values = heldValues(samples);
    return values && samples.count > 0 ? [rangeOf(values)] : [];
  });
  const [low, high] = [
    Math.min(...ranges.map(([least]) => least)),
    Math.max(...ranges.map(([, most]) => most)),
  ];
  const problems = embeddings.flatMap(({ node, rows }): Diagnostic[] => {
    const wrong = [low, high]
      .map((value) => Math.trunc(value * data.rescale))
      .find((i) => i < 0 || i >= rows);
    return wrong === undefined ? [] : [beyond(node, rows, wrong)];
  });
  return placeInDrawing(problems, graph, expanded.origin);
}

function embeddingsOfData(graph: GraphDoc) {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const before = (node: GraphNode) =>
    graph.edges.filter(({ target }) => target === node.id).map(({ source }) => byId.get(source)!);
  const isData = (node: GraphNode): boolean => {
    if (node.type === 'Input') return true;
    const layer = layerOf(node);
    const passes = layer && (ARRANGING.has(node.type) || isBypassed(node, layer));
    const [only, ...others] = before(node);
    return Boolean(passes && only && others.length === 0 && isData(only));
  };
  const { order } = inferGraph(graph);
  return order.flatMap((id) => {
    const node = byId.get(id)!;
    const layer = layerOf(node);
    if (node.type !== 'Embedding' || !layer || isBypassed(node, layer) || !before(node).every(isData))
      return [];
    return [{ node, rows: completeParams(layer, node.params)['inputDim'] as number }];
  });
}

interface Known {
  readonly length: number;
  readonly range: readonly [number, number];
}

const searched = new WeakMap<ArrayBufferLike, Known>();

/** Smallest and largest value; searched once for as many of the same data. */
function rangeOf(values: SampleValues): readonly [number, number] {
  const known = searched.get(values.buffer);
  if (known?.length === values.length) return known.range;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  searched.set(values.buffer, { length: values.length, range: [low, high] });
  return [low, high];
}

function beyond(node: GraphNode, rows: number, found: number): Diagnostic {
  return {
    ...problemOf(node.name, rows, found),
    nodeId: node.id,
    param: 'inputDim',
    ...(found >= rows && {
      fix: {
        label: {
          en: `Set the vocabulary of ${node.name} to ${found + 1}`,
          ko: `${node.name}의 어휘 수를 ${found + 1}(으)로 설정`,
        },
        repair: { kind: 'setParam', nodeId: node.id, param: 'inputDim', value: found + 1 },
      },
    }),
  };
}

const problemOf = (name: string, rows: number, found: number): Diagnostic => ({
  code: 'index-beyond-vocabulary',
  severity: 'error',
  message: {
    en: `${name} has a vocabulary of ${rows}, and the data has a number that is not in it.`,
    ko: `${name}의 어휘 수는 ${rows}인데, 데이터에 그 범위를 벗어난 수가 있습니다.`,
  },
  expected: `0 … ${rows - 1}`,
  received: String(found),
});

/** What ONNX Runtime says of a row that a table does not have, with the layer's name before the slash. */
const OUT_OF_BOUNDS =
  /Name:'([^'/]+)\/Gather\w*' Status Message: [^\n]*indices element out of data bounds, idx=(-?\d+) must be within the inclusive range \[-?\d+,(\d+)\]/;

/** The problem that a failed run of ONNX Runtime tells of, when a layer looked up what it does not have; else undefined. */
export function indexProblem(message: string): Diagnostic | undefined {
  const found = OUT_OF_BOUNDS.exec(message);
  return found ? problemOf(found[1]!, Number(found[3]) + 1, Number(found[2])) : undefined;
}
