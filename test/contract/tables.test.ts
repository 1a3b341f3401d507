import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '#shared/layers/activations';
import { CATEGORIES } from '#shared/layers/categories';
import { CALLBACKS } from '#shared/train/callbacks';
import { CONSTRAINTS } from '#shared/train/constraints';
import type { Documented } from '#shared/train/definition';
import { INITIALIZERS } from '#shared/train/initializers';
import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { REGULARIZERS } from '#shared/train/regularizers';
import { SCHEDULES } from '#shared/train/schedules';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { brokenParamLaws } from './param-laws';
import { wrongTexts, paramTexts } from './texts';

const WITH_PARAMS = {
  CALLBACKS,
  CONSTRAINTS,
  INITIALIZERS,
  LOSSES,
  METRICS,
  OPTIMIZERS,
  REGULARIZERS,
  SCHEDULES,
  STREAMING_METRICS,
};

const rowsOf = <Entry>(tables: Readonly<Record<string, Readonly<Record<string, Entry>>>>) =>
  Object.entries(tables).flatMap(([table, entries]) =>
    Object.entries(entries).map(([name, entry]): [string, Entry] => [`${table}.${name}`, entry]),
  );

const { CALLBACKS: _, ...WITH_FORMULA } = WITH_PARAMS;

describe('tables', () => {
  it.each(rowsOf<Documented>({ ACTIVATIONS, ...WITH_FORMULA }))(
    '%s explains itself in English and Korean',
    (_name, { label, summary, formula }) => {
      expect(label).not.toBe('');
      expect(formula).not.toBe('');
      expect(wrongTexts({ summary })).toEqual([]);
    },
  );

  it.each(rowsOf({ CALLBACKS }))('%s explains itself in English and Korean', (_name, { label, summary }) => {
    expect(wrongTexts({ label, summary })).toEqual([]);
  });

  it('categories have labels in both languages', () => {
    expect(
      wrongTexts(Object.fromEntries(Object.entries(CATEGORIES).map(([name, { label }]) => [name, label]))),
    ).toEqual([]);
  });

  it.each(rowsOf<Pick<(typeof CALLBACKS)[string], 'params'>>(WITH_PARAMS))(
    '%s has parameters that survive JSON and are checked',
    (_name, { params }) => {
      expect(brokenParamLaws(params)).toEqual([]);
      expect(wrongTexts(paramTexts(params))).toEqual([]);
    },
  );

  it('a metric has one name in both tables', () => {
    expect(Object.keys(METRICS).filter((name) => name in STREAMING_METRICS)).toEqual([]);
  });
});
