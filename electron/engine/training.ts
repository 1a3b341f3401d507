import { join } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { splitRange } from '#shared/data/split';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { EventName, EventPayload, RunState } from '#shared/protocol/api';
import { finishSteps } from '#shared/train/metric-names';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { averagedSlot } from '#shared/train/apply-optimizer';
import { adaptLayers } from './adapt';
import { writeCheckpoint } from './checkpoint';
import { partOf } from './data/samples';
import { NO_SUMS, START, type Position } from './epoch-sums';
import { changeOf, withLoopSettings } from './live-change';
import { NOTHING_SAVED, type SavedLoop } from './loop-memory';
import type { Evaluation } from './evaluation';
import { createMeter, type Meter } from './meter';
import { adoptState, batchesKey, trainingKey, type Model } from './model';
import { explainNonFinite } from './non-finite';
import type { StepObserver } from './observers';
import { createPipeline, type Pipeline } from './pipeline';
import { createProbeBuffer } from './probe-buffer';
import { atMostEvery } from './at-most-every';
import { toDiagnostic } from './result';
import { CHECKPOINT_NOT_WRITTEN, TRAINING_FAILED } from './session-problems';
import { alreadyRunning, type Amount, newRunId, plannedEpochs } from './run-plan';
import { tablePath, writeRow } from './row-file';
import { type EpochReport, runTraining, type RunControl, type RunOutcome } from './run';
import { createWatch } from './statistics/watch';
import { createStepBuffer } from './step-buffer';
import type { Trainer } from './trainer';
import { createTrainingLoop, type TrainingLoop } from './training-loop';

const STATE_INTERVAL_MS = 100;
/** An evaluation that is over sooner than this says nothing of itself. */
const EVALUATION_INTERVAL_MS = 300;

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;
export type CreateTrainer = (source: Model['source'], initial: ModelState, batch: number) => Promise<Trainer>;

export interface TrainingOptions {
  /** Each run has a folder of its own in it. */
  readonly runsFolder: string;
  readonly createTrainer: CreateTrainer;
  readonly emit: Emit;
  /** Between two chunks. */
  onChunk(): Promise<void>;
  readonly observers?: readonly StepObserver[];
  /** After every epoch, beside its event. */
  onEpoch?(model: Model, report: EpochReport): void;
  /** Before the end of a run is told. */
  settle?(): Promise<void>;
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
  readonly loop?: SavedLoop;
}

/** One sequence of epochs, over any number of pauses; where it stands and what it is called. */
export interface Training {
  readonly active: boolean;
  /** What is being trained, while `active`. */
  readonly running: { readonly model: Model; readonly state: ModelState } | null;
  readonly position: Position;
  readonly epochs: number;
  readonly runId: string | null;
  /** What callbacks remember. */
  readonly loop: SavedLoop;
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
  /** The project as it is now, while it trains: what can be changed on the way is, at the next chunk or epoch. */
  update(model: Model): void;
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
  /** What callbacks remember between two parts of a run; null while it is in `loop`. */
  let savedLoop: SavedLoop = NOTHING_SAVED;
  let loop: TrainingLoop | null = null;
  /** Takes over from what is trained now. */
  let next: Model | null = null;
  /** The project as it was told last, since the training began. */
  let latest: Model | null = null;
  /** What callbacks have written: their paths, with the callback. */
  let files: Map<string, string> = new Map();
  let running: { model: Model; trainer: Trainer } | null = null;
  let finished: Promise<void> = Promise.resolve();
  let cached: { key: string; trainer: Trainer } | null = null;
  let stateSentAt = -Infinity;
  const everySoOften = () =>
    atMostEvery(
      EVALUATION_INTERVAL_MS,
      now,
      (at: EventPayload<'evaluate.progress'>) => emit('evaluate.progress', at),
      {
        isFirstTold: false,
      },
    );
  let tellEvaluated = everySoOften();
  let progress = { startedAt: 0, startStep: 0 };
  const probes = createProbeBuffer((rows) => emit('run.probe', { runId: runId!, rows }), now);

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
      for (const note of cached.trainer.notes ?? []) report(note);
    }
    cached.trainer.setState(initial);
    return cached.trainer;
  }

  async function run(
    first: Model,
    initial: ModelState,
    amount: Amount,
    done: (state: ModelState) => void,
  ): Promise<void> {
    const id = runId!;
    loop = createTrainingLoop(first.project.training, savedLoop, {
      warn: report,
      probes: probes.takeEpoch,
      writeRow: (action, length) => {
        const path = tablePath(folderOf(id), action.file);
        files.set(path, 'CSVLogger');
        return writeRow(path, { ...action, length });
      },
    });
    let outcome: RunOutcome;
    try {
      let [model, from] = [first, initial];
      for (;;) {
        outcome = await runModel(model, from, amount, loop);
        position = outcome.position;
        if (outcome.reason !== 'handed-over') break;
        const taking = next!;
        model = taking;
        from = adoptState(running!.trainer.getState(), taking).state;
        loop.adopt((kept) => adoptState(kept, taking).state);
        batches = batchesKey(model.source);
        control.handOver = next = null;
      }
    } finally {
      savedLoop = loop.saved();
      loop = next = latest = null;
      if (running) {
        step = running.trainer.getState().step;
        done(running.trainer.getState());
      }
    }
    await options.settle?.();
    finish(outcome, meter);
  }

  /** Changes on the way what can be changed on the way. */
  function applyLatest(): void {
    if (!running || !loop || !latest || latest === running.model) return;
    const { training } = latest.project;
    if (training.epochs !== running.model.project.training.epochs) {
      // The epoch under way is finished.
      epochs = Math.max(training.epochs, position.epoch + (position.stepInEpoch > 0 ? 1 : 0));
    }
    control.handOver = changeOf(running.model, latest);
    next = control.handOver ? latest : null;
    running = { ...running, model: withLoopSettings(running.model, latest) };
    loop.change(training);
  }

  /** Trains one model until the end of what was asked, or until another takes over. */
  async function runModel(
    model: Model,
    initial: ModelState,
    amount: Amount,
    trainingLoop: TrainingLoop,
  ): Promise<RunOutcome> {
    const id = runId!;
    const { training } = model.project;
    const { train } = model.dataset;
    const parts = splitRange(train.count, training.validationSplit);
    const pipeline: Pipeline = createPipeline({
      samples: partOf(train, 0, parts.train),
      target: model.target,
      batchSize: training.batchSize,
      shuffle: training.shuffle,
      seed: initial.seed,
    });
    const trainer = await trainerFor(model, initial, pipeline.batchAt(0));
    await adaptLayers(model, trainer);
    stepsPerEpoch = pipeline.stepsPerEpoch;
    device = trainer.device;
    running = { model, trainer };
    applyLatest();
    if (!meter) {
      meter = createMeter();
      progress = { startedAt: now(), startStep: initial.step };
    }
    const buffer = createStepBuffer(id, (payload) => emit('run.steps', payload), now);
    setState('running');
    try {
      return await runTraining({
        trainer,
        pipeline,
        metrics: model.metrics,
        validation: partOf(train, parts.train, parts.validation),
        test: model.dataset.test,
        loop: trainingLoop,
        from: position,
        epochs: () => epochs,
        averaged: averagedSlot(OPTIMIZERS[training.optimizer.type]!, training.optimizer.params),
        amount,
        control,
        meter,
        now,
        watch: createWatch({
          source: model.source,
          trainer,
          batch: pipeline.batchAt(0),
          now,
          onStatistics: (at, layers) => emit('run.statistics', { runId: id, step: at, layers }),
        }),
        observers: [
          ...(options.observers ?? []),
          probes.observe({
            source: model.source,
            trainer,
            callbacks: () => running!.model.project.training.callbacks,
            rateAt: trainingLoop.rateAt,
          }),
        ],
        onSteps: (firstStep, { losses, metrics }, learningRates) =>
          buffer.add(firstStep, { losses, metrics: finishSteps(model.metrics, metrics) }, learningRates),
        onEpoch: (ended) => {
          const { epoch, step: lastStep, loss, metrics, validation, learningRate, seconds } = ended;
          buffer.flush();
          options.onEpoch?.(model, ended);
          emit('run.epoch', {
            runId: id,
            epoch,
            step: lastStep,
            loss,
            metrics: { ...metrics },
            valLoss: validation?.loss ?? null,
            valMetrics: validation ? { ...validation.metrics } : null,
            learningRate,
            seconds,
          });
        },
        onEvaluation(done, total) {
          // A short one is not worth a word.
          if (done === 0) tellEvaluated = everySoOften();
          tellEvaluated({ done, total });
        },
        onProgress: async (at) => {
          position = at;
          step = trainer.getState().step;
          if (now() - stateSentAt >= STATE_INTERVAL_MS) setState('running');
          await options.onChunk();
        },
        saveCheckpoint: (saved, at, as) => keep(running!.model, saved, at, trainingLoop.saved(), as),
        explain: (failure) => explainNonFinite(trainer, model.source.graph, model.order, failure),
      });
    } finally {
      buffer.flush();
      probes.flush();
    }
  }

  /** A checkpoint that cannot be written is a warning; the training goes on. */
  async function keep(
    model: Model,
    state: ModelState,
    at: Position,
    memory: SavedLoop,
    as: 'best' | 'last' | undefined,
  ): Promise<void> {
    const id = runId!;
    const { project } = model;
    const folder = as ? join(folderOf(id), as) : folderOf(id);
    if (as) files.set(folder, 'ModelCheckpoint');
    try {
      await writeCheckpoint(folder, { runId: id, project, state, position: at, epochs, loop: memory });
      if (!as) checkpoint = folder;
    } catch (error) {
      report({
        ...toDiagnostic(error, 'checkpoint-not-written', CHECKPOINT_NOT_WRITTEN),
        severity: 'warning',
      });
    }
  }

  function report(diagnostic: Diagnostic): void {
    emit('diagnostic', { ...diagnostic, message: { ...diagnostic.message } });
  }

  function finish(outcome: Ending, measured: Meter | null): void {
    const { reason, test, diagnostic, stoppedBy, restoredEpoch, isAveraged } = outcome;
    if (diagnostic) report(diagnostic);
    if (reason === 'handed-over') return;
    setState(reason);
    if (reason === 'paused') return;
    const overall = measured?.overall();
    emit('run.end', {
      runId: runId!,
      reason,
      epochs: position.epoch,
      testLoss: test?.loss ?? null,
      testMetrics: test ? { ...test.metrics } : null,
      ...(test && { testTables: mutable(test.tables) }),
      ...(stoppedBy && { stoppedBy: { ...stoppedBy, reason: { ...stoppedBy.reason } } }),
      ...(restoredEpoch !== undefined && { restoredEpoch }),
      ...(isAveraged && { isAveraged }),
      ...(files.size > 0 && { files: [...files].map(([path, callback]) => ({ callback, path })) }),
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
    get loop() {
      return loop?.saved() ?? savedLoop;
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
        savedLoop = NOTHING_SAVED;
        files = new Map();
        probes.clear();
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
          const diagnostic = toDiagnostic(error, 'training-failed', TRAINING_FAILED);
          finish({ reason: 'failed', test: null, diagnostic }, meter);
        })
        .finally(() => {
          running = null;
          options.onActive(false);
        });
    },
    update(model) {
      latest = model;
      applyLatest();
    },
    restore(model, restored) {
      ({ runId, position, epochs, step } = restored);
      checkpoint = null;
      const { memory, kept } = restored.loop ?? NOTHING_SAVED;
      savedLoop = {
        memory,
        kept: new Map([...kept].map(([place, weights]) => [place, adoptState(weights, model).state])),
      };
      files = new Map();
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
      savedLoop = NOTHING_SAVED;
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

type Ending = Omit<RunOutcome, 'position'>;

/** Tables as the protocol's schema has them. */
const mutable = (tables: Evaluation['tables']) =>
  structuredClone(tables) as Record<string, number[] | number[][]>;
