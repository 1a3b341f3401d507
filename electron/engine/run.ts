import type { ModelState } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { NamedMetric } from '#shared/train/metric-names';
import { chunkMilliseconds, mostSteps } from './chunk-length';
import { addChunk, meansOf, NO_SUMS, type Means, type Position } from './epoch-sums';
import { createEpochMeasuring } from './epoch-measuring';
import { byName, evaluateSamples, type Evaluation } from './evaluation';
import type { Meter } from './meter';
import { nextTurn } from './next-turn';
import { isFiniteChunk, isFiniteState, type NonFiniteStep } from './non-finite';
import { planChunk, type StepObserver, type StepPlace } from './observers';
import type { Pipeline } from './pipeline';
import type { ChunkResult, Slab, Trainer } from './trainer';
import type { Watch } from './statistics/watch';
import type { StoppedBy, TrainingLoop } from './training-loop';

/** Vectors up to this length are searched for NaN after every chunk; longer ones once in a while. */
const ALWAYS_VERIFIED = 1_000_000;
const VERIFY_EVERY_MS = 1000;
const CHECKPOINT_EVERY_MS = 10_000;
/** The first one comes soon: from then on a crash costs little. */
const FIRST_CHECKPOINT_MS = 2000;
/** Short epochs do not write a checkpoint each. */
const CHECKPOINT_APART_MS = 1000;

/** What was asked of a run since it began; it looks after every chunk. */
export interface RunControl {
  request: 'pause' | 'stop' | null;
  /** Another model takes over as soon as a chunk, or an epoch, is complete. */
  handOver?: 'chunk' | 'epoch' | null;
}

export interface EpochReport extends Means {
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  readonly validation: Means | null;
  /** Of the last step. */
  readonly learningRate: number;
  /** That its steps took. */
  readonly seconds: number;
  readonly validationSeconds: number;
  /** From its first step to the end of its validation, views included; null where it was begun before. */
  readonly wholeSeconds: number | null;
}

export interface RunOptions {
  readonly trainer: Trainer;
  readonly pipeline: Pipeline;
  readonly metrics: readonly NamedMetric[];
  readonly validation: Samples;
  readonly test: Samples;
  /** Learning rates and callbacks. */
  readonly loop: TrainingLoop;
  readonly from: Position;
  /** Epochs in all, those before `from` included; may change on the way. */
  epochs(): number;
  /** The optimizer's slot whose numbers replace the weights at the end, if any. */
  readonly averaged: string | null;
  readonly amount: 'all' | 'epoch' | 'step';
  readonly control: RunControl;
  readonly meter: Meter;
  /** Looks at a single step now and then. */
  readonly watch?: Watch;
  /** Look at certain steps, before the epoch that ends with one is validated. */
  readonly observers?: readonly StepObserver[];
  /** Milliseconds, from any point in time. */
  now(): number;
  /** Results of the steps after optimizer update `firstStep - 1`, with the rate of each. */
  onSteps(firstStep: number, result: ChunkResult, learningRates: Float32Array): void;
  onEpoch(report: EpochReport): void;
  /** How many samples of a validation or of the test data are done, from 0 on. */
  onEvaluation?(done: number, total: number): void;
  /** After every chunk and epoch: for progress and views. Waited for. */
  onProgress(position: Position): Promise<void> | void;
  /** Keeps the state; called with numbers that are known to be finite. Waited for only when the run ends. A callback's has a name. */
  saveCheckpoint(state: ModelState, position: Position, as?: 'best' | 'last'): Promise<void>;
  /** Names the layer in which the step after `failure.before` went wrong. */
  explain(failure: NonFiniteStep): Promise<Diagnostic>;
}

export interface RunOutcome {
  readonly reason: 'done' | 'paused' | 'stopped' | 'failed' | 'handed-over';
  readonly position: Position;
  /** On the test data, when all epochs are done. */
  readonly test: Evaluation | null;
  readonly diagnostic?: Diagnostic;
  /** The callback that ended it. */
  readonly stoppedBy?: StoppedBy;
  /** The weights are those after this epoch, from 1. */
  readonly restoredEpoch?: number;
  /** The weights are their moving average. */
  readonly isAveraged?: boolean;
}

/**
 * Trains from a position to the end of what was asked, chunk by chunk. The numbers depend on seed, data and position
 * alone, not on where chunks, pauses and checkpoints fall.
 */
export async function runTraining(options: RunOptions): Promise<RunOutcome> {
  const { trainer, pipeline, loop, control, meter, now, observers = [] } = options;
  const { stepsPerEpoch } = pipeline;
  const maxSteps = mostSteps(pipeline.batchBytes);
  let position = options.from;
  let verified = { state: trainer.getState(), position, at: now() };
  let savedAt = now() - CHECKPOINT_EVERY_MS + FIRST_CHECKPOINT_MS;
  let lastReported = verified.state.step;
  let writing: Promise<void> = Promise.resolve();
  /** When the epoch under way began; null where that was before. */
  let begunAt = position.stepInEpoch === 0 ? now() : null;
  const measuring = createEpochMeasuring(options.metrics, trainer.target, position);

  const chunkSteps = () =>
    options.amount === 'step' ? 1 : Math.min(meter.chunkSteps(chunkMilliseconds(trainer.layout)), maxSteps);

  /** Full batches alone: outputs are of always as many samples. */
  const isWatchDue = () =>
    options.watch?.isDue() === true && pipeline.batchAt(position.stepInEpoch) === pipeline.batchAt(0);

  async function watch({ before, slab, result: { gradient } }: Advance): Promise<void> {
    if (gradient)
      await options.watch?.look(slab, { before: before.theta, after: trainer.getState().theta, gradient });
  }

  const placeNow = (): StepPlace => ({
    step: trainer.getState().step,
    epoch: position.epoch,
    stepInEpoch: position.stepInEpoch,
    stepsPerEpoch,
  });

  const show = (observer: StepObserver, { before, slab, result }: Advance) =>
    observer.look({
      place: placeNow(),
      before,
      after: trainer.getState(),
      slab,
      gradient: result.gradient ?? null,
    });

  /** Trains the next batches; the result is not yet known to be finite. */
  async function advance(steps: number, isWatched = false, wantsGradient = isWatched): Promise<Advance> {
    const startedAt = now();
    const before = trainer.getState();
    const { epoch, stepInEpoch } = position;
    const slab = await pipeline.slab(epoch, stepInEpoch, steps);
    pipeline.ahead(epoch, stepInEpoch + slab.steps, chunkSteps());
    const learningRates = loop.rates(before.step, slab.steps);
    const result = await trainer.runChunk(slab, learningRates, wantsGradient);
    const milliseconds = now() - startedAt;
    // A chunk cut short would say little of the pace.
    if (!isWatched || chunkSteps() === 1) meter.add(slab.steps, slab.steps * slab.batch, milliseconds);
    position = {
      ...position,
      stepInEpoch: position.stepInEpoch + slab.steps,
      sums: addChunk(position.sums, result, slab.batch, milliseconds / 1000),
    };
    return { before, slab, result, learningRates };
  }

  function report({ slab, result, learningRates }: Advance): void {
    const { step } = trainer.getState();
    if (step <= lastReported) return;
    const before = step - result.losses.length;
    loop.batches(before, result.losses);
    options.onSteps(before + 1, result, learningRates);
    measuring.add(slab, result);
    lastReported = step;
  }

  /** Goes back to the last state known to be good and repeats it step by step up to the first that fails. */
  async function findFailure(lastStep: number): Promise<Diagnostic> {
    trainer.setState(verified.state);
    position = verified.position;
    measuring.forget();
    for (;;) {
      const before = { state: trainer.getState(), position };
      const advanced = await advance(1);
      const { result } = advanced;
      const after = trainer.getState();
      if (!isFiniteChunk(result) || !isFiniteState(after) || after.step >= lastStep) {
        loop.batches(before.state.step, result.losses);
        trainer.setState(before.state);
        position = before.position;
        const { epoch, stepInEpoch } = before.position;
        const slab = await pipeline.slab(epoch, stepInEpoch, 1);
        return options.explain({ before: before.state, after, slab, result });
      }
      report(advanced);
      await nextTurn();
    }
  }

  function verify(force: boolean): boolean {
    const state = trainer.getState();
    const due = force || state.layout.sizes.theta <= ALWAYS_VERIFIED || now() - verified.at > VERIFY_EVERY_MS;
    if (!due) return true;
    if (!isFiniteState(state)) return false;
    verified = { state, position, at: now() };
    return true;
  }

  async function checkpoint(): Promise<void> {
    await writing;
    savedAt = now();
    writing = options.saveCheckpoint(trainer.getState(), measuring.positionWith(position));
  }

  async function end(reason: RunOutcome['reason']): Promise<RunOutcome> {
    await checkpoint();
    await writing;
    const { stoppedBy } = loop;
    return {
      reason,
      position: measuring.positionWith(position),
      test: null,
      ...(stoppedBy && { stoppedBy }),
    };
  }

  /** Keras's order: the moving average takes the place of the weights, then callbacks restore theirs. */
  async function finish(): Promise<RunOutcome> {
    const state = trainer.getState();
    const average = options.averaged === null ? undefined : state.slots[options.averaged];
    const { state: last, restoredEpoch } = loop.end(average ? { ...state, theta: average } : state);
    trainer.setState(last);
    const test = await evaluateSamples(
      trainer,
      options.test,
      () => control.request !== null,
      (done) => options.onEvaluation?.(done, options.test.count),
    );
    return {
      ...(await end('done')),
      test,
      ...(restoredEpoch === null ? { isAveraged: average !== undefined } : { restoredEpoch }),
    };
  }

  /** Validates, reports and asks the callbacks; false when one asks to stop before it is validated: the epoch is then not complete. */
  async function finishEpoch(): Promise<boolean> {
    const { sums, epoch } = position;
    const isStopped = () => control.request === 'stop';
    const validatedFrom = now();
    const validation = await evaluateSamples(trainer, options.validation, isStopped, (done) =>
      options.onEvaluation?.(done, options.validation.count),
    );
    if (!validation && options.validation.count > 0) return false;
    const state = trainer.getState();
    const { loss, metrics: means } = meansOf(sums, options.metrics);
    const { metrics } = byName(options.metrics, means, measuring.results());
    options.onEpoch({
      loss,
      metrics,
      epoch: epoch + 1,
      step: state.step,
      validation,
      learningRate: loop.rateAt(state.step - 1),
      seconds: sums.seconds,
      validationSeconds: (now() - validatedFrom) / 1000,
      wholeSeconds: begunAt === null ? null : (now() - begunAt) / 1000,
    });
    begunAt = now();
    const checkpoints = await loop.epoch({ epoch, logs: logsOf({ loss, metrics }, validation) }, state);
    position = { epoch: epoch + 1, stepInEpoch: 0, sums: NO_SUMS };
    measuring.restart();
    verified = { ...verified, position };
    for (const as of new Set(checkpoints)) await options.saveCheckpoint(state, position, as);
    return true;
  }

  // The epoch's steps were done, but one asked to stop while it was validated.
  if (position.stepInEpoch >= stepsPerEpoch && !(await finishEpoch())) return end('stopped');
  for (;;) {
    if (loop.stoppedBy || position.epoch >= options.epochs()) return finish();
    if (control.request) return end(control.request === 'pause' ? 'paused' : 'stopped');
    if (control.handOver === 'chunk' || (control.handOver === 'epoch' && position.stepInEpoch === 0))
      return { reason: 'handed-over', position: measuring.positionWith(position), test: null };

    const isWatched = isWatchDue();
    const plan = planChunk(observers, placeNow(), isWatched ? 1 : chunkSteps());
    const advanced = await advance(plan.steps, isWatched, isWatched || plan.wantsGradient);
    const epochEnds = position.stepInEpoch >= stepsPerEpoch;
    const force = epochEnds || control.request !== null || options.amount === 'step';
    if (!isFiniteChunk(advanced.result) || !verify(force || now() - savedAt > CHECKPOINT_EVERY_MS)) {
      const diagnostic = await findFailure(trainer.getState().step);
      return { ...(await end('failed')), diagnostic };
    }
    report(advanced);
    if (isWatched) await watch(advanced);
    for (const observer of plan.due(advanced.slab.steps)) await show(observer, advanced);
    if (epochEnds && !(await finishEpoch())) return end('stopped');
    await options.onProgress(measuring.positionWith(position));
    const sinceSaved = now() - savedAt;
    if (sinceSaved > CHECKPOINT_EVERY_MS || (epochEnds && sinceSaved > CHECKPOINT_APART_MS))
      await checkpoint();
    const enough = options.amount === 'step' || (options.amount === 'epoch' && epochEnds);
    if (enough && !loop.stoppedBy && position.epoch < options.epochs()) return end('paused');
    await nextTurn();
  }
}

interface Advance {
  readonly before: ModelState;
  readonly slab: Slab;
  readonly result: ChunkResult;
  readonly learningRates: Float32Array;
}

/** By the names of Keras's history. */
const logsOf = ({ loss, metrics }: Means, validation: Means | null): Record<string, number> => ({
  loss,
  ...metrics,
  ...(validation && {
    val_loss: validation.loss,
    ...Object.fromEntries(Object.entries(validation.metrics).map(([name, value]) => [`val_${name}`, value])),
  }),
});
