import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { splitRange } from '#shared/data/split';
import { DiagnosticError, type Diagnostic, type Localized } from '#shared/graph/diagnostic';
import type { EventName, EventPayload, RunState } from '#shared/protocol/api';
import { writeCheckpoint } from './checkpoint';
import { NO_SUMS, START, type Position } from './epoch-sums';
import { createMeter, type Meter } from './meter';
import { batchesKey, trainingKey, type Model } from './model';
import { explainNonFinite } from './non-finite';
import { createPipeline, slice, type Pipeline } from './pipeline';
import { toDiagnostic } from './result';
import { runTraining, type RunControl, type RunOutcome } from './run';
import { createStepBuffer } from './step-buffer';
import type { Trainer } from './trainer';

const STATE_INTERVAL_MS = 100;

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;
export type CreateTrainer = (source: Model['source'], initial: ModelState, batch: number) => Promise<Trainer>;

export interface TrainingOptions {
  /** Each run has a folder of its own in it. */
  readonly runsFolder: string;
  readonly createTrainer: CreateTrainer;
  readonly emit: Emit;
  /** Between two chunks. */
  onChunk(): Promise<void>;
  /** Training begins and ends. */
  onActive(active: boolean): void;
  now(): number;
}

/** What a checkpoint says of a run beside the numbers. */
export interface Restored {
  readonly runId: string;
  readonly position: Position;
  readonly epochs: number;
  readonly step: number;
}

export type Amount = 'all' | 'epoch' | 'step';

/** One sequence of epochs, over any number of pauses; where it stands and what it is called. */
export interface Training {
  readonly active: boolean;
  /** What is being trained, while `active`. */
  readonly running: { readonly model: Model; readonly state: ModelState } | null;
  readonly position: Position;
  readonly epochs: number;
  readonly runId: string | null;
  status(): RunState;
  /**
   * Trains in the background; `done` gets the numbers it ended with. A fresh run starts at epoch 0 with a new name; another one goes on for `more`
   * epochs, if they are given.
   */
  start(
    model: Model,
    state: ModelState,
    fresh: boolean,
    amount: Amount,
    done: (state: ModelState) => void,
    more?: number,
  ): void;
  /** Takes over where a checkpoint stands. */
  restore(model: Model, checkpoint: Restored): void;
  /** Forgets the run: another project begins. Nothing may run. */
  forget(): void;
  pause(): void;
  /** Ends a running or paused run. */
  stop(): void;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
  dispose(): Promise<void>;
}

export function createTraining(options: TrainingOptions): Training {
  const { emit, now } = options;
  let position: Position = START;
  let batches: string | null = null;
  let epochs = 0;
  let runId: string | null = null;
  /** Where the run's checkpoint is, once there is one. */
  let checkpoint: string | null = null;
  let state: RunState['state'] = 'idle';
  let stepsPerEpoch = 0;
  let step = 0;
  let device: string | null = null;
  let meter: Meter | null = null;
  let control: RunControl = { request: null };
  let running: { model: Model; trainer: Trainer } | null = null;
  let finished: Promise<void> = Promise.resolve();
  let cached: { key: string; trainer: Trainer } | null = null;
  let stateSentAt = -Infinity;
  let progress = { startedAt: 0, startStep: 0 };

  function status(): RunState {
    return {
      runId,
      state,
      epoch: position.epoch,
      epochs,
      step,
      stepsPerEpoch,
      stepInEpoch: position.stepInEpoch,
      secondsLeft: state === 'running' ? secondsLeft() : null,
      samplesPerSecond: meter?.samplesPerSecond() ?? null,
      msPerStep: meter?.msPerStep() ?? null,
      device,
    };
  }

  /** From the pace since the start, validation and views included. */
  function secondsLeft(): number | null {
    const done = step - progress.startStep;
    const left = (epochs - position.epoch) * stepsPerEpoch - position.stepInEpoch;
    return done > 0 ? (((now() - progress.startedAt) / done) * left) / 1000 : null;
  }

  function setState(next: RunState['state']): void {
    state = next;
    stateSentAt = now();
    emit('run.state', status());
  }

  const folderOf = (id: string): string => join(options.runsFolder, id);

  async function trainerFor(model: Model, initial: ModelState, batch: number): Promise<Trainer> {
    const key = trainingKey(model.source) + batch;
    if (cached?.key !== key) {
      await cached?.trainer.dispose();
      cached = null;
      cached = { key, trainer: await options.createTrainer(model.source, initial, batch) };
    }
    cached.trainer.setState(initial);
    return cached.trainer;
  }

  async function run(
    model: Model,
    initial: ModelState,
    amount: Amount,
    done: (state: ModelState) => void,
  ): Promise<void> {
    const id = runId!;
    const { training } = model.project;
    const parts = splitRange(model.dataset.train.count, training.validationSplit);
    const { train } = model.dataset;
    const pipeline: Pipeline = createPipeline({
      samples: slice(train, 0, parts.train),
      target: model.target,
      batchSize: training.batchSize,
      shuffle: training.shuffle,
      seed: initial.seed,
    });
    stepsPerEpoch = pipeline.stepsPerEpoch;
    const trainer = await trainerFor(model, initial, pipeline.batchAt(0));
    device = trainer.device;
    running = { model, trainer };
    meter = createMeter();
    progress = { startedAt: now(), startStep: initial.step };
    const buffer = createStepBuffer(id, (payload) => emit('run.steps', payload), now);
    setState('running');
    let outcome: RunOutcome;
    try {
      outcome = await runTraining({
        trainer,
        pipeline,
        validation: slice(train, parts.train, parts.validation),
        test: model.dataset.test,
        learningRate: training.learningRate,
        from: position,
        epochs,
        amount,
        control,
        meter,
        now,
        onSteps: (firstStep, result) => buffer.add(firstStep, result),
        onEpoch: ({ epoch, step: lastStep, loss, metrics, validation, seconds }) => {
          buffer.flush();
          emit('run.epoch', {
            runId: id,
            epoch,
            step: lastStep,
            loss,
            metrics: { ...metrics },
            valLoss: validation?.loss ?? null,
            valMetrics: validation ? { ...validation.metrics } : null,
            seconds,
          });
        },
        onProgress: async (next) => {
          position = next;
          step = trainer.getState().step;
          if (now() - stateSentAt >= STATE_INTERVAL_MS) setState('running');
          await options.onChunk();
        },
        saveCheckpoint: (saved, at) => keep(model, saved, at),
        explain: (failure) => explainNonFinite(trainer, model.source.graph, model.order, failure),
      });
    } finally {
      buffer.flush();
      step = trainer.getState().step;
      done(trainer.getState());
    }
    position = outcome.position;
    finish(outcome, meter);
  }

  /** A checkpoint that cannot be written is a warning; the training goes on. */
  async function keep(model: Model, saved: ModelState, at: Position): Promise<void> {
    const id = runId!;
    try {
      await writeCheckpoint(folderOf(id), {
        runId: id,
        project: model.project,
        state: saved,
        position: at,
        epochs,
      });
      checkpoint = folderOf(id);
    } catch (error) {
      report({ ...toDiagnostic(error, 'checkpoint-not-written', NOT_WRITTEN), severity: 'warning' });
    }
  }

  function report(diagnostic: Diagnostic): void {
    emit('diagnostic', { ...diagnostic, message: { ...diagnostic.message } });
  }

  function finish(outcome: Pick<RunOutcome, 'reason' | 'test' | 'diagnostic'>, measured: Meter | null): void {
    if (outcome.diagnostic) report(outcome.diagnostic);
    setState(outcome.reason);
    if (outcome.reason === 'paused') return;
    const overall = measured?.overall();
    emit('run.end', {
      runId: runId!,
      reason: outcome.reason,
      epochs: position.epoch,
      testLoss: outcome.test?.loss ?? null,
      testMetrics: outcome.test ? { ...outcome.test.metrics } : null,
      msPerStep: overall?.msPerStep ?? null,
      samplesPerSecond: overall?.samplesPerSecond ?? null,
      peakRssMb: process.resourceUsage().maxRSS / 1024,
      device: device ?? '',
      checkpoint,
    });
  }

  return {
    get active() {
      return state === 'preparing' || state === 'running';
    },
    get running() {
      return running && { model: running.model, state: running.trainer.getState() };
    },
    get position() {
      return position;
    },
    get epochs() {
      return epochs;
    },
    get runId() {
      return runId;
    },
    status,
    start(model, initial, fresh, amount, done, more) {
      if (this.active) throw alreadyRunning();
      const planned = model.project.training.epochs;
      const key = batchesKey(model.source);
      if (fresh) {
        position = START;
        epochs = planned;
        runId = newRunId();
        checkpoint = null;
      } else {
        runId ??= newRunId();
        // Other batches than before: the epoch under way cannot be gone on with.
        if (batches !== null && batches !== key) position = { ...position, stepInEpoch: 0, sums: NO_SUMS };
        epochs =
          more === undefined ? plannedEpochs(position.epoch, epochs, planned, amount) : position.epoch + more;
      }
      batches = key;
      step = initial.step;
      meter = null;
      control = { request: null };
      setState('preparing');
      options.onActive(true);
      finished = run(model, initial, amount, done)
        .catch((error: unknown) => {
          const diagnostic = toDiagnostic(error, 'training-failed', FAILED);
          finish({ reason: 'failed', test: null, diagnostic }, meter);
        })
        .finally(() => {
          running = null;
          options.onActive(false);
        });
    },
    restore(model, restored) {
      ({ runId, position, epochs, step } = restored);
      checkpoint = null;
      batches = batchesKey(model.source);
      const { training } = model.project;
      const { train } = splitRange(model.dataset.train.count, training.validationSplit);
      stepsPerEpoch = Math.ceil(train / training.batchSize);
      setState('paused');
    },
    forget() {
      position = START;
      batches = null;
      runId = null;
      epochs = step = stepsPerEpoch = 0;
      setState('idle');
    },
    pause() {
      if (this.active) control.request ??= 'pause';
    },
    stop() {
      if (this.active) control.request = 'stop';
      else if (state === 'paused') finish({ reason: 'stopped', test: null }, meter);
    },
    idle: () => finished,
    async dispose() {
      control.request = 'stop';
      await finished;
      await cached?.trainer.dispose();
    },
  };
}

/**
 * Epochs in all when training goes on after `epoch` of them: the project's number until that is reached; then as many
 * more, or one more when one epoch or step was asked for.
 */
function plannedEpochs(epoch: number, before: number, planned: number, amount: Amount): number {
  if (epoch < planned) return planned;
  if (epoch < before) return before;
  return epoch + (amount === 'all' ? planned : 1);
}

/** Sorts by time: `20261124-091842-3f9a`. */
function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}

const FAILED: Localized = {
  en: 'Training ended because of a problem in the engine.',
  ko: '엔진에 문제가 생겨 학습이 끝났습니다.',
};
const NOT_WRITTEN: Localized = {
  en: 'The checkpoint cannot be written.',
  ko: '체크포인트를 쓸 수 없습니다.',
};

const alreadyRunning = (): DiagnosticError =>
  new DiagnosticError({
    code: 'training-already-runs',
    severity: 'error',
    message: {
      en: 'Training is already running. Pause or stop it first.',
      ko: '이미 학습하고 있습니다. 먼저 일시정지하거나 멈추세요.',
    },
  });
