import type { Curves } from '../state/run-store';
import type { Axis, Range } from './chart-settings';
import { lowerBound, pickExtremes } from './decimate';
import { smooth } from './smooth';

type Value = number | null;
type Epoch = Curves['epochs'][number];

/** What a chart shows. */
export interface ChartView {
  /** `loss`, or a metric's name. */
  readonly quantity: string;
  readonly by: Axis;
  readonly smoothing: number;
  /** A logarithmic axis has no place for 0. */
  readonly log: boolean;
}

/** Lines over one horizontal axis; null where a line has no point. */
export interface ChartLines {
  readonly x: readonly number[];
  /** Every step, behind the smoothed line. Empty of values where nothing is smoothed. */
  readonly noise: readonly Value[];
  readonly training: readonly Value[];
  readonly validation: readonly Value[];
}

/** Values at one place of the horizontal axis. */
export interface Reading {
  readonly x: number;
  /** Of the step or epoch itself, not smoothed. */
  readonly training: Value;
  readonly validation: Value;
}

const trainingValues = ({ loss, metrics }: Curves, quantity: string): readonly number[] =>
  quantity === 'loss' ? loss : (metrics[quantity] ?? []);

const epochTraining = (epoch: Epoch, quantity: string): Value =>
  (quantity === 'loss' ? epoch.loss : epoch.metrics[quantity]) ?? null;

const epochValidation = (epoch: Epoch, quantity: string): Value =>
  (quantity === 'loss' ? epoch.valLoss : epoch.valMetrics?.[quantity]) ?? null;

/** Whether there is a point to draw. */
export const hasPoints = ({ steps, epochs }: Curves, by: Axis): boolean =>
  (by === 'step' ? steps : epochs).length > 0;

/** First and last place with a value; null when there is none. */
export function extentOf({ steps, epochs }: Curves, by: Axis): Range | null {
  if (by === 'step') return steps.length > 0 ? [steps[0]!, steps.at(-1)!] : null;
  return epochs.length > 0 ? [epochs[0]!.epoch, epochs.at(-1)!.epoch] : null;
}

/** The lines within `range` (and up to their next point outside), thinned out to what `pixels` columns can show. */
export function linesOf(curves: Curves, view: ChartView, range: Range, pixels: number): ChartLines {
  const lines =
    view.by === 'step' ? stepLines(curves, view, range, pixels) : epochLines(curves, view, range, pixels);
  const isDrawable = (value: Value) => value !== null && Number.isFinite(value) && (!view.log || value > 0);
  const clean = (values: readonly Value[]) => values.map((value) => (isDrawable(value) ? value : null));
  return {
    ...lines,
    noise: clean(lines.noise),
    training: clean(lines.training),
    validation: clean(lines.validation),
  };
}

function stepLines(curves: Curves, view: ChartView, range: Range, pixels: number): ChartLines {
  const { steps, epochs } = curves;
  const exact = trainingValues(curves, view.quantity);
  const line = smooth(exact, view.smoothing);
  const [from, to] = around(Math.min(steps.length, exact.length), range, (bound) => lowerBound(steps, bound));
  const picked = pickExtremes(exact, from, to, pixels);
  const [firstEpoch, lastEpoch] = around(epochs.length, range, (bound) => epochAt(epochs, bound));
  const lines: Record<keyof ChartLines, Value[]> & { x: number[] } = {
    x: [],
    noise: [],
    training: [],
    validation: [],
  };
  // Both lists ascend; a step that ends an epoch has a point of both lines.
  for (let i = 0, e = firstEpoch; i < picked.length || e < lastEpoch;) {
    const index = picked[i];
    const step = index === undefined ? Infinity : steps[index]!;
    const epoch = e < lastEpoch ? epochs[e]! : undefined;
    const x = Math.min(step, epoch?.step ?? Infinity);
    lines.x.push(x);
    lines.training.push(step === x ? line[index!]! : null);
    lines.noise.push(step === x && view.smoothing > 0 ? exact[index!]! : null);
    lines.validation.push(epoch?.step === x ? epochValidation(epoch, view.quantity) : null);
    if (step === x) i++;
    if (epoch?.step === x) e++;
  }
  return lines;
}

function epochLines({ epochs }: Curves, { quantity }: ChartView, range: Range, pixels: number): ChartLines {
  const [from, to] = around(epochs.length, range, (bound) => epochs.findIndex(({ epoch }) => epoch >= bound));
  const values = epochs.map((epoch) => epochTraining(epoch, quantity) ?? Number.NaN);
  const picked = pickExtremes(values, from, to, pixels).map((index) => epochs[index]!);
  return {
    x: picked.map(({ epoch }) => epoch),
    noise: picked.map(() => null),
    training: picked.map((epoch) => epochTraining(epoch, quantity)),
    validation: picked.map((epoch) => epochValidation(epoch, quantity)),
  };
}

/** The first epoch that ends at `step` or later. */
function epochAt(epochs: readonly Epoch[], step: number): number {
  const at = epochs.findIndex((epoch) => epoch.step >= step);
  return at < 0 ? epochs.length : at;
}

/** Indices [from, to) of what lies in `range`, and one more on each side: lines go on to the edge. */
function around(
  count: number,
  [low, high]: Range,
  firstFrom: (bound: number) => number,
): readonly [number, number] {
  const index = (bound: number) => {
    const at = firstFrom(bound);
    return at < 0 ? count : at;
  };
  return [Math.max(0, Math.min(index(low), count) - 1), Math.min(count, index(high) + 2)];
}

/** The values at `x`, or the newest ones without it. The validation is the latest one at that place. */
export function readAt(curves: Curves, view: ChartView, x: number | null): Reading | null {
  const extent = extentOf(curves, view.by);
  if (!extent) return null;
  const at = Math.max(extent[0], Math.min(x ?? extent[1], extent[1]));
  const { epochs } = curves;
  if (view.by === 'epoch') {
    const epoch = epochs.find((each) => each.epoch >= at)!;
    const training = epochTraining(epoch, view.quantity);
    const validation = epochValidation(epoch, view.quantity);
    return { x: epoch.epoch, training, validation };
  }
  const exact = trainingValues(curves, view.quantity);
  const index = Math.min(lowerBound(curves.steps, at), exact.length - 1);
  const step = curves.steps[index]!;
  const validated = epochs.findLast((epoch) => epoch.step <= step);
  return {
    x: step,
    training: exact[index] ?? null,
    validation: validated ? epochValidation(validated, view.quantity) : null,
  };
}
