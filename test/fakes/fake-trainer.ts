import type { Batch, ChunkResult, SampleScores, Slab, Trainer } from '../../electron/engine/trainer';
import type { ModelState, StateLayout, TargetSpec } from '#shared/compile/program';
import { nameMetrics } from '#shared/train/metric-names';
import { keyOf, uniformAt } from '#shared/random/counter';

/** One block `dense` with two weights and no optimizer slots. */
export const FAKE_LAYOUT: StateLayout = {
  slots: [
    {
      name: 'dense/kernel',
      nodeId: 'dense',
      weight: 'kernel',
      shape: [2, 1],
      initializer: 'zeros',
      store: 'theta',
      offset: 0,
      size: 2,
    },
  ],
  sizes: { theta: 2, buffers: 0, frozen: 0 },
  optimizerSlots: [],
};

export const FAKE_METRICS = nameMetrics([{ type: 'accuracy', params: {} }]);
export const FAKE_TARGET: TargetSpec = { encoding: 'sparse', shape: [], dtype: 'int32' };

export const fakeState = (seed = 1): ModelState => ({
  layout: FAKE_LAYOUT,
  theta: Float32Array.of(0.5, -0.5),
  buffers: new Float32Array(0),
  frozen: new Float32Array(0),
  slots: {},
  step: 0,
  seed,
});

export interface FakeTrainerOptions {
  /** Makes the weights NaN in the update after so many. */
  readonly nanAfter?: number;
  /** Called with the size of every batch that is trained. */
  onBatch?(size: number): void;
  /** Called before every chunk. */
  onChunk?(slab: Slab): void;
  /** Called before samples are evaluated. */
  onEvaluate?(): void;
}

/**
 * A trainer whose arithmetic fits on one screen: the loss of a batch is the mean of its labels, and its update mixes
 * samples, weights and a random number of (seed, step), so that any slip in order, step or seed changes the weights.
 */
export function fakeTrainer(initial: ModelState = fakeState(), options: FakeTrainerOptions = {}): Trainer {
  let state = initial;

  async function runChunk(
    slab: Slab,
    learningRates: Float32Array,
    wantsGradient = false,
  ): Promise<ChunkResult> {
    options.onChunk?.(slab);
    const losses = new Float32Array(slab.steps);
    const size = slab.x.length / (slab.steps * slab.batch);
    for (let k = 0; k < slab.steps; k++) {
      options.onBatch?.(slab.batch);
      const labels = slab.y.subarray(k * slab.batch, (k + 1) * slab.batch);
      const x = slab.x.subarray(k * slab.batch * size, (k + 1) * slab.batch * size);
      losses[k] = meanOf(labels);
      const noise = uniformAt(keyOf(state.seed, state.step), 0);
      const broken = options.nanAfter !== undefined && state.step >= options.nanAfter;
      const theta = state.theta.map((value, i) =>
        broken ? Number.NaN : value * 0.9 + learningRates[k]! * (x[i % x.length]! + losses[k]! * noise),
      );
      state = { ...state, theta, step: state.step + 1 };
    }
    const metrics = { accuracy: losses.map((loss) => loss / 2) };
    return { losses, metrics, ...(wantsGradient && { gradient: new Float32Array(2) }) };
  }

  async function evaluate({ y, count }: Batch): Promise<SampleScores> {
    options.onEvaluate?.();
    const losses = Float32Array.from(y.subarray(0, count));
    return { losses, metrics: { accuracy: losses.map((loss) => loss / 2) } };
  }

  return {
    device: 'fake',
    layout: FAKE_LAYOUT,
    metrics: FAKE_METRICS,
    target: FAKE_TARGET,
    evaluationBatch: 4,
    runChunk,
    getState: () => state,
    setState: (next) => {
      state = next;
    },
    evaluate,
    predict: async (_x, count, fetches) =>
      new Map(fetches.map((nodeId) => [nodeId, { shape: [1], data: new Float32Array(count) }])),
    dispose: async () => undefined,
  };
}

const meanOf = (values: Float32Array | Int32Array): number =>
  (values as Float32Array).reduce((total, value) => total + value, 0) / values.length;
