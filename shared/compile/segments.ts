import { expandGraph } from '#shared/graph/expand';
import type { CompileSource, Segment, StateLayout } from './program';

/** Weights of fewer numbers in all stay in one piece: cutting them costs more than it saves. */
export const LEAST_WORTH = 1 << 19;
/** Smaller weights share a piece with their neighbours. */
const LEAST_ALONE = 1 << 16;
/** What the passes of an optimizer need at a time then lies in the caches of the cores. */
export const MOST_NUMBERS = 1 << 19;

/** Options of an optimizer that look at more than one number at a time. */
const JOINING = ['clipnorm', 'globalClipnorm'];

/**
 * How `theta` is cut into the tensors that a step reads and writes. Kernels of Dense can be computed with some rows at a time.
 */
export function segmentsOf(layout: StateLayout, { graph, training }: CompileSource): readonly Segment[] {
  const trained = layout.slots.filter(({ store }) => store === 'theta');
  const isJoined = JOINING.some((name) => typeof training.optimizer.params[name] === 'number');
  if (layout.sizes.theta < LEAST_WORTH || isJoined || trained.some(({ constraint }) => constraint))
    return wholeTheta(layout);
  const { nodes } = expandGraph(graph).graph;
  const dense = new Set(nodes.filter(({ type }) => type === 'Dense').map(({ id }) => id));
  const pieces: { offset: number; size: number; isOpen: boolean }[] = [];
  for (const slot of trained) {
    const { nodeId, weight, offset, size, regularizer } = slot;
    const last = pieces.at(-1);
    if (size >= LEAST_ALONE) {
      const isRowwise = dense.has(nodeId) && weight === 'kernel' && !regularizer;
      const rows = isRowwise ? slot.shape[0]! : 1;
      const rowSize = size / rows;
      const most = Math.max(1, Math.floor(MOST_NUMBERS / rowSize));
      const parts = Math.ceil(rows / most);
      const taken = Math.ceil(rows / parts);
      for (let row = 0; row < rows; row += taken) {
        const count = Math.min(taken, rows - row);
        pieces.push({ offset: offset + row * rowSize, size: count * rowSize, isOpen: false });
      }
    } else if (last?.isOpen) last.size += size;
    else pieces.push({ offset, size, isOpen: true });
  }
  return pieces.map(({ offset, size }, i) => ({ suffix: `.${i}`, offset, size }));
}

/** All of it in one. */
export const wholeTheta = ({ sizes }: StateLayout): readonly Segment[] =>
  sizes.theta === 0 ? [] : [{ suffix: '', offset: 0, size: sizes.theta }];
