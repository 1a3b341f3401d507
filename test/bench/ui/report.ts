import type { Machine } from '../machine';
import { table } from '../report';
import { median } from '../statistics';
import type { EditTimes } from './edits';
import type { Recording } from './recorder';

/** How evenly pictures followed each other. Times between two of them in milliseconds. */
export interface FrameFigures {
  readonly gesture: string;
  readonly view: string;
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  readonly perSecond: number;
  /** Tasks that kept the page busy for more than 50 ms. */
  readonly longTasks: number;
  readonly met: boolean;
}

export interface EditFigures {
  readonly edit: string;
  readonly shapes: { readonly p50: number; readonly worst: number };
  readonly painted: { readonly p50: number; readonly worst: number };
  readonly met: boolean;
}

/** What `--json` prints. Times in milliseconds. */
export interface UiReport {
  readonly format: 'neuroloom-ui-benchmark';
  readonly version: 1;
  readonly date: string;
  readonly machine: Machine;
  readonly browser: string;
  /** What draws the pages: a graphics card, or software on the processor. */
  readonly renderer: string;
  readonly blocks: number;
  readonly training: boolean;
  readonly frames: readonly FrameFigures[];
  readonly edits: readonly EditFigures[];
  readonly open: { readonly p50: number; readonly worst: number; readonly met: boolean };
}

/** What is to be reached, in milliseconds. */
export const LIMITS = { frame: 18, edit: 16, open: 1000 } as const;

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function frameFigures(gesture: string, view: string, { frames, longTasks }: Recording): FrameFigures {
  const deltas = frames.slice(1).map((at, i) => at - frames[i]!);
  const p95 = quantile(deltas, 0.95);
  return {
    gesture,
    view,
    p50: median(deltas),
    p95,
    worst: Math.max(...deltas),
    perSecond: (1000 * deltas.length) / (frames.at(-1)! - frames[0]!),
    longTasks: longTasks.length,
    met: p95 <= LIMITS.frame,
  };
}

export function editFigures(edit: string, times: readonly EditTimes[]): EditFigures {
  const of = (values: readonly number[]) => ({ p50: median(values), worst: Math.max(...values) });
  const shapes = of(times.map((time) => time.shapes));
  return { edit, shapes, painted: of(times.map(({ painted }) => painted)), met: shapes.p50 <= LIMITS.edit };
}

const verdict = (limit: number, met: boolean): string => `${limit} ${met ? 'met' : 'MISSED'}`;

/** The report for people. */
export function formatUiReport(report: UiReport): string {
  const { machine, frames, edits, open } = report;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, ${report.browser}, drawn by: ${report.renderer}`,
    `Load before: ${machine.load.toFixed(2)}. ${report.blocks} blocks, ${report.training ? 'while a training runs' : 'without a training'}.`,
    '',
    table(
      ['Frames, ms between two', 'view', 'p50', 'p95', 'worst', 'frames/s', 'long tasks', 'limit p95'],
      frames.map(({ gesture, view, p50, p95, worst, perSecond, longTasks, met }) => [
        gesture,
        view,
        ...[p50, p95, worst, perSecond].map((x) => x.toFixed(1)),
        String(longTasks),
        verdict(LIMITS.frame, met),
      ]),
    ),
    table(
      [
        'Edit until the new shapes stand there, ms',
        'p50',
        'worst',
        'painted p50',
        'painted worst',
        'limit p50',
      ],
      edits.map(({ edit, shapes, painted, met }) => [
        edit,
        ...[shapes.p50, shapes.worst, painted.p50, painted.worst].map((x) => x.toFixed(1)),
        verdict(LIMITS.edit, met),
      ]),
    ),
    `Opening until all blocks are drawn: ${open.p50.toFixed(0)} ms, worst ${open.worst.toFixed(0)} ms (limit ${verdict(LIMITS.open, open.met)})`,
  ].join('\n');
}
