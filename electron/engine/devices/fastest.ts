import type { CompileSource, ModelState } from '#shared/compile/program';
import { trainingStep } from '#shared/compile/training';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { taskFailure } from '#shared/protocol/device-task';
import { valueOf } from '../result';
import { chosenThreads } from '../threads';
import { DEVICES, SAFE_DEVICE } from './table';
import type { DeviceAnswer, RunTask } from './task';

/** Which device is to train this? */
export interface Question {
  readonly source: CompileSource;
  readonly state: ModelState;
  readonly batch: number;
  /** Equal for equal compiled networks. */
  readonly key: string;
}

export interface Chosen {
  readonly name: string;
  /** What the user should know of the choice. */
  readonly notes: readonly Diagnostic[];
}

const STEPS = 4;
/** The first run, which compiles a device's programs, and those that count. */
const RUNS = 3;
/** Who has not done that by then is not the fastest. */
const LIMIT_MS = 10_000;
/** A step shorter than this is over before any other device has been told what to do. Milliseconds. */
const TOO_SHORT_MS = 0.3;
/** Another device must be so much faster: the processor's results are the reference. */
const MARGIN = 0.9;
/** How far the losses of the first step may differ. */
const LOSS_TOLERANCE = 1e-3;

/** What came of timing a device: milliseconds a step, or why there are none. */
interface Timing {
  readonly name: string;
  readonly milliseconds?: number;
  readonly failure?: Localized;
}

/**
 * Times a few steps of the network itself on each of the devices, one after the other, each in a process of its own. Throws a
 * DiagnosticError where there is nothing to be trained.
 */
export async function fastest(question: Question, names: readonly string[], run: RunTask): Promise<Chosen> {
  valueOf(trainingStep(question.source, { batch: question.batch }));
  const reference = await answerOf(question, SAFE_DEVICE, run);
  const first = timing(SAFE_DEVICE, reference, reference);
  const timings: Timing[] = [first];
  const isWorthIt = first.milliseconds === undefined || first.milliseconds > TOO_SHORT_MS;
  for (const name of isWorthIt ? names : []) {
    if (name === SAFE_DEVICE) continue;
    timings.push(timing(name, await answerOf(question, name, run), reference));
  }
  const cost = ({ name, milliseconds = Infinity }: Timing) =>
    name === SAFE_DEVICE ? milliseconds * MARGIN : milliseconds;
  const best = timings.reduce((winner, each) => (cost(each) < cost(winner) ? each : winner));
  return { name: best.name, notes: [explain(best, timings)] };
}

async function answerOf(question: Question, device: string, run: RunTask): Promise<DeviceAnswer | Localized> {
  const { source, state, batch } = question;
  const threads = chosenThreads();
  try {
    return await run({ device, source, state, batch, steps: STEPS, runs: RUNS, threads }, LIMIT_MS);
  } catch (error) {
    return taskFailure(error).failure;
  }
}

/** Without a reference, which may be too slow, a device's loss must at least be a number. */
function timing(name: string, answer: DeviceAnswer | Localized, reference: DeviceAnswer | Localized): Timing {
  if (!('outputs' in answer)) return { name, failure: answer };
  const loss = firstLoss(answer);
  const expected = 'outputs' in reference ? firstLoss(reference) : loss;
  const isRight = Math.abs(loss - expected) <= LOSS_TOLERANCE * Math.max(1, Math.abs(expected));
  return isRight
    ? { name, milliseconds: Math.min(...answer.milliseconds) / STEPS }
    : { name, failure: OTHER };
}

const firstLoss = ({ outputs }: DeviceAnswer): number => Number(outputs['losses']?.data[0] ?? NaN);

const OTHER: Localized = { en: 'other results than the processor', ko: '프로세서와 다른 결과' };

function explain(best: Timing, timings: readonly Timing[]): Diagnostic {
  const label = DEVICES[best.name]!.label;
  const told = (language: 'en' | 'ko') =>
    timings
      .map(({ name, milliseconds, failure }) => {
        const figure =
          milliseconds === undefined ? `(${failure![language]})` : `${readable(milliseconds)} ms`;
        return `${name.toUpperCase()} ${figure}`;
      })
      .join(', ');
  return {
    code: 'device-chosen',
    severity: 'hint',
    param: 'device',
    message: {
      en: `Automatic device: ${label.en}. Time of a step: ${told('en')}.`,
      ko: `자동으로 고른 장치: ${label.ko}. 스텝당 시간: ${told('ko')}.`,
    },
  };
}

/** Two digits that count, and no power of ten. */
const readable = (milliseconds: number): string =>
  milliseconds < 100 ? milliseconds.toPrecision(2) : milliseconds.toFixed(0);
