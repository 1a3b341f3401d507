import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import { POINTWISE } from './op-kinds';

/** Which convolutions of a graph are to be blocked. */
export type Choose = (graph: IrGraph, block: number) => ReadonlySet<IrNode>;

/** Time of blocked work for each unit of plain work, measured on networks of 6 to 256 filters. */
const BLOCKED_TIME = 0.28;
/** What the ops around each convolution cost, as operations. */
const OVERHEAD = 8e6;
/** What it costs to put a number in another order, forward and backward, as operations. */
const REORDER = 200;
/** A gradient of a kernel adds up so many products at least for each number that it writes. */
const LEAST_CELLS = 16;

/** Images of so few channels are taken for samples. */
const MOST_COLOURS = 4;

/** Ops that leave an image in blocked order, and those that read one at no cost. */
const AT_EASE: ReadonlySet<string> = new Set([...POINTWISE, 'add', 'sub', 'mul', 'maxPool2d', 'avgPool2d']);

/**
 * All convolutions whose work shrinks in blocked order, in spite of channels that are filled up, if that outweighs what it costs to get there and back; otherwise
 * none. Few filters, small batches and plain convolutions in between speak against it.
 */
export const chooseWorthwhile: Choose = (graph, block) => {
  const gains = new Map<IrNode, number>();
  for (const node of graph.nodes) {
    const gain = node.op === 'conv2d' ? gainOf(node, block) : 0;
    if (gain > 0) gains.set(node, gain);
  }
  const chosen = new Set(gains.keys());
  const total = [...gains.values()].reduce((sum, gain) => sum + gain - OVERHEAD, 0);
  return total > REORDER * reordered(graph, chosen) ? chosen : new Set();
};

/** All convolutions that have a blocked form: to try it. */
export const chooseAll: Choose = ({ nodes }) =>
  new Set(nodes.filter(({ op, attrs }) => op === 'conv2d' && attrs['groups'] === 1));

/** Operations of a training step, forward and both gradients, that are saved. */
function gainOf({ inputs: [x, kernel], outputs: [y], attrs }: IrNode, block: number): number {
  const [out, into] = kernel!.shape as readonly [number, number];
  const cells = y!.shape[2]! * y!.shape[3]!;
  if (attrs['groups'] !== 1 || x!.dtype !== 'float32' || cells < LEAST_CELLS) return 0;
  const filling = (n: number) => (Math.ceil(n / block) * block) / n;
  // An image that comes from another convolution is filled up; the samples themselves, of few channels, are not.
  const waste = filling(out) * (into <= MOST_COLOURS ? 1 : filling(into));
  return 3 * 2 * size(y!.shape) * size(kernel!.shape.slice(1)) * (1 - BLOCKED_TIME * waste);
}

/** How many numbers leave the chosen convolutions for ops that have no blocked form. */
function reordered(graph: IrGraph, chosen: ReadonlySet<IrNode>): number {
  const blocked = new Set<number>();
  const left = new Set<IrValue>();
  for (const node of graph.nodes) {
    const [y] = node.outputs;
    const images = node.inputs.filter(({ id }) => blocked.has(id));
    if (chosen.has(node) || (images.length > 0 && AT_EASE.has(node.op))) blocked.add(y!.id);
    else if (node.op === 'conv2d') for (const image of images) left.add(image);
  }
  return [...left].reduce((sum, { shape }) => sum + size(shape), 0);
}
