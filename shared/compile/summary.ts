import { isBypassed, layerOf } from '#shared/compile/infer';
import type { Inference } from '#shared/compile/inference';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { innerId } from '#shared/graph/expand';
import { type Shape, sizeOf } from '#shared/graph/shape';

/** Bytes of a number in the memory of a network. */
const NUMBER_BYTES = 4;

/** Whether a block's weights are trained: all, none, or some of them; `nothing` where there are none. */
export type Trained = 'all' | 'some' | 'none' | 'nothing';

/** One line of a model's summary. */
export interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly shape: Shape | undefined;
  readonly params: number;
  readonly trainableParams: number;
  readonly trained: Trained;
  /** Operations for one sample, forward. */
  readonly flops: number;
  /** What the outputs take for one sample, in bytes. */
  readonly bytes: number;
  /** Names of the blocks that feed it. */
  readonly from: readonly string[];
  /** The layers of a composite block, every round. */
  readonly inside: readonly SummaryRow[];
}

export interface ModelSummary {
  /** In the order in which samples pass them, piece by piece where not all hangs together; those on a cycle last. */
  readonly rows: readonly SummaryRow[];
  readonly params: number;
  readonly trainableParams: number;
  readonly flops: number;
  readonly bytes: number;
  /** Whether every block has at most one before it and one behind it. */
  readonly isChain: boolean;
}

/** All blocks of a drawing with their shapes and counts, and the sums. */
export function summaryOf(graph: GraphDoc, inference: Inference): ModelSummary {
  const places = placesOf(inference);
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const starts = startsOf(graph, places);
  const startOf = (id: string) => starts.get(id) ?? Infinity;
  const rows = graph.nodes
    .filter(({ type }) => layerOf({ type } as GraphNode) !== undefined || type === 'composite')
    .map((node) => rowOf(graph, inference, node, fromOf(graph, node.id, names)))
    .toSorted((a, b) => startOf(a.id) - startOf(b.id) || placeOf(places, a.id) - placeOf(places, b.id));
  const total = (count: (row: SummaryRow) => number) => rows.reduce((sum, row) => sum + count(row), 0);
  const outgoing = graph.edges.map(({ source }) => source);
  return {
    rows,
    params: total(({ params }) => params),
    trainableParams: total(({ trainableParams }) => trainableParams),
    flops: total(({ flops }) => flops),
    bytes: total(({ bytes }) => bytes),
    isChain: rows.every(({ from }) => from.length <= 1) && new Set(outgoing).size === outgoing.length,
  };
}

type Places = ReadonlyMap<string, number>;

/** Where each layer stands in the order of the samples; a composite where its first layer does. */
function placesOf({ order }: Inference): Places {
  const places = new Map<string, number>();
  order.forEach((id, index) => {
    const parts = id.split('/');
    parts.forEach((_, i) => {
      const outer = parts.slice(0, i + 1).join('/');
      if (!places.has(outer)) places.set(outer, index);
    });
  });
  return places;
}

const placeOf = (places: Places, id: string): number => places.get(id) ?? Infinity;

/** Of each block the first place among those that it hangs together with: the pieces of a drawing that is cut stand one after the other. */
function startsOf({ nodes, edges }: GraphDoc, places: Places): ReadonlyMap<string, number> {
  const beside = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { source, target } of edges) {
    beside.get(source)?.push(target);
    beside.get(target)?.push(source);
  }
  const starts = new Map<string, number>();
  for (const { id: first } of nodes) {
    if (starts.has(first)) continue;
    const piece = new Set([first]);
    for (const id of piece) for (const next of beside.get(id) ?? []) piece.add(next);
    const start = Math.min(...Array.from(piece, (id) => placeOf(places, id)));
    for (const id of piece) starts.set(id, start);
  }
  return starts;
}

const fromOf = ({ edges }: GraphDoc, id: string, names: ReadonlyMap<string, string>): readonly string[] =>
  edges.flatMap(({ source, target }) => (target === id ? [names.get(source) ?? source] : []));

function rowOf(
  graph: GraphDoc,
  inference: Inference,
  node: GraphNode,
  from: readonly string[],
  id = node.id,
): SummaryRow {
  const inferred = inference.nodes.get(id);
  const layer = layerOf(node);
  const inside = node.bypassed ? [] : insideOf(graph, inference, node, id);
  const isPassing = node.bypassed && (!layer || isBypassed(node, layer));
  const { shape, params = 0, trainableParams = 0, flops = 0 } = inferred ?? {};
  const own = shape && !isPassing ? NUMBER_BYTES * sizeOf(shape) : 0;
  return {
    id,
    name: node.name,
    type: node.type,
    shape,
    params,
    trainableParams,
    trained: trainedOf(params, trainableParams),
    flops,
    bytes: node.composite && !isPassing ? inside.reduce((sum, { bytes }) => sum + bytes, 0) : own,
    from,
    inside,
  };
}

function trainedOf(params: number, trainable: number): Trained {
  if (params === 0) return 'nothing';
  return trainable === params ? 'all' : trainable === 0 ? 'none' : 'some';
}

/** The layers of a composite block in the order of the samples, round by round; of one that cannot be expanded none. */
function insideOf(
  graph: GraphDoc,
  inference: Inference,
  { composite: use }: GraphNode,
  id: string,
): readonly SummaryRow[] {
  const composite = graph.composites.find((candidate) => candidate.id === use?.id);
  if (!use || !composite) return [];
  const places = placesOf(inference);
  const names = new Map(composite.nodes.map((node) => [node.id, node.name]));
  return Array.from({ length: use.repeat }, (_, round) => round).flatMap((round) =>
    composite.nodes
      .filter((node) => placeOf(places, innerId(id, round, node.id)) !== Infinity)
      .map((node) => {
        const from = composite.edges.flatMap(({ source, target }) =>
          target === node.id ? [names.get(source) ?? source] : [],
        );
        const row = rowOf(graph, inference, node, from, innerId(id, round, node.id));
        return use.repeat > 1 ? { ...row, name: `${round + 1}/${row.name}` } : row;
      })
      .toSorted((a, b) => placeOf(places, a.id) - placeOf(places, b.id)),
  );
}
