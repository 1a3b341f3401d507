import { createHash } from 'node:crypto';
import { splitRange } from '#shared/data/split';
import type { Localized } from '#shared/graph/diagnostic';
import { taskFailure } from '#shared/protocol/device-task';
import type { PreflightReport } from '#shared/protocol/preflight';
import type { Devices } from '../devices/devices';
import type { RunTask } from '../devices/task';
import { SAFE_DEVICE } from '../devices/table';
import { availableMemory, hasEstimate, heldBytes, keepEstimate, memoryReport } from '../memory';
import { adoptState, batchesKey, trainingKey, type Model } from '../model';
import type { EpochReport } from '../run';
import { chosenThreads } from '../threads';
import { estimatePace, type Pace, workOf } from './pace';
import type { PaceFile } from './pace-file';
import type { Measured } from './task';
import { measuringFailed, NO_PROCESS, UNMEASURED } from './texts';
import { timeOf, type EpochTimes } from './time';

/** Who has not been measured by then is too slow to be. */
const LIMIT_MS = 90_000;
/** Networks whose measurements are kept: undoing an edit finds them again. */
const MOST_KEPT = 50;
/** Up to so many layers the memory is estimated here, in some hundredths of a second; of larger networks where steps are measured. */
const QUICK_LAYERS = 80;
/** Epochs shorter than that, in seconds, say little of the pace. */
const LEAST_EPOCH = 0.3;

export interface PreflightOptions {
  readonly devices: Pick<Devices, 'choose'>;
  /** Measures in another process; null: nothing is measured. */
  readonly run: RunTask | null;
  readonly paces: PaceFile;
  /** Whether something is being trained, which measuring would disturb. */
  isBusy(): boolean;
}

/** What training will take, before it begins. */
export interface Preflight {
  /** With `measure`, steps are trained in a process of their own first, unless that was done already; never rejects for want of that. */
  report(
    model: Model,
    request: { readonly measure: boolean; readonly again?: boolean },
  ): Promise<PreflightReport>;
  /** Ends measuring at once; who waits for it hears that it was cancelled. */
  cancel(): void;
  /** An epoch was trained: its own time is better than any other. */
  ran(model: Model, epoch: EpochReport): void;
}

type Unmeasured = NonNullable<PreflightReport['unmeasured']>;

interface Kept extends Measured {
  readonly device: string;
}

export function createPreflight({ devices, run, paces, isBusy }: PreflightOptions): Preflight {
  const measured = new Map<string, Kept>();
  const epochs = new Map<string, EpochTimes & { readonly device: string }>();
  let control = new AbortController();

  async function measure(model: Model): Promise<Unmeasured | null> {
    control.abort();
    const { signal } = (control = new AbortController());
    if (isBusy()) return because('busy', UNMEASURED.busy);
    if (!run) return because('failed', measuringFailed(NO_PROCESS));
    try {
      const found = await measureIn(run, model, signal);
      if (signal.aborted) return because('cancelled', UNMEASURED.cancelled);
      keep(measured, keyOf(model), found);
      keepEstimate(model, found.memory);
      if (!found.times) return because('memory', UNMEASURED.memory);
      const { msPerStep, msPerEvaluation, evaluationBatch } = found.times;
      void paces.add(paceOf(model, found.device, msPerStep, msPerEvaluation / evaluationBatch));
      return null;
    } catch (error) {
      return signal.aborted
        ? because('cancelled', UNMEASURED.cancelled)
        : because('failed', measuringFailed(taskFailure(error).failure));
    }
  }

  async function measureIn(runTask: RunTask, model: Model, signal: AbortSignal): Promise<Kept> {
    const { source, dataset } = model;
    const { batch, train, validation } = partsOf(model);
    const { name: device } = await devices.choose({
      source,
      batch,
      key: trainingKey(source) + batch,
      // Only where devices are compared.
      get state() {
        return adoptState(null, model).state;
      },
    });
    signal.throwIfAborted();
    const task = {
      device,
      source,
      batch,
      trainCount: train,
      validates: validation > 0,
      threads: chosenThreads(),
      heldBytes: heldBytes(dataset),
      limit: availableMemory(),
    };
    const answer = await runTask({ device, measure: task }, LIMIT_MS, signal);
    return { ...answer.measured!, device };
  }

  async function describe(model: Model, unmeasured: Unmeasured | null): Promise<PreflightReport> {
    const { training } = model.project;
    const { batch, train, validation, stepsPerEpoch } = partsOf(model);
    const found = measured.get(keyOf(model));
    const ran = epochs.get(runKeyOf(model));
    const device = ran?.device ?? found?.device ?? deviceOf(model);
    const isQuick = hasEstimate(model) || model.order.length <= QUICK_LAYERS;
    const memory = isQuick ? await memoryReport(model) : null;
    const pace =
      ran || found?.times
        ? null
        : estimatePace(workOf(model.source, batch), await paces.list(), { device, threads: chosenThreads() });
    return {
      device,
      batch,
      stepsPerEpoch,
      trainCount: train,
      validationCount: validation,
      epochs: training.epochs,
      memory,
      measuredBytes: found?.times ? found.times.bytes + heldBytes(model.dataset) : null,
      largestBatch: found?.largestBatch ?? null,
      time: timeOf({ batch, train, validation, epochs: training.epochs }, { ran, times: found?.times, pace }),
      unmeasured,
    };
  }

  return {
    async report(model, { measure: isWanted, again = false }) {
      const isNeeded = isWanted && (again || !measured.has(keyOf(model)));
      return describe(model, isNeeded ? await measure(model) : null);
    },
    cancel: () => control.abort(),
    ran(model, { seconds, validationSeconds, wholeSeconds }) {
      const { stepsPerEpoch, validation } = partsOf(model);
      const device = measured.get(keyOf(model))?.device ?? deviceOf(model);
      const epoch = wholeSeconds ?? seconds + validationSeconds;
      const msPerStep = (1000 * seconds) / stepsPerEpoch;
      keep(epochs, runKeyOf(model), {
        device,
        msPerStep,
        training: seconds,
        validation: validationSeconds,
        epoch,
      });
      if (seconds < LEAST_EPOCH) return;
      const msPerSample = validation > 0 ? (1000 * validationSeconds) / validation : 0;
      void paces.add(paceOf(model, device, msPerStep, msPerSample));
    },
  };
}

const because = (reason: Unmeasured['reason'], { en, ko }: Localized): Unmeasured => ({
  reason,
  message: { en, ko },
});

/** Before it was chosen, `auto` is taken to be the one that every machine has. */
const deviceOf = ({ project }: Model): string =>
  project.training.device === 'auto' ? SAFE_DEVICE : project.training.device;

function partsOf({ dataset, project }: Model) {
  const { validationSplit, batchSize } = project.training;
  const { train, validation } = splitRange(dataset.train.count, validationSplit);
  return {
    train,
    validation,
    batch: Math.min(batchSize, train),
    stepsPerEpoch: Math.ceil(train / batchSize),
  };
}

const keyOf = (model: Model): string => trainingKey(model.source) + partsOf(model).batch;
const runKeyOf = (model: Model): string => keyOf(model) + batchesKey(model.source);

/** `msPerSample` 0: nothing was evaluated. */
function paceOf(model: Model, device: string, msPerStep: number, msPerSample: number): Pace {
  const { stepFlops, sampleFlops, layers } = workOf(model.source, partsOf(model).batch);
  const speed = (flops: number, milliseconds: number) => Math.max(1, flops) / Math.max(milliseconds, 1e-6);
  return {
    key: createHash('sha1').update(keyOf(model)).digest('hex').slice(0, 16),
    device,
    threads: chosenThreads(),
    stepFlops: Math.max(1, stepFlops),
    layers: { ...layers },
    training: speed(stepFlops, msPerStep),
    evaluation: msPerSample > 0 ? speed(sampleFlops, msPerSample) : null,
  };
}

/** The last ones stay. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > MOST_KEPT) map.delete(oldest);
}
