import { completeParams, layerOf } from '#shared/compile/infer';
import type { ModelState, StateLayout } from '#shared/compile/program';
import type { GraphNode } from '#shared/graph/document';
import type { FrameTensor } from '#shared/protocol/frame';
import type { LastStep } from '../statistics/last-step';
import { numberTensor } from './distribution';

const STATISTICS = ['mean', 'variance'] as const;

/**
 * A BatchNormalization's moving statistics and, of the step of a training that was looked at last, the batch's own: both channel by channel.
 * The latter follow from how far the step has moved the former.
 */
export function batchTensors(
  state: ModelState,
  node: GraphNode,
  last: LastStep | null,
): readonly FrameTensor[] {
  const moving = STATISTICS.flatMap((name) => {
    const values = weightIn(state.layout, node.id, `moving_${name}`, (store) => state[store]);
    return values ? [tensor(`moving_${name}`, values)] : [];
  });
  const momentum = Number(completeParams(layerOf(node)!, node.params)['momentum']);
  if (!last || !node.trainable || momentum >= 1) return moving;
  const batch = STATISTICS.flatMap((name) => {
    const [before, after] = last.buffers.map((buffers) =>
      weightIn(last.layout, node.id, `moving_${name}`, (store) => (store === 'buffers' ? buffers : null)),
    );
    return before && after ? [tensor(`batch_${name}`, batchValues(before, after, momentum))] : [];
  });
  return batch.length > 0 ? [...moving, ...batch, numberTensor('batchStep', last.step)] : moving;
}

/** What moved an average from `before` to `after`: after = momentum · before + (1 − momentum) · batch. */
export const batchValues = (before: Float32Array, after: Float32Array, momentum: number): Float32Array =>
  after.map((value, i) => (value - momentum * before[i]!) / (1 - momentum));

type Store = StateLayout['slots'][number]['store'];

function weightIn(
  { slots }: StateLayout,
  nodeId: string,
  weight: string,
  vectorOf: (store: Store) => Float32Array | null,
): Float32Array | null {
  const slot = slots.find((found) => found.nodeId === nodeId && found.weight === weight);
  const vector = slot ? vectorOf(slot.store) : null;
  return slot && vector ? vector.slice(slot.offset, slot.offset + slot.size) : null;
}

const tensor = (name: string, data: Float32Array): FrameTensor => ({
  name,
  dtype: 'float32',
  shape: [data.length],
  data,
});
