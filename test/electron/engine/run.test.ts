import { describe, expect, test } from 'vitest';
import { START, type Position } from '../../../electron/engine/epoch-sums';
import { createMeter } from '../../../electron/engine/meter';
import { createPipeline } from '../../../electron/engine/pipeline';
import {
  runTraining,
  type EpochReport,
  type RunControl,
  type RunOutcome,
} from '../../../electron/engine/run';
import type { ModelState } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import { fakeLoop } from '../../fakes/fake-loop';
import {
  FAKE_METRICS,
  FAKE_TARGET,
  fakeState,
  fakeTrainer,
  type FakeTrainerOptions,
} from '../../fakes/fake-trainer';
import type { StepObserver } from '../../../electron/engine/observers';
import type { Watch } from '../../../electron/engine/statistics/watch';
import type { TrainingLoop } from '../../../electron/engine/training-loop';

/** `count` samples [i], labelled 0, 1, 2, … */
const counting = (count: number): Samples => ({
  count,
  shape: [1],
  x: Float32Array.from({ length: count }, (_, i) => i),
  labels: Int32Array.from({ length: count }, (_, i) => i),
});

interface Start {
  readonly state?: ModelState;
  readonly from?: Position;
  readonly epochs?: number;
  readonly amount?: 'all' | 'epoch' | 'step';
  readonly trainer?: FakeTrainerOptions;
  readonly control?: RunControl;
  readonly loop?: TrainingLoop;
  readonly averaged?: string;
  readonly watch?: Watch;
  readonly observers?: readonly StepObserver[];
  /** Milliseconds a chunk seems to take. */
  readonly chunkMs?: number;
}

interface Ran extends RunOutcome {
  readonly state: ModelState;
  readonly epochs: EpochReport[];
  readonly steps: number[];
  readonly losses: number[];
  readonly saved: { state: ModelState; position: Position }[];
}

/** Trains ten samples in batches of four: three steps an epoch, the last of two samples. */
async function run(start: Start = {}): Promise<Ran> {
  const clock = { now: 0 };
  const trainer = fakeTrainer(start.state ?? fakeState(), {
    ...start.trainer,
    onChunk: (slab) => {
      clock.now += start.chunkMs ?? 1;
      start.trainer?.onChunk?.(slab);
    },
  });
  const epochs: EpochReport[] = [];
  const steps: number[] = [];
  const losses: number[] = [];
  const saved: Ran['saved'] = [];
  const outcome = await runTraining({
    trainer,
    pipeline: createPipeline({
      samples: counting(10),
      target: FAKE_TARGET,
      batchSize: 4,
      shuffle: true,
      seed: 1,
    }),
    validation: counting(5),
    test: counting(3),
    metrics: FAKE_METRICS,
    loop: start.loop ?? fakeLoop(),
    averaged: start.averaged ?? null,
    from: start.from ?? START,
    epochs: () => start.epochs ?? 3,
    amount: start.amount ?? 'all',
    control: start.control ?? { request: null },
    meter: createMeter(),
    ...(start.watch && { watch: start.watch }),
    ...(start.observers && { observers: start.observers }),
    now: () => clock.now,
    onSteps: (firstStep, result) => {
      for (const [i, loss] of result.losses.entries()) {
        steps.push(firstStep + i);
        losses.push(loss);
      }
    },
    onEpoch: (report) => epochs.push(report),
    onProgress: () => undefined,
    saveCheckpoint: async (state, position) => {
      saved.push({ state, position });
    },
    explain: async ({ before }) => ({
      code: 'nan',
      severity: 'error',
      message: { en: `after ${before.step}`, ko: '' },
    }),
  });
  return { ...outcome, state: trainer.getState(), epochs, steps, losses, saved };
}

const withoutTime = (report: EpochReport) => ({
  ...report,
  seconds: 0,
  validationSeconds: 0,
  wholeSeconds: 0,
});

describe('a run', () => {
  test('trains all epochs, the partial batch too, and evaluates the test data', async () => {
    const sizes: number[] = [];
    const {
      reason,
      position,
      test: onTest,
      steps,
    } = await run({ trainer: { onBatch: (size) => sizes.push(size) } });
    expect(sizes).toEqual([4, 4, 2, 4, 4, 2, 4, 4, 2]);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect({ reason, epoch: position.epoch, stepInEpoch: position.stepInEpoch, onTest }).toEqual({
      reason: 'done',
      epoch: 3,
      stepInEpoch: 0,
      onTest: { loss: 1, metrics: { accuracy: 0.5 }, tables: {} },
    });
  });

  test('that is watched looks at full batches, one step at a time, and gives the same numbers', async () => {
    const looked: number[] = [];
    const watch: Watch = {
      isDue: () => true,
      look: async (slab, { before, after }) => {
        expect(before).not.toEqual(after);
        looked.push(slab.steps * slab.batch);
      },
    };
    const [watched, plain] = [await run({ watch }), await run()];
    expect(looked).toEqual([4, 4, 4, 4, 4, 4]);
    expect(watched.state).toEqual(plain.state);
    expect(watched.losses).toEqual(plain.losses);
    expect(watched.epochs.map(({ loss }) => loss)).toEqual(plain.epochs.map(({ loss }) => loss));
  });

  test('shows observers the steps they ask for, and gives the same numbers', async () => {
    const seen: [number, number, boolean][] = [];
    const every = (steps: number, needsGradient: boolean): StepObserver => ({
      next: ({ step }) => ({ steps: steps - (step % steps), needsGradient }),
      look: ({ place, before, after, gradient }) => {
        expect(after.step).toBe(place.step);
        seen.push([steps, place.step, after.step - before.step === 1 && gradient !== null]);
      },
    });
    const [observed, plain] = [await run({ observers: [every(2, false), every(5, true)] }), await run()];
    expect(seen.map(([steps, step]) => [steps, step])).toEqual([
      [2, 2],
      [2, 4],
      [5, 5],
      [2, 6],
      [2, 8],
    ]);
    expect(seen.find(([steps]) => steps === 5)![2]).toBe(true);
    expect(observed.state).toEqual(plain.state);
    expect(observed.losses).toEqual(plain.losses);
  });

  test('weighs every batch of an epoch by its size, and validates after it', async () => {
    const { epochs } = await run();
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 3],
      [2, 6],
      [3, 9],
    ]);
    for (const { loss, metrics, validation } of epochs) {
      // The mean of the labels 0 … 9, whatever their order; a plain mean of the batches' means differs.
      expect(loss).toBeCloseTo(4.5, 5);
      expect(metrics['accuracy']).toBeCloseTo(2.25, 5);
      expect(validation).toMatchObject({ loss: 2, metrics: { accuracy: 1 } });
    }
  });

  test.each(['pause', 'stop'] as const)('ends after the chunk in which one asks to %s', async (request) => {
    const control: RunControl = { request: null };
    let chunks = 0;
    const ran = await run({
      control,
      trainer: {
        onChunk: () => {
          if (++chunks === 2) control.request = request;
        },
      },
    });
    expect([ran.reason, ran.position.stepInEpoch, ran.state.step]).toEqual([
      request === 'pause' ? 'paused' : 'stopped',
      2,
      2,
    ]);
    expect(ran.saved.at(-1)).toEqual({ state: ran.state, position: ran.position });
  });

  test.each([1, 2, 3, 4, 5, 8])(
    'that is paused after step %i goes on as if it had not been',
    async (pauseAt) => {
      const whole = await run();
      const control: RunControl = { request: null };
      let trained = 0;
      const first = await run({
        control,
        chunkMs: 100,
        trainer: {
          onBatch: () => {
            if (++trained === pauseAt) control.request = 'pause';
          },
        },
      });
      expect(first.state.step).toBe(pauseAt);
      const kept = first.saved.at(-1)!;
      const second = await run({ state: kept.state, from: kept.position });
      expect(second.state).toEqual(whole.state);
      expect([...first.losses, ...second.losses]).toEqual(whole.losses);
      expect([...first.epochs, ...second.epochs].map(withoutTime)).toEqual(whole.epochs.map(withoutTime));
    },
  );

  test('gives the same numbers whatever the size of its chunks', async () => {
    const small = await run({ chunkMs: 1000 });
    const large = await run({ chunkMs: 0.01 });
    expect(large.state).toEqual(small.state);
    expect(large.losses).toEqual(small.losses);
  });

  test('of one step pauses after it, and of one epoch at its end', async () => {
    const step = await run({ amount: 'step' });
    expect([step.reason, step.state.step]).toEqual(['paused', 1]);
    const epoch = await run({ amount: 'epoch', state: step.state, from: step.position });
    expect([epoch.reason, epoch.state.step, epoch.position.epoch]).toEqual(['paused', 3, 1]);
    const last = await run({ amount: 'epoch', state: epoch.state, from: epoch.position, epochs: 2 });
    expect([last.reason, last.state.step]).toEqual(['done', 6]);
  });

  test('stops at the first step that is not finite, with the weights before it', async () => {
    const whole = await run();
    const ran = await run({ trainer: { nanAfter: 4 } });
    expect(ran.reason).toBe('failed');
    expect(ran.diagnostic?.message.en).toBe('after 4');
    expect(ran.state.step).toBe(4);
    expect(ran.state.theta.every(Number.isFinite)).toBe(true);
    expect(ran.losses).toEqual(whole.losses.slice(0, 4));
    expect([ran.position.epoch, ran.position.stepInEpoch]).toEqual([1, 1]);
    expect(ran.saved.every(({ state }) => state.theta.every(Number.isFinite))).toBe(true);
  });

  test('ends when a callback says so, with the weights that it kept, and tests those', async () => {
    const callbacks = [
      { type: 'EarlyStopping', params: { monitor: 'loss', patience: 1, restoreBestWeights: true } },
    ];
    // Every epoch has the same mean loss, so that the first one stays the best.
    const ran = await run({ epochs: 9, loop: fakeLoop({ callbacks }) });
    const one = await run({ epochs: 1 });
    expect([ran.reason, ran.position.epoch, ran.restoredEpoch]).toEqual(['done', 2, 1]);
    expect(ran.stoppedBy?.callback).toBe('EarlyStopping');
    expect([ran.state.theta, ran.state.step]).toEqual([one.state.theta, 6]);
    expect(ran.test).not.toBeNull();
    expect(ran.saved.at(-1)!.state).toBe(ran.state);
  });

  test('follows a schedule whatever the size of its chunks', async () => {
    const loop = () => fakeLoop({ schedule: { type: 'ExponentialDecay', params: { decaySteps: 2 } } });
    const small = await run({ chunkMs: 1000, loop: loop() });
    const large = await run({ chunkMs: 0.01, loop: loop() });
    expect(large.state).toEqual(small.state);
    expect(large.state).not.toEqual((await run()).state);
  });

  test('tells what each epoch took as a whole, unless it was begun before a pause', async () => {
    const whole = await run({ chunkMs: 100, epochs: 2 });
    for (const { seconds, validationSeconds, wholeSeconds } of whole.epochs)
      expect(wholeSeconds).toBeCloseTo(seconds + validationSeconds, 9);
    const { state, position } = (await run({ amount: 'step' })).saved.at(-1)!;
    const rest = await run({ chunkMs: 100, epochs: 2, state, from: position });
    expect(rest.epochs.map(({ wholeSeconds }) => wholeSeconds === null)).toEqual([true, false]);
  });

  test('that is stopped while it validates has not finished the epoch, and does so when it goes on', async () => {
    const whole = await run();
    const control: RunControl = { request: null };
    const stopped = await run({ control, trainer: { onEvaluate: () => (control.request = 'stop') } });
    expect([stopped.reason, stopped.position.epoch, stopped.position.stepInEpoch]).toEqual(['stopped', 0, 3]);
    expect(stopped.epochs).toEqual([]);
    const rest = await run({ state: stopped.state, from: stopped.position });
    expect([rest.state, rest.epochs.map(withoutTime)]).toEqual([whole.state, whole.epochs.map(withoutTime)]);
  });

  test.each([
    ['chunk', 1],
    ['epoch', 3],
  ] as const)('hands over at the next %s', async (handOver, step) => {
    const control: RunControl = { request: null };
    const ran = await run({
      control,
      chunkMs: 1000,
      trainer: { onChunk: () => (control.handOver = handOver) },
    });
    expect([ran.reason, ran.state.step]).toEqual(['handed-over', step]);
  });

  test('takes the moving average of its weights at the end', async () => {
    const slots = { average: Float32Array.of(7, 8) };
    const ran = await run({ state: { ...fakeState(), slots }, averaged: 'average', epochs: 1 });
    expect([ran.isAveraged, [...ran.state.theta]]).toEqual([true, [7, 8]]);
  });

  test('keeps checkpoints of long epochs on the way', async () => {
    const { saved } = await run({ chunkMs: 6000, epochs: 2 });
    expect(saved.map(({ position }) => [position.epoch, position.stepInEpoch])).toEqual([
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 0],
    ]);
  });
});
