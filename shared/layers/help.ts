import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';

/** A formula as TeX, with what it is about where there are several. */
export interface Formula {
  readonly tex: string;
  readonly about?: Localized;
}

/** Before the formula for the number of parameters. */
export const COUNT: Localized = { en: 'parameters', ko: '파라미터 수' };
export const TRAINING: Localized = { en: 'while training', ko: '학습할 때' };
export const PREDICTION: Localized = { en: 'when predicting', ko: '예측할 때' };

/** Numbers in as many brackets as there are axes. */
export type Nested = number | readonly Nested[];

/** The arithmetic of one number of the output. */
export interface WorkedStep {
  /** Which number: an index along each axis. */
  readonly at: readonly number[];
  /** `1·1 + 2·0 − 3`; with `max(…)`, `sqrt(…)`, `exp(…)` and the like. */
  readonly sum: string;
}

/** A layer computed by hand: one sample of small numbers. */
export interface WorkedExample {
  /** Parameters that differ from the defaults. */
  readonly params?: Params;
  /** In Keras's order, without the batch. */
  readonly inputs: readonly Nested[];
  /** Keras's weights by name. */
  readonly weights?: Readonly<Record<string, Nested>>;
  /** Rounded to as many digits as are written. */
  readonly output: Nested;
  readonly steps: readonly WorkedStep[];
}

/** A picture of one channel from its rows. */
export const oneChannel = (rows: readonly (readonly number[])[]): Nested =>
  rows.map((row) => row.map((value) => [value]));

/** A kernel of one channel and one filter from its rows. */
export const oneFilter = (rows: readonly (readonly number[])[]): Nested =>
  rows.map((row) => row.map((value) => [[value]]));
