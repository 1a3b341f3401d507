import { inferGraph } from '#shared/compile/infer';
import type { StateLayout, WeightSlot } from '#shared/compile/program';
import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { sameShape, type Shape } from '#shared/graph/shape';
import { flattenedBefore } from './flattened';
import { type Numbers, reorderRows, TORCH_READINGS, type TorchReading } from './torch';

/** A named tensor of a file: in Keras's order and names (`dense/kernel`), or PyTorch's (`fc1.weight`). */
export interface OfferedTensor extends Numbers {
  readonly name: string;
}

export interface MatchOptions {
  /** name: layers of the same name. order: the layers of the file one after the other, as far as their shapes fit. */
  readonly by: 'name' | 'order';
  /** The file's layer for a layer of the drawing, whatever `by` says; null: none. */
  readonly sources?: Readonly<Record<string, string | null>>;
}

/** What becomes of one weight. */
export interface WeightMatch {
  /** As in `WeightSlot`: `dense_1/kernel`. */
  readonly name: string;
  readonly weight: string;
  readonly shape: Shape;
  /** The tensors it is made of. */
  readonly tensors: readonly string[];
  /** Theirs, in Keras's order; null where there is none. */
  readonly found: Shape | null;
  readonly verdict: 'taken' | 'absent' | 'other-shape';
  /** In Keras's order; null unless taken. */
  readonly values: Float32Array | null;
}

export interface LayerMatch {
  readonly nodeId: string;
  readonly layer: string;
  /** The file's layer; null where none was found or wanted. */
  readonly source: string | null;
  readonly weights: readonly WeightMatch[];
}

export interface Matching {
  readonly layers: readonly LayerMatch[];
  /** The layers of the file. */
  readonly sources: readonly string[];
  /** Tensors that no layer takes. */
  readonly unused: readonly string[];
}

/** Finds for each weight of a drawing the numbers that a file has for it. */
export function matchWeights(
  graph: GraphDoc,
  layout: StateLayout,
  tensors: readonly OfferedTensor[],
  { by, sources = {} }: MatchOptions,
): Matching {
  const file = fileOf(tensors);
  const layers = layersOf(graph, layout);
  const ordered = by === 'order' ? inOrder(layers, file) : null;
  const matches = layers.map((layer): LayerMatch => {
    const chosen = sources[layer.name];
    const automatic = ordered ? (ordered.get(layer.name) ?? null) : sourceByName(layer, file);
    const source = chosen === undefined ? automatic : chosen;
    return {
      nodeId: layer.nodeId,
      layer: layer.name,
      source,
      weights: layer.slots.map((slot) => matchSlot(layer, slot, source, file)),
    };
  });
  const used = new Set(
    matches.flatMap(({ weights }) =>
      weights.flatMap((match) => (match.verdict === 'taken' ? match.tensors : [])),
    ),
  );
  return {
    layers: matches,
    sources: file.layers,
    unused: tensors.flatMap(({ name }) => (used.has(name) ? [] : [name])),
  };
}

interface Layer {
  readonly nodeId: string;
  readonly name: string;
  readonly type: string;
  readonly slots: readonly WeightSlot[];
  /** Of a dense layer behind a Flatten: the shape before it. */
  readonly flattened: Shape | null;
}

function layersOf(graph: GraphDoc, { slots }: StateLayout): readonly Layer[] {
  const expanded = expandGraph(graph).graph;
  const inference = inferGraph(graph);
  return inference.order.flatMap((nodeId): Layer[] => {
    const own = slots.filter((slot) => slot.nodeId === nodeId);
    const node = expanded.nodes.find(({ id }) => id === nodeId);
    if (own.length === 0 || !node) return [];
    const flattened = node.type === 'Dense' ? flattenedBefore(expanded, inference, nodeId) : null;
    return [{ nodeId, name: node.name, type: node.type, slots: own, flattened }];
  });
}

interface WeightFile {
  /** By path: the parts of the name, joined by `/`. */
  readonly byPath: ReadonlyMap<string, OfferedTensor>;
  /** Paths of layers, in order. */
  readonly layers: readonly string[];
  /** Those, and what they lie in: the layer of `attention/query/kernel` is `attention`. */
  readonly groups: readonly string[];
}

/** Parts that a layer puts between its own name and its weights'. */
const CELL = /^(?:simple_rnn_cell|lstm_cell|gru_cell)(?:_\d+)?$|^cell$/;

/** `model.fc1.weight` and `sequential/dense/kernel:0` by their parts. */
const pathOf = (name: string): string =>
  name
    .replace(/:\d+$/, '')
    .split(/[/.]/)
    .filter((part) => part !== '' && !CELL.test(part))
    .join('/');

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function fileOf(tensors: readonly OfferedTensor[]): WeightFile {
  const byPath = new Map(tensors.map((tensor) => [pathOf(tensor.name), tensor]));
  const layers = [...new Set([...byPath.keys()].map(parentOf))].filter((path) => path !== '');
  const isNumbered = layers.every((path) => /(?:^|\/)\d+$/.test(path));
  // PyTorch sorts names as texts, so that 10 would come before 2.
  const collator = new Intl.Collator('en', { numeric: true });
  return {
    byPath,
    layers: isNumbered ? layers.toSorted(collator.compare) : layers,
    groups: [...new Set([...layers, ...layers.map(parentOf)])],
  };
}

const readingsOf = ({ type }: Layer, { weight }: WeightSlot): readonly TorchReading[] => {
  const own: TorchReading = { parts: [weight], read: ([tensor]) => tensor! };
  const torch = TORCH_READINGS[type]?.[weight];
  return torch ? [own, torch] : [own];
};

const tensorsAt = (
  source: string,
  { parts }: TorchReading,
  { byPath }: WeightFile,
): readonly OfferedTensor[] | null => {
  const found = parts.flatMap((part) => byPath.get(`${source}/${part}`) ?? []);
  return found.length === parts.length ? found : null;
};

const has = (layer: Layer, source: string, file: WeightFile): boolean =>
  layer.slots.some((slot) =>
    readingsOf(layer, slot).some((reading) => tensorsAt(source, reading, file) !== null),
  );

/** The layer of this name, whatever models it lies in. */
function sourceByName(layer: Layer, file: WeightFile): string | null {
  const path = pathOf(layer.name);
  const candidates = [path, ...file.groups.filter((candidate) => candidate.endsWith(`/${path}`))];
  return candidates.find((candidate) => has(layer, candidate, file)) ?? null;
}

/** Each layer with the next of the file in which everything fits. */
function inOrder(layers: readonly Layer[], file: WeightFile): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let next = 0;
  for (const layer of layers) {
    const fits = (source: string) =>
      layer.slots.every((slot) => matchSlot(layer, slot, source, file).verdict === 'taken');
    const at = file.layers.findIndex((source, i) => i >= next && fits(source));
    if (at < 0) continue;
    pairs.set(layer.name, file.layers[at]!);
    next = at + 1;
  }
  return pairs;
}

function matchSlot(layer: Layer, slot: WeightSlot, source: string | null, file: WeightFile): WeightMatch {
  const { name, weight, shape } = slot;
  const known = { name, weight, shape };
  const absent: WeightMatch = { ...known, tensors: [], found: null, verdict: 'absent', values: null };
  if (source === null) return absent;
  for (const [i, reading] of readingsOf(layer, slot).entries()) {
    const tensors = tensorsAt(source, reading, file);
    if (!tensors) continue;
    const numbers = reading.read(tensors, shape);
    const isTorchKernel = i > 0 && layer.flattened !== null && weight === 'kernel';
    const { shape: found, data } = isTorchKernel ? reorderRows(numbers, layer.flattened) : numbers;
    const isTaken = sameShape(found, shape);
    return {
      ...known,
      tensors: tensors.map((tensor) => tensor.name),
      found,
      verdict: isTaken ? 'taken' : 'other-shape',
      values: isTaken ? data : null,
    };
  }
  return absent;
}
