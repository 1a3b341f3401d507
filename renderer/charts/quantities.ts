import type { Localized } from '#shared/graph/diagnostic';
import { meanMetrics, type NamedMetric, nameMetrics } from '#shared/train/metric-names';
import { PROBE_QUANTITIES, type ProbeQuantity } from '#shared/train/probe';
import type { TrainingConfig } from '#shared/train/config';
import { formatNumber } from '../i18n/format';
import type { Curves } from '../state/run-store';
import { isShare, metricLabel } from '../training/metric-labels';
import type { Range } from './chart-settings';

/** How a quantity is shown. */
export interface Quantity {
  readonly id: string;
  readonly label: Localized;
  /** Its lines; one that has no name needs none. */
  readonly lines: readonly ('training' | 'validation')[];
  readonly isNameless?: boolean;
  /** The name under which probes record it, if they do. */
  readonly probe?: string;
  /** A value beside the chart. */
  format(value: number): string;
  /** A value on the axis. */
  tick(value: number): string;
  /** The axis for values from `min` to `max`. */
  range(min: number, max: number): Range;
  /** Whether its axis may be logarithmic. */
  readonly canBeLog: boolean;
  /** Whether it is noisy, so that a running mean shows more. */
  readonly canBeSmooth: boolean;
}

/** Enough digits to tell neighbours apart, and no more. */
const percent = (value: number): string => `${Number((value * 100).toFixed(2))} %`;

const BOTH = ['training', 'validation'] as const;

const fromZero = (min: number, max: number): Range => [Math.min(0, min), max > 0 ? max * 1.05 : 1];

const LOSS: Quantity = {
  id: 'loss',
  label: { en: 'Loss', ko: '손실' },
  lines: BOTH,
  format: (value) => formatNumber(value, 4),
  tick: (value) => formatNumber(value, 3),
  range: fromZero,
  canBeLog: true,
  canBeSmooth: true,
};

const LEARNING_RATE: Quantity = {
  id: 'learningRate',
  label: { en: 'Learning rate', ko: '학습률' },
  lines: ['training'],
  isNameless: true,
  format: (value) => formatNumber(value, 4),
  tick: (value) => formatNumber(value, 3),
  range: fromZero,
  canBeLog: false,
  canBeSmooth: false,
};

/** `isTrained`: known of the training, not of the validation alone. */
function metricQuantity(name: string, isTrained: boolean): Quantity {
  const label = metricLabel(name);
  const lines = isTrained ? BOTH : (['validation'] as const);
  const common = { id: name, label, lines, canBeLog: false, canBeSmooth: true };
  if (!isShare(name)) {
    const format = (value: number) => formatNumber(value, 4);
    return { ...common, format, tick: (value) => formatNumber(value, 3), range: fromZero };
  }
  return {
    ...common,
    format: (value) => `${(value * 100).toFixed(1)} %`,
    tick: percent,
    // Whole tenths keep still while the values move; the line at 1 stays visible.
    range: (min) => [Math.max(0, Math.min(0.9, Math.floor(min * 10) / 10)), 1.005],
  };
}

/** `dense: weight norm`; the name itself where it is that of a single weight. */
function probeLabel(name: string): Localized {
  const at = name.lastIndexOf('/');
  const quantity = name.slice(at + 1);
  const label = Object.hasOwn(PROBE_QUANTITIES, quantity) && PROBE_QUANTITIES[quantity as ProbeQuantity];
  if (!label) return { en: name, ko: name };
  const layer = at < 0 ? '' : `${name.slice(0, at)}: `;
  return { en: layer + label.en, ko: layer + label.ko };
}

const probeQuantity = (name: string): Quantity => ({
  ...LEARNING_RATE,
  id: `probe-${name}`,
  probe: name,
  label: probeLabel(name),
  range: (min, max) => (min >= 0 ? fromZero(min, max) : [min - (max - min) * 0.05, max + (max - min) * 0.05]),
});

const made = new Map<string, Quantity>();

/** The same object for the same quantity, so that its chart stays. */
function quantityOf(name: string, isTrained: boolean): Quantity {
  return once(`${name} ${isTrained}`, () => metricQuantity(name, isTrained));
}

function once(key: string, make: () => Quantity): Quantity {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/** Whether the rate of these steps changes, or is going to. */
function hasChangingRate({ learningRate }: Curves, { schedule, callbacks }: TrainingConfig): boolean {
  const isPlanned = schedule !== null || callbacks.some(({ type }) => type === 'ReduceLROnPlateau');
  return isPlanned || learningRate[0] !== learningRate.at(-1);
}

/** The charts, from left to right: loss, the metrics that are chosen or known of the run, the learning rate where it changes, what probes record. */
export function quantitiesOf(
  curves: Curves,
  training: TrainingConfig,
  measured: readonly NamedMetric[] = nameMetrics(training.metrics),
): readonly Quantity[] {
  const chosen = meanMetrics(measured).map(({ name }) => name);
  const inEpochs = Object.keys(curves.epochs.at(-1)?.metrics ?? {});
  const trained = new Set([...chosen, ...Object.keys(curves.metrics), ...inEpochs]);
  const validated = Object.keys(curves.epochs.at(-1)?.valMetrics ?? {});
  return [
    LOSS,
    ...[...new Set([...trained, ...validated])].map((name) => quantityOf(name, trained.has(name))),
    ...(hasChangingRate(curves, training) ? [LEARNING_RATE] : []),
    ...Object.keys(curves.probes).map((name) => once(`probe ${name}`, () => probeQuantity(name))),
  ];
}
