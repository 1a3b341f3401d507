import { join } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import { sizeOf } from '#shared/graph/shape';
import type { ProjectFile } from '#shared/project/schema';
import type { ApiInput, ApiName, ApiOutput, ViewRequest } from '#shared/protocol/api';
import type { Frame } from '#shared/protocol/frame';
import { DEFAULT_TRAINING, type TrainingConfig } from '#shared/train/config';
import { DEFAULT_SNAPSHOTS } from '#shared/train/snapshots';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { cancellable } from './cancellable';
import { dataHandlers } from './data/data-handlers';
import type { Devices } from './devices/devices';
import { createHistory } from './history';
import { evaluateSamples } from './evaluation';
import {
  adoptState,
  batchesKey,
  forwardKey,
  prepareModel,
  projectKey,
  type LoadDataset,
  type Model,
  type Preparation,
} from './model';
import { NO_SUMS, START } from './epoch-sums';
import type { RunTask } from './devices/task';
import { availableMemory, memoryReport } from './memory';
import { createPaceFile } from './preflight/pace-file';
import { createPreflight } from './preflight/preflight';
import { createSnapshots } from './snapshots/snapshots';
import { createRateFinder, type RateFinderStart } from './rate-finder';
import { firstError, toDiagnostic } from './result';
import {
  EVALUATION_CANCELLED,
  freshWeight,
  NO_PROJECT,
  noClasses,
  noSamples,
  otherNetwork,
  VIEW_FAILED,
  WEIGHTS_CANCELLED,
  wrongSize,
} from './session-problems';
import { createStepKeeper } from './statistics/last-step';
import { atMostEvery } from './at-most-every';
import { alreadyRunning, newRunId } from './run-plan';
import { createTraining, type CreateTrainer, type Emit } from './training';
import { threadHandlers } from './thread-handlers';
import type { Forward } from './trainer';
import { probabilitiesOf } from './views/prediction';
import { listRuns } from './weights/runs';
import { saveWeights } from './weights/save-weights';
import { matchFile, reportOf, takeWeights } from './weights/take-weights';
import { createViews, headOf, shownHead, type Subject } from './views/views';

type EngineCall = Extract<ApiName, `engine.${string}`>;
/** The calls that the engine process answers; restarting it is the backend's. */
export type EngineHandlers = {
  [N in Exclude<EngineCall, 'engine.restart'>]: (input: ApiInput<N>) => Promise<ApiOutput<N>>;
};

export interface SessionOptions {
  readonly dataFolder: string;
  readonly loadDataset: LoadDataset;
  readonly createTrainer: CreateTrainer;
  readonly devices: Pick<Devices, 'list' | 'choose'>;
  /** Measures networks apart from this process; absent: nothing is measured. */
  readonly runTask?: RunTask | null;
  createForward(model: Model): Forward;
  readonly emit: Emit;
  sendFrame(frame: Frame): void;
  now(): number;
}

export interface Session {
  readonly handlers: EngineHandlers;
  dispose(): Promise<void>;
}

/** One page's engine: the project, its numbers, its training and what is shown of them. */
export function createSession(options: SessionOptions): Session {
  const { now } = options;
  const history = createHistory(options.emit);
  const { emit } = history;
  let preparation: Preparation = { model: null, diagnostics: [] };
  let preparedKey: string | null = null;
  let preparing: Promise<unknown> = Promise.resolve();
  /** The numbers as they are now; null while there never was a valid drawing. */
  let numbers: ModelState | null = null;
  /** Whether `numbers` are worth keeping: trained or loaded. */
  let trained = false;
  const forwards = new Map<string, Forward>();
  /** The last evaluation is the one that counts. */
  let evaluations = 0;
  const weightWork = cancellable(WEIGHTS_CANCELLED);
  /** A start that waited while this was raised is given up. */
  let stops = 0;

  const keeper = createStepKeeper(now);
  const runsFolder = join(options.dataFolder, 'runs');
  const snapshots = createSnapshots({
    runsFolder,
    settings: () => settingsNow().snapshots ?? DEFAULT_SNAPSHOTS,
    onChange: (kept) => emit('run.snapshots', kept),
    onProblem: report,
    now,
  });
  const training = createTraining({
    runsFolder,
    createTrainer: options.createTrainer,
    emit,
    now,
    onChunk: () => views.tick(),
    observers: [keeper, snapshots],
    settle: snapshots.settle,
    onActive: (active) => views.setTraining(active),
    onEpoch: (model, report) => preflight.ran(model, report),
  });

  const rateFinder = createRateFinder({
    createTrainer: options.createTrainer,
    onSteps: (steps) => emit('rates.steps', steps),
    now,
  });

  const preflight = createPreflight({
    devices: options.devices,
    run: options.runTask ?? null,
    paces: createPaceFile(join(options.dataFolder, 'paces.json')),
    isBusy: () => training.active || rateFinder.active,
  });

  const views = createViews({
    subject,
    sendFrame: options.sendFrame,
    now,
    onError: (error) => report({ ...toDiagnostic(error, 'view-failed', VIEW_FAILED), severity: 'warning' }),
  });

  function report(diagnostic: Diagnostic): void {
    emit('diagnostic', wire(diagnostic));
  }

  /** Compiled forward graphs of the models in use; those of others are given up. */
  function forwardFor(model: Model): Forward {
    const key = forwardKey(model.source);
    let forward = forwards.get(key);
    if (!forward) {
      const needed = training.running ? forwardKey(training.running.model.source) : null;
      for (const [other, old] of forwards) {
        if (other === needed) continue;
        forwards.delete(other);
        void old.dispose();
      }
      forward = options.createForward(model);
      forwards.set(key, forward);
    }
    return forward;
  }

  /** What runs while training, else the drawing as it is. */
  function current(): { readonly model: Model; readonly state: ModelState } | null {
    if (training.running) return training.running;
    return preparation.model && numbers ? { model: preparation.model, state: numbers } : null;
  }

  /** What the training goes by, or will. */
  const settingsNow = (): TrainingConfig => current()?.model.project.training ?? DEFAULT_TRAINING;

  async function subject({ at = null }: ViewRequest): Promise<Subject | null> {
    const shown = current();
    if (!shown) return null;
    const { model } = shown;
    const state = at === null ? shown.state : await snapshots.stateFor(model, at);
    const { source, dataset, order, isLogits } = model;
    const forward = forwardFor(model);
    const lastStep = at === null ? keeper.latest : null;
    return { run: training.runId ?? '', source, dataset, order, isLogits, state, forward, lastStep };
  }

  /** Like `current`, after the latest `setProject`; throws what keeps it from being there. */
  async function requireCurrent(): Promise<{ readonly model: Model; readonly state: ModelState }> {
    await preparing;
    const found = current();
    if (!found)
      throw new DiagnosticError(
        preparation.diagnostics.length > 0 ? firstError(preparation.diagnostics) : NO_PROJECT,
      );
    return found;
  }

  async function prepare(project: ProjectFile): Promise<readonly Diagnostic[]> {
    const key = projectKey(project);
    if (key !== preparedKey || !preparation.model) {
      preflight.cancel();
      preparation = await prepareModel(project, options.loadDataset);
      preparedKey = key;
    } else {
      preparation = { ...preparation, model: { ...preparation.model, project } };
    }
    if (preparation.model) training.update(preparation.model);
    adopt();
    return preparation.diagnostics;
  }

  /** Brings the numbers into the layout of the drawing; fresh ones as long as nothing was trained. */
  function adopt(): void {
    const { model } = preparation;
    if (!model || training.active) return;
    numbers = adoptState(trained ? numbers : null, model).state;
    views.refresh();
  }

  /** One after the other, in the order of the calls. */
  function setProject(project: ProjectFile, another: boolean): Promise<readonly Diagnostic[]> {
    const next = preparing.then(async () => {
      if (another) await forget();
      return prepare(project);
    });
    preparing = next.catch(() => undefined);
    return next;
  }

  /** Another project takes the place of the one before. */
  async function forget(): Promise<void> {
    rateFinder.cancel();
    training.stop();
    await training.idle();
    training.forget();
    keeper.forget();
    await snapshots.follow(null);
    numbers = null;
    trained = false;
  }

  async function train(
    mode: 'fresh' | 'continue',
    amount: 'all' | 'epoch' | 'step',
    more?: number,
  ): Promise<readonly Diagnostic[]> {
    const asked = stops;
    await preparing;
    const { model, diagnostics } = preparation;
    if (!model) return preparation.diagnostics.length > 0 ? diagnostics : [NO_PROJECT];
    if (asked !== stops) return diagnostics;
    const fresh = mode === 'fresh' || !numbers;
    const initial = fresh ? adoptState(null, model).state : numbers!;
    const done = (state: ModelState) => {
      numbers = state;
      trained = true;
    };
    preflight.cancel();
    training.start(model, initial, fresh, amount, done, more);
    snapshots.begin(training.runId!, initial, training.position.epoch);
    void training.idle().then(adopt);
    return diagnostics;
  }

  /** The drawing of the latest `setProject`; throws what keeps it from being trained. */
  async function requireModel(): Promise<Model> {
    await preparing;
    const { model, diagnostics } = preparation;
    if (!model) throw new DiagnosticError(diagnostics.length > 0 ? firstError(diagnostics) : NO_PROJECT);
    return model;
  }

  /** The drawing with fresh or present numbers, for a search beside the training. */
  async function startOfSearch(weights: 'fresh' | 'current'): Promise<RateFinderStart> {
    const model = await requireModel();
    const from = weights === 'current' ? (current()?.state ?? null) : null;
    return { model, initial: adoptState(from, model).state };
  }

  async function loadCheckpoint(folder: string): Promise<ApiOutput<'engine.loadCheckpoint'>> {
    const model = await requireModel();
    if (training.active) {
      training.stop();
      await training.idle();
    }
    const { runId, project, state, position, epochs, loop } = await readCheckpoint(folder);
    const { state: adopted, fresh } = adoptState(state, model);
    if (fresh.length > 0 && fresh.length === model.layout.slots.length)
      throw new DiagnosticError(otherNetwork(folder, project.name));
    numbers = adopted;
    trained = true;
    const sameBatches =
      batchesKey({ ...model.source, ...project, info: model.source.info }) === batchesKey(model.source);
    const from = sameBatches ? position : { ...position, stepInEpoch: 0, sums: NO_SUMS };
    training.restore(model, { runId, position: from, epochs, step: adopted.step, ...(loop && { loop }) });
    await snapshots.follow(runId);
    views.refresh();
    return {
      diagnostics: fresh.map((name) => wire(freshWeight(name))),
      step: adopted.step,
      epoch: from.epoch,
    };
  }

  /** Puts the weights of a file in the place of those of the same layers; a run of its own can begin from them. */
  async function takeFrom(request: ApiInput<'engine.takeWeights'>): Promise<ApiOutput<'engine.takeWeights'>> {
    const matching = await weightWork.run(async (signal) => {
      const model = await requireModel();
      if (training.active) throw alreadyRunning();
      return { model, ...(await matchFile(model, request, signal)) };
    });
    // From here on nothing waits: it is taken whole.
    const { model } = matching;
    numbers = takeWeights(model, numbers, matching, request.path);
    trained = true;
    const { epochs } = model.project.training;
    training.restore(model, { runId: newRunId(), position: START, epochs, step: 0 });
    await snapshots.follow(training.runId);
    views.refresh();
    return reportOf(matching);
  }

  async function saveCheckpoint(folder: string): Promise<void> {
    const { model, state } = await requireCurrent();
    const { position, epochs, loop } = training;
    // While training, epoch and numbers are those between two chunks: both belong together.
    await writeCheckpoint(folder, {
      runId: training.runId ?? 'untrained',
      project: model.project,
      state,
      position,
      epochs,
      loop,
    });
  }

  async function evaluate(split: 'train' | 'test'): Promise<ApiOutput<'engine.evaluate'>> {
    const mine = ++evaluations;
    const { model, state } = await requireCurrent();
    const forward = forwardFor(model);
    const samples = model.dataset[split];
    const isOver = () => mine !== evaluations;
    const means = await evaluateSamples(
      { ...forward, evaluate: (batch) => forward.evaluate(state, batch) },
      samples,
      isOver,
      atMostEvery(PROGRESS_EVERY_MS, now, (done) =>
        emit('evaluate.progress', { done, total: samples.count }),
      ),
    );
    if (!means) throw new DiagnosticError(isOver() ? EVALUATION_CANCELLED : noSamples(split));
    const tables = structuredClone(means.tables) as Record<string, number[] | number[][]>;
    return { loss: means.loss, metrics: { ...means.metrics }, tables, count: samples.count };
  }

  async function predict(base64: string, count: number): Promise<ApiOutput<'engine.predict'>> {
    const { model, state } = await requireCurrent();
    const { info } = model.source;
    const bytes = Buffer.from(base64, 'base64');
    const size = sizeOf(info.shape);
    if (bytes.length !== count * size * 4)
      throw new DiagnosticError(wrongSize(count * size * 4, bytes.length));
    const raw = new Float32Array(new Uint8Array(bytes).buffer);
    const x =
      info.dtype === 'uint8' ? Uint8Array.from(raw, (v) => Math.max(0, Math.min(255, Math.round(v)))) : raw;
    if (shownHead(model)?.learns === 'input') throw new DiagnosticError(noClasses);
    const head = headOf(model);
    const output = (await forwardFor(model).predict(state, x, count, [head])).get(head)!;
    const width = output.data.length / count;
    const predictions = Array.from({ length: count }, (_, row) => {
      const values = output.data.subarray(row * width, (row + 1) * width);
      return Array.from(
        probabilitiesOf(values, info.classNames.length, model.isLogits),
        (probability, index) => ({
          className: info.classNames[index] ?? String(index),
          probability,
        }),
      );
    });
    return { predictions };
  }

  const handlers: EngineHandlers = {
    ...threadHandlers,
    ...dataHandlers(options.loadDataset),
    'engine.devices': () => options.devices.list(),
    'engine.setProject': async ({ project, another = false }) => ({
      diagnostics: (await setProject(project as ProjectFile, another)).map(wire),
    }),
    'engine.memory': async () => {
      await preparing;
      return preparation.model && (await memoryReport(preparation.model));
    },
    'engine.preflight': async (request) => {
      await preparing;
      return preparation.model && (await preflight.report(preparation.model, request));
    },
    'engine.cancelPreflight': async () => {
      preflight.cancel();
      return {};
    },
    'engine.usage': async () => ({ memory: process.memoryUsage.rss(), available: availableMemory() }),
    'engine.train': async ({ mode, amount, epochs }) => ({
      diagnostics: (await train(mode, amount, epochs)).map(wire),
    }),
    'engine.pause': async () => {
      training.pause();
      return {};
    },
    'engine.resume': async () => {
      if (training.active) return {};
      const diagnostics = await train('continue', 'all');
      if (!preparation.model) throw new DiagnosticError(firstError(diagnostics));
      return {};
    },
    'engine.stop': async () => {
      stops++;
      training.stop();
      return {};
    },
    'engine.status': async () => training.status(),
    'engine.history': async () => history.read(),
    'engine.snapshots': async () => snapshots.list(),
    'engine.findRate': (settings) => {
      preflight.cancel();
      return rateFinder.find(startOfSearch(settings.weights), settings);
    },
    'engine.cancelFindRate': async () => {
      rateFinder.cancel();
      return {};
    },
    'engine.saveCheckpoint': async ({ folder }) => {
      await saveCheckpoint(folder);
      return {};
    },
    'engine.loadCheckpoint': ({ folder }) => loadCheckpoint(folder),
    'engine.saveWeights': ({ path }) =>
      weightWork.run(async (signal) => {
        const { model, state } = await requireCurrent();
        await saveWeights(path, state, model.project.name, signal);
        return {};
      }),
    'engine.cancelWeights': async () => {
      weightWork.cancel();
      return {};
    },
    'engine.weightRuns': () => listRuns(runsFolder),
    'engine.matchWeights': async (request) => reportOf(await matchFile(await requireModel(), request)),
    'engine.takeWeights': takeFrom,
    'engine.evaluate': ({ split }) => evaluate(split),
    'engine.cancelEvaluate': async () => {
      evaluations++;
      return {};
    },
    'engine.predict': ({ base64, count }) => predict(base64, count),
    'engine.setView': async (request) => {
      await preparing;
      keeper.setWanted(LOOKS_AT_STEPS.has(request.inspect?.what ?? ''));
      views.setRequest(request);
      return {};
    },
    'engine.acknowledge': async ({ stream, seq }) => {
      views.acknowledge(stream, seq);
      return {};
    },
  };

  return {
    handlers,
    async dispose() {
      evaluations++;
      views.dispose();
      preflight.cancel();
      rateFinder.cancel();
      await rateFinder.idle();
      await training.dispose();
      await snapshots.settle();
      await Promise.all([...forwards.values()].map((forward) => forward.dispose()));
    },
  };
}

const PROGRESS_EVERY_MS = 100;

/** Views that need more of a training step than its results. */
const LOOKS_AT_STEPS: ReadonlySet<string> = new Set(['distribution', 'batch']);

/** A Diagnostic as the protocol's schema wants it: an open object. */
const wire = (diagnostic: Diagnostic) => ({ ...diagnostic, message: { ...diagnostic.message } });
