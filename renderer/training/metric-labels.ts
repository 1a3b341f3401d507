import type { Localized } from '#shared/graph/diagnostic';
import { METRICS } from '#shared/train/metrics';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { formatNumber, formatShare } from '../i18n/format';

const MEASURES = { ...METRICS, ...STREAMING_METRICS };

/** Words that are no names of Keras's classes. */
const TRANSLATED: Readonly<Record<string, string>> = {
  accuracy: '정확도',
  confusion_matrix: '혼동 행렬',
  loss: '손실',
};

/** A metric's name taken apart: `digit_precision_1` is the second `precision` of the head `digit`. */
interface MetricName {
  /** Null where the network has one head. */
  readonly head: string | null;
  readonly type: string;
  /** From 0. */
  readonly number: number;
}

/** Longer types first: `categorical_accuracy` is not an `accuracy` of the head `categorical`. */
const TYPES = [...Object.keys(MEASURES), 'loss'].toSorted((a, b) => b.length - a.length);

function partsOf(name: string): MetricName {
  const [, stem, digits] = /^(.*?)(?:_(\d+))?$/.exec(name)!;
  const [plain, number] = name in MEASURES ? [name, 0] : [stem!, Number(digits ?? 0)];
  if (plain in MEASURES) return { head: null, type: plain, number };
  const type = TYPES.find((candidate) => plain.endsWith(`_${candidate}`));
  return type
    ? { head: plain.slice(0, -type.length - 1), type, number }
    : { head: null, type: plain, number };
}

/** The type of a metric by the name of its values: `precision_1` is a `precision`. */
export const metricType = (name: string): string => partsOf(name).type;

/** A metric's label by the name of its values, numbered where there are several of a kind, with its head where there are several heads. */
export function metricLabel(name: string): Localized {
  const { head, type, number } = partsOf(name);
  const label = MEASURES[type]?.label ?? (type === 'loss' ? 'Loss' : type);
  const after = (number > 0 ? ` ${number + 1}` : '') + (head === null ? '' : ` · ${head}`);
  return { en: label + after, ko: (TRANSLATED[type] ?? label) + after };
}

/** Whether a metric's values are shares, 0 … 1. */
export const isShare = (name: string): boolean => MEASURES[metricType(name)]?.unit === 'share';

/** A metric's value as it is shown. */
export const formatMetric = (name: string, value: number): string =>
  isShare(name) ? formatShare(value) : formatNumber(value, 4);
