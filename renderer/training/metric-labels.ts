import type { Localized } from '#shared/graph/diagnostic';
import { METRICS } from '#shared/train/metrics';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { formatNumber, formatShare } from '../i18n/format';

const MEASURES = { ...METRICS, ...STREAMING_METRICS };

/** Words that are no names of Keras's classes. */
const TRANSLATED: Readonly<Record<string, string>> = { accuracy: '정확도', confusion_matrix: '혼동 행렬' };

/** The type of a metric by the name of its values: `precision_1` is a `precision`. */
export const metricType = (name: string): string => (name in MEASURES ? name : name.replace(/_\d+$/, ''));

/** A metric's label by the name of its values, numbered where there are several of a kind. */
export function metricLabel(name: string): Localized {
  const type = metricType(name);
  const label = MEASURES[type]?.label ?? type;
  const number = name === type ? '' : ` ${Number(name.slice(type.length + 1)) + 1}`;
  return { en: label + number, ko: (TRANSLATED[type] ?? label) + number };
}

/** Whether a metric's values are shares, 0 … 1. */
export const isShare = (name: string): boolean => MEASURES[metricType(name)]?.unit === 'share';

/** A metric's value as it is shown. */
export const formatMetric = (name: string, value: number): string =>
  isShare(name) ? formatShare(value) : formatNumber(value, 4);
