import type { ModelState, WeightSlot } from '#shared/compile/program';
import type { FrameTensor } from '#shared/protocol/frame';
import type { LastStep } from '../statistics/last-step';
import type { FetchedOutput } from '../trainer';

export const BINS = 48;

/**
 * How numbers are distributed: `counts` in equal parts of the range from the lowest to the highest, which `facts` begins with: lowest, highest,
 * mean, standard deviation, share of exact zeros, how many numbers, how many of them are not finite. Counted are the finite ones.
 */
export interface Distribution {
  readonly counts: Float32Array;
  readonly facts: Float32Array;
}

export function distributionOf(values: Float32Array, bins = BINS): Distribution {
  let [low, high, sum, squares, zeros, finite] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    finite++;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value === 0) zeros++;
    sum += value;
    squares += value * value;
  }
  const counts = new Float32Array(bins);
  if (finite === 0) return { counts, facts: Float32Array.of(0, 0, 0, 0, 0, values.length, values.length) };
  const scale = high > low ? bins / (high - low) : 0;
  for (const value of values) {
    if (Number.isFinite(value)) counts[Math.min(bins - 1, Math.floor((value - low) * scale))]!++;
  }
  const mean = sum / finite;
  const deviation = Math.sqrt(Math.max(0, squares / finite - mean * mean));
  const missing = values.length - finite;
  return {
    counts,
    facts: Float32Array.of(low, high, mean, deviation, zeros / finite, values.length, missing),
  };
}

/** Histograms of a block: each weight, its gradient in the last step looked at, and the outputs of some samples. */
export function distributionTensors(
  state: ModelState,
  nodeId: string,
  output: FetchedOutput | undefined,
  last: LastStep | null,
): readonly FrameTensor[] {
  const own = ({ slots }: ModelState['layout']): readonly WeightSlot[] =>
    slots.filter((slot) => slot.nodeId === nodeId);
  const gradients = last ? own(last.layout).filter(({ store }) => store === 'theta') : [];
  return [
    ...own(state.layout).flatMap(({ store, weight, offset, size }) =>
      tensorsOf(`weights/${weight}`, state[store].subarray(offset, offset + size)),
    ),
    ...gradients.flatMap(({ weight, offset, size }) =>
      tensorsOf(`gradients/${weight}`, last!.gradient.subarray(offset, offset + size)),
    ),
    ...(gradients.length > 0 ? [numberTensor('gradientStep', last!.step)] : []),
    ...(output ? tensorsOf('outputs', output.data) : []),
  ];
}

function tensorsOf(name: string, values: Float32Array): readonly FrameTensor[] {
  const { counts, facts } = distributionOf(values);
  return [
    { name, dtype: 'float32', shape: [counts.length], data: counts },
    { name: `${name}#facts`, dtype: 'float32', shape: [facts.length], data: facts },
  ];
}

export const numberTensor = (name: string, value: number): FrameTensor => ({
  name,
  dtype: 'int32',
  shape: [1],
  data: Int32Array.of(value),
});
