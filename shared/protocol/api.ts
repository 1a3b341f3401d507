import { z } from 'zod';
import { dataConfigSchema } from '#shared/data/config';
import { projectSchema } from '#shared/project/schema';
import { INSPECTIONS } from './frame';
import { diagnostic, localized, memoryReport } from './memory';
import { preflightReport, preflightRequest } from './preflight';
import { probeCurves, probeRow } from './probe';
import { PROJECT_CALLS, projectChanged } from './projects';
import { runSnapshots } from './snapshots';
import { rateFinderSettings, rateFinding, rateSteps } from './rates';
import { weightReport, weightRequest, weightRun } from './weights';

export type { MemoryReport } from './memory';

/**
 * Every call the page can make, with the schemas that check both ends. `engine` calls are forwarded to the engine
 * process as they are; the rest is answered by the backend. A call that fails rejects with a `DiagnosticError`.
 */
export const deviceSchema = z.object({
  name: z.string(),
  label: localized,
  usable: z.boolean(),
  reason: localized.optional(),
});

/** Null: chosen by itself. */
const threads = z.number().nullable();
const threadsSchema = z.object({ threads, cores: z.number() });

export const runStateSchema = z.object({
  runId: z.string().nullable(),
  /** idle: never trained. paused, stopped, done: can be continued. */
  state: z.enum(['idle', 'preparing', 'running', 'paused', 'stopped', 'done', 'failed']),
  epoch: z.number(),
  epochs: z.number(),
  /** Optimizer updates since the weights were new. */
  step: z.number(),
  stepsPerEpoch: z.number(),
  /** Step within the epoch. */
  stepInEpoch: z.number(),
  secondsLeft: z.number().nullable(),
  samplesPerSecond: z.number().nullable(),
  msPerStep: z.number().nullable(),
  device: z.string().nullable(),
});

const datasetInfo = z.object({
  dataset: z.string(),
  shape: z.array(z.number()),
  dtype: z.enum(['uint8', 'float32']),
  classNames: z.array(z.string()),
  trainCount: z.number(),
  testCount: z.number(),
  isWeighted: z.boolean().optional(),
  isStored: z.boolean().optional(),
});

const prediction = z.object({ className: z.string(), probability: z.number() });

/** What the page wants to be shown, live. The engine answers with frames (see `frame.ts`). */
export const viewRequestSchema = z.object({
  split: z.enum(['train', 'test']),
  /** Which sample the maps, activations and prediction are of. */
  sample: z.number().int().min(0),
  /** The step of a snapshot, to be shown as it was then; null or absent: as it is now. */
  at: z.number().int().min(0).nullable().optional(),
  /** Thumbnails on every block. */
  thumbnails: z.boolean(),
  /**
   * The block open in the inspector, and what of it. `channel`: the input channel that the filters read, or the map whose exact values
   * are wanted.
   */
  inspect: z
    .object({
      nodeId: z.string(),
      what: z.enum(INSPECTIONS),
      channel: z.number().int().min(0).optional(),
    })
    .nullable(),
});
export type ViewRequest = z.infer<typeof viewRequestSchema>;

const none = z.object({});

/** Results of steps; `steps` counts like `runState.step`. */
const curves = {
  steps: z.array(z.number()),
  loss: z.array(z.number()),
  metrics: z.record(z.string(), z.array(z.number())),
  /** The rate of each step's update. */
  learningRate: z.array(z.number()),
};

/** Metrics that are more than a number: one a class or threshold, or a matrix by rows. */
const metricTables = z.record(z.string(), z.union([z.array(z.number()), z.array(z.array(z.number()))]));

/** Means over the epoch, as Keras's fit shows them, and the evaluation on the validation data. */
const epochResult = z.object({
  runId: z.string(),
  epoch: z.number(),
  step: z.number(),
  loss: z.number(),
  metrics: z.record(z.string(), z.number()),
  valLoss: z.number().nullable(),
  valMetrics: z.record(z.string(), z.number()).nullable(),
  /** Of the epoch's last step. */
  learningRate: z.number(),
  seconds: z.number(),
});

/** One step's effect on a layer that is trained, and its outputs in inference mode. Null: it does not apply, or is not finite. */
const layerStatistics = z.object({
  nodeId: z.string(),
  /** Euclidean norm of the gradient before clipping. */
  gradientNorm: z.number().nullable(),
  /** Norm of the update divided by the norm of the weights. */
  updateRatio: z.number().nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  /** Share of the units of ReLU and the like that are 0 for the whole batch. */
  dead: z.number().nullable(),
  /** Share of the outputs of sigmoid, tanh and the like near an end of their range. */
  saturated: z.number().nullable(),
});
export type LayerStatistics = z.infer<typeof layerStatistics>;

/** Layers in the order in which they compute; `step` counts like `runState.step`. */
const stepStatistics = { step: z.number(), layers: z.array(layerStatistics) };

const runResult = z.object({
  runId: z.string(),
  reason: z.enum(['done', 'stopped', 'failed']),
  epochs: z.number(),
  testLoss: z.number().nullable(),
  testMetrics: z.record(z.string(), z.number()).nullable(),
  testTables: metricTables.optional(),
  /** The callback that ended it before all epochs were done: a key of `CALLBACKS`. */
  stoppedBy: z.object({ callback: z.string(), reason: localized }).optional(),
  /** The weights are those after this epoch, from 1. */
  restoredEpoch: z.number().optional(),
  /** The weights are the optimizer's moving average. */
  isAveraged: z.boolean().optional(),
  /** What callbacks have written: keys of `CALLBACKS` with paths. */
  files: z.array(z.object({ callback: z.string(), path: z.string() })).optional(),
  msPerStep: z.number().nullable(),
  samplesPerSecond: z.number().nullable(),
  peakRssMb: z.number(),
  device: z.string(),
  checkpoint: z.string().nullable(),
});

export const API = {
  'app.info': {
    input: none,
    output: z.object({ version: z.string(), dataFolder: z.string(), documentsFolder: z.string() }),
  },
  ...PROJECT_CALLS,
  'engine.restart': { input: none, output: none },

  'engine.devices': { input: none, output: z.array(deviceSchema) },
  /** How many cores the processor has for an operator's work, and the threads that were chosen. */
  'engine.threads': { input: none, output: threadsSchema },
  /** Chooses the threads of networks that are compiled from now on, for all projects. */
  'engine.setThreads': { input: z.object({ threads }), output: none },
  'engine.describeData': { input: z.object({ data: dataConfigSchema }), output: datasetInfo },
  /** Gives up the files that are being read; what waits for them rejects with `data-cancelled`. */
  'engine.cancelData': { input: none, output: none },
  /** Raw values 0…255 or floats as numbers, Keras order; for the data panel and the sample picker. */
  'engine.samples': {
    input: z.object({
      data: dataConfigSchema,
      split: z.enum(['train', 'test']),
      offset: z.number().int().min(0),
      count: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      shape: z.array(z.number()),
      total: z.number(),
      labels: z.array(z.number()),
      /** Base64 of the raw bytes (uint8) or float32 values. */
      x: z.string(),
      dtype: z.enum(['uint8', 'float32']),
    }),
  },
  /**
   * Tells the engine the drawing as it is now. Views show it at once: with the trained weights of every layer whose name
   * and shapes still fit, with fresh ones elsewhere. Resolves with the problems that keep it from being compiled.
   */
  'engine.setProject': {
    input: z.object({
      project: projectSchema,
      /** It is another project than before, not the same one edited: nothing is carried over. */
      another: z.boolean().optional(),
    }),
    output: z.object({ diagnostics: z.array(diagnostic) }),
  },
  /** What training the project of the last `setProject` will take, in bytes beside an idle engine; null while it cannot be trained. */
  'engine.memory': { input: none, output: memoryReport.nullable() },
  /**
   * How long training will take, and what memory; null while it cannot be trained. With `measure` some steps are trained first, in a process of their own
   * with weights of their own. Another `setProject`, `train` or `findRate` ends that.
   */
  'engine.preflight': { input: preflightRequest, output: preflightReport.nullable() },
  'engine.cancelPreflight': { input: none, output: none },
  /** What the engine process holds now, and what there is for training. Bytes. */
  'engine.usage': { input: none, output: z.object({ memory: z.number(), available: z.number() }) },
  /** Trains the project of the last `setProject`. `fresh` starts from new weights, `continue` from the current ones. */
  'engine.train': {
    input: z.object({
      mode: z.enum(['fresh', 'continue']),
      /** all: `training.epochs` (more, when continuing). */
      amount: z.enum(['all', 'epoch', 'step']),
      /** With `continue` and `all`: how many epochs more, whatever `training.epochs` says. */
      epochs: z.number().int().min(1).max(100_000).optional(),
    }),
    output: z.object({ diagnostics: z.array(diagnostic) }),
  },
  'engine.pause': { input: none, output: none },
  'engine.resume': { input: none, output: none },
  'engine.stop': { input: none, output: none },
  'engine.status': { input: none, output: runStateSchema },
  /** The curves of the latest run, for a page that was not there from its beginning. */
  'engine.history': {
    input: none,
    output: z.object({
      runId: z.string().nullable(),
      steps: z.object(curves),
      epochs: z.array(epochResult),
      /** A selection of the events `run.statistics`. */
      statistics: z.array(z.object(stepStatistics)),
      probes: probeCurves,
      end: runResult.nullable(),
    }),
  },
  /** The weights that are kept of the latest run; `setView` shows what they do. */
  'engine.snapshots': { input: none, output: runSnapshots },
  /**
   * Looks for a learning rate in a short training of its own, with events `rates.steps`; the run and its weights stay as they are. Resolves when
   * it is over; another call ends the one before.
   */
  'engine.findRate': { input: rateFinderSettings, output: rateFinding },
  'engine.cancelFindRate': { input: none, output: none },
  /** Writes the current state as a checkpoint (a folder with state.safetensors and run.json). */
  'engine.saveCheckpoint': { input: z.object({ folder: z.string() }), output: none },
  /** Writes the weights as they are now as a safetensors file, to be taken again by `takeWeights` or another tool. */
  'engine.saveWeights': { input: z.object({ path: z.string() }), output: none },
  /** Ends `saveWeights` and `takeWeights` under way, which reject with `weights-cancelled` and leave file and weights as they were. */
  'engine.cancelWeights': { input: none, output: none },
  /** Loads a checkpoint into the project of the last `setProject`; names what did not fit. */
  'engine.loadCheckpoint': {
    input: z.object({ folder: z.string() }),
    output: z.object({ diagnostics: z.array(diagnostic), step: z.number(), epoch: z.number() }),
  },
  /** The checkpoints of earlier runs, newest first. */
  'engine.weightRuns': { input: none, output: z.array(weightRun) },
  /** What of a file fits the project of the last `setProject`; nothing is changed. */
  'engine.matchWeights': { input: weightRequest, output: weightReport },
  /** Puts what fits in the place of the present weights; `train` with `continue` goes on from them. Not while it trains. */
  'engine.takeWeights': { input: weightRequest, output: weightReport },
  /** Says with `evaluate.progress` how far it is. Another call ends the one before; one that was ended rejects with `evaluation-cancelled`. */
  'engine.evaluate': {
    input: z.object({ split: z.enum(['train', 'test']) }),
    output: z.object({
      loss: z.number(),
      metrics: z.record(z.string(), z.number()),
      tables: metricTables.optional(),
      count: z.number(),
    }),
  },
  'engine.cancelEvaluate': { input: none, output: none },
  /** Class probabilities of samples of the user's own: rows of raw values in Keras order, base64 float32. */
  'engine.predict': {
    input: z.object({ base64: z.string(), count: z.number().int().min(1) }),
    output: z.object({ predictions: z.array(z.array(prediction)) }),
  },
  /** Replaces what is shown live. Frames follow at once, and while it trains. */
  'engine.setView': { input: viewRequestSchema, output: none },
  /** The page has drawn frame `seq` of `stream`; at most two are under way. */
  'engine.acknowledge': { input: z.object({ stream: z.string(), seq: z.number() }), output: none },
} as const;

export type ApiMap = typeof API;
export type ApiName = keyof ApiMap;
export type ApiInput<N extends ApiName> = z.input<ApiMap[N]['input']>;
export type ApiOutput<N extends ApiName> = z.output<ApiMap[N]['output']>;

export const EVENTS = {
  'projects.changed': projectChanged,
  'engine.process': z.object({
    state: z.enum(['starting', 'ready', 'crashed', 'stopped']),
    message: localized.nullable(),
    /** What the system said of its end: in small print, for whoever looks further. */
    detail: z.string().optional(),
    /** A checkpoint of the run that the crash ended, to be resumed from. */
    recoverable: z.object({ folder: z.string(), epoch: z.number(), step: z.number() }).nullable(),
  }),
  'run.state': runStateSchema,
  /** Results of the steps since the last such event; `step` counts like `runState.step`. */
  'run.steps': z.object({ runId: z.string(), ...curves }),
  'run.epoch': epochResult,
  /** At most four times a second. */
  'run.statistics': z.object({ runId: z.string(), ...stepStatistics }),
  /** Snapshots came or went. */
  'run.snapshots': runSnapshots,
  /** What probes recorded since the last such event. */
  'run.probe': z.object({ runId: z.string(), rows: z.array(probeRow) }),
  'run.end': runResult,
  'rates.steps': rateSteps,
  /** Samples that are done: of `engine.evaluate`, and while a run validates or measures its end. */
  'evaluate.progress': z.object({ done: z.number(), total: z.number() }),
  diagnostic,
} as const;

export type EventMap = typeof EVENTS;
export type EventName = keyof EventMap;
export type EventPayload<N extends EventName> = z.output<EventMap[N]>;
export type RunState = z.infer<typeof runStateSchema>;
export type DeviceInfo = z.infer<typeof deviceSchema>;
