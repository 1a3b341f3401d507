import type { Localized } from '#shared/graph/diagnostic';
import { formatNumber } from '../i18n/format';
import type { Range } from './chart-settings';

/** How a quantity is shown. */
export interface Quantity {
  readonly id: string;
  readonly label: Localized;
  /** A value beside the chart. */
  format(value: number): string;
  /** A value on the axis. */
  tick(value: number): string;
  /** The axis for values from `min` to `max`. */
  range(min: number, max: number): Range;
  /** Whether its axis may be logarithmic. */
  readonly canBeLog: boolean;
}

/** Enough digits to tell neighbours apart, and no more. */
const percent = (value: number): string => `${Number((value * 100).toFixed(2))} %`;

/** The charts, from left to right. */
export const QUANTITIES: readonly Quantity[] = [
  {
    id: 'loss',
    label: { en: 'Loss', ko: '손실' },
    format: (value) => formatNumber(value, 4),
    tick: (value) => formatNumber(value, 3),
    range: (min, max) => [Math.min(0, min), max > 0 ? max * 1.05 : 1],
    canBeLog: true,
  },
  {
    id: 'accuracy',
    label: { en: 'Accuracy', ko: '정확도' },
    format: (value) => `${(value * 100).toFixed(1)} %`,
    tick: percent,
    // Whole tenths keep still while the values move; the line at 1 stays visible.
    range: (min) => [Math.max(0, Math.min(0.9, Math.floor(min * 10) / 10)), 1.005],
    canBeLog: false,
  },
];
