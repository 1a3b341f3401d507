import { describe, expect, it } from 'vitest';
import type { ParamSpecs } from '#shared/graph/params';
import { ACTIVATIONS } from '#shared/layers/activations';
import { CATEGORIES } from '#shared/layers/categories';
import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { brokenParamLaws } from './param-laws';
import { wrongTexts, paramTexts } from './texts';

const documented = Object.entries({ ACTIVATIONS, LOSSES, METRICS, OPTIMIZERS }).flatMap(([table, entries]) =>
  Object.entries(entries).map(([name, entry]) => [`${table}.${name}`, entry] as const),
);

describe('tables', () => {
  it.each(documented)('%s explains itself in English and Korean', (_name, { label, summary, formula }) => {
    expect(label).not.toBe('');
    expect(formula).not.toBe('');
    expect(wrongTexts({ summary })).toEqual([]);
  });

  it('categories have labels in both languages', () => {
    expect(
      wrongTexts(Object.fromEntries(Object.entries(CATEGORIES).map(([name, { label }]) => [name, label]))),
    ).toEqual([]);
  });

  it.each(Object.entries(OPTIMIZERS).map(([name, { params }]): [string, ParamSpecs] => [name, params]))(
    '%s has parameters that survive JSON and are checked',
    (_name, params) => {
      expect(brokenParamLaws(params)).toEqual([]);
      expect(wrongTexts(paramTexts(params))).toEqual([]);
    },
  );
});
