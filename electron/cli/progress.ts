import type { Language } from '#shared/graph/diagnostic';
import type { EventPayload, RunState } from '#shared/protocol/api';
import { table } from './terminal';

const BAR_CELLS = 24;
/** Eighths of a cell, so that the bar moves smoothly. */
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

export function bar(share: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * BAR_CELLS * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  return (full + PARTS[eighths % 8]!).padEnd(BAR_CELLS);
}

/** `1:02:03`, `02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export const decimal = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : value.toFixed(4);

const named = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${decimal(value)}`)
    .join('  ');

const LEFT: Readonly<Record<Language, (time: string) => string>> = {
  en: (time) => `${time} left`,
  ko: (time) => `${time} 남음`,
};

/** What stands on the last line of the terminal while it trains. */
export function progressLine(
  state: RunState,
  means: Readonly<Record<string, number>>,
  language: Language = 'en',
): string {
  const share = state.stepsPerEpoch > 0 ? state.stepInEpoch / state.stepsPerEpoch : 0;
  const epoch = Math.min(state.epoch + 1, state.epochs);
  const speed = state.samplesPerSecond === null ? '' : `${Math.round(state.samplesPerSecond)} samples/s`;
  const left = state.secondsLeft === null ? '' : LEFT[language](clock(state.secondsLeft));
  return [`epoch ${epoch}/${state.epochs}`, `|${bar(share)}|`, named(means), speed, left]
    .filter((part) => part !== '')
    .join('  ');
}

/** What remains of an epoch on the screen. */
export function epochLine(report: EventPayload<'run.epoch'>, epochs: number): string {
  const validation =
    report.valLoss === null
      ? ''
      : named({
          'val loss': report.valLoss,
          ...Object.fromEntries(
            Object.entries(report.valMetrics ?? {}).map(([name, value]) => [`val ${name}`, value]),
          ),
        });
  return [
    `epoch ${report.epoch}/${epochs}`,
    named({ loss: report.loss, ...report.metrics }),
    validation,
    `${report.seconds.toFixed(1)} s`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** A metric that is more than a number: its name, and below it one line a class or threshold, or a row of the matrix. */
export function tableLines([name, values]: readonly [
  string,
  readonly (number | readonly number[])[],
]): string[] {
  const cell = (value: number) => (Number.isInteger(value) ? String(value) : decimal(value));
  const rows = values.map((row, i) => [String(i), ...[row].flat().map(cell)]);
  return [name, ...table(rows)];
}

/** Means since the epoch began, weighing all steps alike: exact but for a smaller last batch. */
export function createRunningMeans(): {
  add(steps: EventPayload<'run.steps'>): void;
  reset(): void;
  means(): Record<string, number>;
} {
  let count = 0;
  let sums: Record<string, number> = {};
  return {
    add({ steps, loss, metrics }) {
      count += steps.length;
      for (const [name, values] of Object.entries({ loss, ...metrics }))
        for (const value of values) sums[name] = (sums[name] ?? 0) + value;
    },
    reset() {
      count = 0;
      sums = {};
    },
    means: () => Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / count])),
  };
}
