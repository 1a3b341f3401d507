import type { Inference } from '#shared/compile/inference';
import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import type { Shape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { blockKind } from '../state/block-kind';

/** Something that a search found. */
export interface Found {
  /** The block, frame or note of the drawing that shows it. */
  readonly id: string;
  /** The layer's own id where it lies inside a composite block. */
  readonly inner: string | null;
  /** Its name; of a layer inside a composite block, with the block's name before it: `block_1/conv2d`. */
  readonly name: string;
  /** A layer's type; empty for frames and notes. */
  readonly type: string;
  readonly shape: Shape | null;
}

interface Candidate extends Found {
  /** In small letters, all that words of a search are looked for in. */
  readonly text: string;
}

/**
 * Blocks whose name, type, category (in any language) or output shape answers a search, in the order of the data, with those inside composite blocks;
 * then frames and notes by their text. Of several words each must be found. Numbers with × (or x, *) between them are looked for in shapes: `28`,
 * `28×28`. An empty search finds nothing.
 */
export function findBlocks(graph: GraphDoc, inference: Inference, query: string): readonly Found[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return candidates(graph, inference)
    .filter((one) => words.every((word) => answers(one, word)))
    .map(({ text: _text, ...found }) => found);
}

/** Words of a search; a shape is one word, however it is written. */
export const wordsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .replaceAll(/(?<=\d)\s*[×x*✕]\s*(?=\d)/g, '×')
    .split(/\s+/)
    .filter((word) => word !== '');

function answers({ text, shape }: Candidate, word: string): boolean {
  return text.includes(word) || (/^\d+(×\d+)*$/.test(word) && shape !== null && hasAxes(shape, word));
}

/** Whether axes that follow each other are those of `28×28`. */
function hasAxes(shape: Shape, word: string): boolean {
  const axes = word.split('×').map(Number);
  return shape.some((_, start) => axes.every((n, i) => shape[start + i] === n));
}

function candidates(graph: GraphDoc, inference: Inference): readonly Candidate[] {
  const { graph: whole, origin } = expandGraph(graph);
  const rank = new Map(inference.order.map((id, i) => [id, i]));
  const composites = graph.nodes.filter(({ composite }) => composite);
  const layers = [...whole.nodes, ...composites]
    // Every round of a composite block holds the same layers.
    .filter(({ id }) => !/\/[1-9]\d*\//.test(id.slice(origin.get(id)?.length ?? 0)))
    .map(({ id, name, type, composite }): Candidate => {
      const at = origin.get(id) ?? id;
      const shape = inference.nodes.get(id)?.shape ?? null;
      const inner = at === id ? null : id;
      return { id: at, inner, name, type, shape, text: textOf(name, type, nameOf(graph, composite?.id)) };
    });
  const place = ({ id }: Candidate) => rank.get(id) ?? firstRank(rank, id) ?? Infinity;
  const inOrder = unique(layers).toSorted((a, b) => place(a) - place(b));
  const frames = graph.frames.map(({ id, title }) => remark(id, title));
  const notes = graph.notes.map(({ id, text }) => remark(id, text));
  return [...inOrder, ...frames, ...notes];
}

/** A composite block comes where its first layer does. */
function firstRank(rank: ReadonlyMap<string, number>, id: string): number | undefined {
  const inner = [...rank].find(([one]) => one.startsWith(`${id}/`));
  return inner?.[1];
}

const unique = (all: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(all.map((one) => [`${one.id} ${one.name}`, one])).values(),
];

const nameOf = ({ composites }: GraphDoc, id: string | undefined): string =>
  composites.find((composite) => composite.id === id)?.name ?? '';

function textOf(name: string, type: string, composite: string): string {
  const layer = Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined;
  const { en = '', ko = '' } = layer ? CATEGORIES[layer.category].label : {};
  const kind = blockKind(type);
  return `${name} ${kind.en} ${kind.ko} ${composite} ${en} ${ko}`.toLowerCase();
}

const remark = (id: string, text: string): Candidate => ({
  id,
  inner: null,
  name: text.split('\n')[0]!,
  type: '',
  shape: null,
  text: text.toLowerCase(),
});
