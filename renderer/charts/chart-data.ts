import type { Curves } from '../state/run-store';
import type { Axis, Range } from './chart-settings';
import { lowerBound, pickExtremes, type Read } from './decimate';
import { smooth } from './smooth';

type Value = number | null;
type Epoch = Curves['epochs'][number];

/** What a chart shows. */
export interface ChartView {
  /** `loss`, `learningRate`, or a metric's name. */
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

const trainingValues = (curves: Curves, quantity: string): readonly number[] =>
  quantity === 'loss' || quantity === 'learningRate' ? curves[quantity] : (curves.metrics[quantity] ?? []);

const epochTraining = (epoch: Epoch, quantity: string): Value =>
  (quantity === 'loss' || quantity === 'learningRate' ? epoch[quantity] : epoch.metrics[quantity]) ?? null;

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
  const shownSteps = around(Math.min(steps.length, exact.length), (i) => steps[i]!, range);
  const picked = pickExtremes((i) => exact[i]!, ...shownSteps, pixels);
  const validationAt = (i: number) => epochValidation(epochs[i]!, view.quantity);
  const endAt = (i: number) => validationAt(i) ?? epochTraining(epochs[i]!, view.quantity) ?? Number.NaN;
  const shownEpochs = around(epochs.length, (i) => epochs[i]!.step, range);
  const ends = pickExtremes(endAt, ...shownEpochs, pixels);
  const lines: Record<keyof ChartLines, Value[]> & { x: number[] } = {
    x: [],
    noise: [],
    training: [],
    validation: [],
  };
  // Both lists ascend; a step that ends an epoch has a point of both lines.
  for (let i = 0, e = 0; i < picked.length || e < ends.length;) {
    const index = picked[i];
    const step = index === undefined ? Infinity : steps[index]!;
    const end = e < ends.length ? epochs[ends[e]!]!.step : Infinity;
    const x = Math.min(step, end);
    lines.x.push(x);
    // Of a metric of the whole epoch there is a point at its end.
    const atEnd = exact.length === 0 && end === x ? epochTraining(epochs[ends[e]!]!, view.quantity) : null;
    lines.training.push(step === x ? line[index!]! : atEnd);
    lines.noise.push(step === x && view.smoothing > 0 ? exact[index!]! : null);
    lines.validation.push(end === x ? validationAt(ends[e]!) : null);
    if (step === x) i++;
    if (end === x) e++;
  }
  return lines;
}

function epochLines({ epochs }: Curves, { quantity }: ChartView, range: Range, pixels: number): ChartLines {
  const shown = around(epochs.length, (i) => epochs[i]!.epoch, range);
  const valueAt = (i: number) => epochTraining(epochs[i]!, quantity) ?? Number.NaN;
  const picked = pickExtremes(valueAt, ...shown, pixels).map((index) => epochs[index]!);
  return {
    x: picked.map(({ epoch }) => epoch),
    noise: picked.map(() => null),
    training: picked.map((epoch) => epochTraining(epoch, quantity)),
    validation: picked.map((epoch) => epochValidation(epoch, quantity)),
  };
}

/** Indices [from, to) of what lies in the range, and one more on each side: lines go on to the edge. */
function around(count: number, placeAt: Read, [low, high]: Range): readonly [number, number] {
  const from = lowerBound(count, placeAt, low) - 1;
  const to = lowerBound(count, placeAt, high) + 2;
  return [Math.max(0, from), Math.min(count, to)];
}

/** The values at `x`, or the newest ones without it. The validation is the latest one at that place. */
export function readAt(curves: Curves, view: ChartView, x: number | null): Reading | null {
  const extent = extentOf(curves, view.by);
  if (!extent) return null;
  const at = Math.max(extent[0], Math.min(x ?? extent[1], extent[1]));
  const { epochs } = curves;
  if (view.by === 'epoch') {
    const epoch = epochs[lowerBound(epochs.length, (i) => epochs[i]!.epoch, at)]!;
    const training = epochTraining(epoch, view.quantity);
    const validation = epochValidation(epoch, view.quantity);
    return { x: epoch.epoch, training, validation };
  }
  const exact = trainingValues(curves, view.quantity);
  // What only the validation knows has no value of a step, but its place.
  const count = curves.steps.length;
  const index = Math.min(
    lowerBound(count, (i) => curves.steps[i]!, at),
    count - 1,
  );
  const step = curves.steps[index]!;
  // Steps are whole numbers.
  const validated = epochs[lowerBound(epochs.length, (i) => epochs[i]!.step, step + 1) - 1];
  return {
    x: step,
    training:
      exact[index] ?? (exact.length === 0 && validated ? epochTraining(validated, view.quantity) : null),
    validation: validated ? epochValidation(validated, view.quantity) : null,
  };
}
