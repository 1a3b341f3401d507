import { describe, expect, test } from 'vitest';
import { DATASETS } from '#shared/data/table';
import { defaultParams } from '#shared/graph/params';
import { dataConfigSchema, DEFAULT_DATA } from '#shared/data/config';
import { DEFAULT_TRAINING, trainingConfigSchema } from '#shared/train/config';
import { brokenParamLaws } from '../../contract/param-laws';
import { paramTexts, wrongTexts } from '../../contract/texts';

const generated = Object.entries(DATASETS).filter(([, { source }]) => source === 'generated');

/** Names that are the same in both languages. */
const PROPER_NAMES = ['XOR'];

describe.each(Object.entries(DATASETS))('%s', (name, { label, summary, params, defaults }) => {
  test('explains itself in English and Korean', () => {
    const texts = { summary, ...paramTexts(params) };
    expect(wrongTexts(PROPER_NAMES.includes(label.en) ? texts : { ...texts, label })).toEqual([]);
  });

  test('has parameters that survive JSON and are checked', () => {
    expect(brokenParamLaws(params)).toEqual([]);
  });

  test('suggests settings that are allowed', () => {
    const data = { ...DEFAULT_DATA, dataset: name, ...defaults.data };
    const training = { ...DEFAULT_TRAINING, ...defaults.training };
    expect([
      dataConfigSchema.safeParse(data).success,
      trainingConfigSchema.safeParse(training).success,
    ]).toEqual([true, true]);
  });
});

describe('generated datasets', () => {
  test('are those of the plane', () => {
    expect(generated.map(([name]) => name)).toEqual(['xor', 'circles', 'moons', 'blobs', 'spirals']);
  });

  test.each(generated)('%s is made from its parameters', (name, { params, shape, generate }) => {
    const few = generate!({ ...defaultParams(params), size: 20 });
    expect(few).toMatchObject({ dataset: name, shape, dtype: 'float32', trainCount: 20, testCount: 10 });
    const { size } = defaultParams(params);
    expect(generate!({}).trainCount).toBe(size);
  });

  test.each(['blobs', 'spirals'])('%s has as many classes as asked for', (name) => {
    const { classNames, train } = DATASETS[name]!.generate!({ classes: 5, size: 50 });
    expect([classNames.length, new Set(train.labels).size]).toEqual([5, 5]);
  });
});
