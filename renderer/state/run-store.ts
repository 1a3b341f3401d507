import { create } from 'zustand';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { ApiOutput, EventPayload, RunState } from '#shared/protocol/api';
import { addProbeRows, type ProbeCurves } from '#shared/protocol/probe';
import { spread } from '#shared/train/spread';

/** Numbers of a run, as the charts draw them. */
export interface Curves {
  readonly steps: number[];
  readonly loss: number[];
  readonly metrics: Record<string, number[]>;
  /** Of each step. */
  readonly learningRate: number[];
  readonly epochs: EventPayload<'run.epoch'>[];
  /** What probes have recorded, by name. */
  readonly probes: ProbeCurves;
}

/** What one step did to every layer that is trained. */
export type StepStatistics = ApiOutput<'engine.history'>['statistics'][number];

interface RunStore {
  readonly run: RunState;
  readonly process: EventPayload<'engine.process'>;
  readonly curves: Curves;
  /** Raised whenever numbers were added to `curves`, which are added in place. */
  readonly version: number;
  /** Some of the steps, in order. */
  readonly statistics: readonly StepStatistics[];
  readonly end: EventPayload<'run.end'> | null;
  /** How much of the samples is done of the evaluation under way, 0 … 1; null while it trains, or nothing runs. */
  readonly evaluated: number | null;
  /** What the engine reported last, until it is dismissed. */
  readonly problem: Diagnostic | null;
  /** Which device `auto` has taken, and why. */
  readonly deviceNote: Diagnostic | null;
  setRun(run: RunState): void;
  setProcess(process: EventPayload<'engine.process'>): void;
  addSteps(batch: EventPayload<'run.steps'>): void;
  addEvaluated(progress: EventPayload<'evaluate.progress'>): void;
  addEpoch(epoch: EventPayload<'run.epoch'>): void;
  addProbes(rows: EventPayload<'run.probe'>): void;
  addStatistics(statistics: EventPayload<'run.statistics'>): void;
  setEnd(end: EventPayload<'run.end'>): void;
  setProblem(problem: Diagnostic | null): void;
  /** Something that the engine has to say: a problem, or which device it has taken. */
  report(diagnostic: Diagnostic): void;
  /** Forgets the curves: a new run begins. */
  clear(): void;
  /** The run that the engine has had since before this page. */
  restore(run: RunState, history: ApiOutput<'engine.history'>): void;
  /** Forgets what came after `step`: training goes on from there. */
  rewind(step: number): void;
}

export const IDLE: RunState = {
  runId: null,
  state: 'idle',
  epoch: 0,
  epochs: 0,
  step: 0,
  stepsPerEpoch: 0,
  stepInEpoch: 0,
  secondsLeft: null,
  samplesPerSecond: null,
  msPerStep: null,
  device: null,
};

const DEVICE_CHOSEN = 'device-chosen';

const noCurves = (): Curves => ({
  steps: [],
  loss: [],
  metrics: {},
  learningRate: [],
  epochs: [],
  probes: {},
});

/** The training as the engine reports it. */
export const useRun = create<RunStore>()((set, get) => ({
  run: IDLE,
  process: { state: 'starting', message: null, recoverable: null },
  curves: noCurves(),
  version: 0,
  statistics: [],
  end: null,
  evaluated: null,
  problem: null,
  deviceNote: null,
  setRun(run) {
    // An engine that has no run any more: another project was opened.
    const isAnother = run.state === 'idle' && run.runId === null;
    if (isAnother) get().clear();
    set({ run, evaluated: null, ...(isAnother && { deviceNote: null }) });
  },
  setProcess: (process) =>
    set(process.state === 'crashed' ? { process, run: { ...get().run, state: 'failed' } } : { process }),
  addSteps({ steps, loss, metrics, learningRate }) {
    const { curves, version } = get();
    for (let i = 0; i < steps.length; i++) {
      curves.steps.push(steps[i]!);
      curves.loss.push(loss[i]!);
      curves.learningRate.push(learningRate[i]!);
    }
    for (const [name, values] of Object.entries(metrics)) (curves.metrics[name] ??= []).push(...values);
    set({ version: version + 1 });
  },
  addEvaluated: ({ done, total }) => set({ evaluated: total > 0 ? done / total : null }),
  addEpoch(epoch) {
    const { curves, version } = get();
    curves.epochs.push(epoch);
    set({ version: version + 1, evaluated: null });
  },
  addProbes({ rows }) {
    const { curves, version } = get();
    addProbeRows(curves.probes, rows);
    set({ version: version + 1 });
  },
  addStatistics: ({ step, layers }) => set({ statistics: spread([...get().statistics, { step, layers }]) }),
  setEnd: (end) => set({ end }),
  setProblem: (problem) => set({ problem }),
  report: (diagnostic) =>
    set(diagnostic.code === DEVICE_CHOSEN ? { deviceNote: diagnostic } : { problem: diagnostic }),
  restore: (run, { steps, epochs, statistics, probes, end }) =>
    set({ run, curves: { ...steps, epochs, probes }, version: get().version + 1, statistics, end }),
  rewind(step) {
    const { curves, version } = get();
    const kept = curves.steps.filter((at) => at <= step).length;
    const metrics = Object.entries(curves.metrics).map(([name, values]) => [name, values.slice(0, kept)]);
    set({
      curves: {
        steps: curves.steps.slice(0, kept),
        loss: curves.loss.slice(0, kept),
        metrics: Object.fromEntries(metrics) as Curves['metrics'],
        learningRate: curves.learningRate.slice(0, kept),
        epochs: curves.epochs.filter((epoch) => epoch.step <= step),
        probes: probesUntil(curves.probes, step),
      },
      version: version + 1,
      statistics: get().statistics.filter((at) => at.step <= step),
      end: null,
      problem: null,
    });
  },
  clear: () =>
    set({ curves: noCurves(), version: get().version + 1, statistics: [], end: null, problem: null }),
}));

function probesUntil(probes: ProbeCurves, step: number): ProbeCurves {
  const until = ({ steps, values }: ProbeCurves[string]) => {
    const kept = steps.filter((at) => at <= step).length;
    return { steps: steps.slice(0, kept), values: values.slice(0, kept) };
  };
  return Object.fromEntries(Object.entries(probes).map(([name, curve]) => [name, until(curve)]));
}

export const isTraining = ({ state }: RunState): boolean => state === 'running' || state === 'preparing';
