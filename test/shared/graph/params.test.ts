import { describe, expect, test } from 'vitest';
import type { ParamValue } from '#shared/graph/document';
import { checkParam, defaultParams, type ParamSpec } from '#shared/graph/params';

const base = { label: { en: 'Name', ko: '이름' }, help: { en: 'Help.', ko: '도움말입니다.' } };
const SPECS = {
  units: { ...base, kind: 'int', default: 10, min: 1, max: 100 },
  rate: { ...base, kind: 'float', default: 0.5, min: 0, max: 1, exclusiveMax: true },
  epsilon: { ...base, kind: 'float', default: 0.1, min: 0, max: 1, exclusiveMin: true },
  strides: { ...base, kind: 'pair', default: null, min: 1, max: 9, nullable: true },
  shape: { ...base, kind: 'shape', default: [28, 28, 1], min: 1, max: 99 },
  padding: { ...base, kind: 'choice', default: 'valid', options: [{ value: 'valid' }, { value: 'same' }] },
  useBias: { ...base, kind: 'boolean', default: true },
  images: { ...base, kind: 'file', default: '' },
} satisfies Record<string, ParamSpec>;

test('defaults come in the order of the table', () => {
  expect(Object.entries(defaultParams(SPECS)).slice(0, 5)).toEqual([
    ['units', 10],
    ['rate', 0.5],
    ['epsilon', 0.1],
    ['strides', null],
    ['shape', [28, 28, 1]],
  ]);
});

describe('a value', () => {
  test.each<[keyof typeof SPECS, ParamValue]>([
    ['units', 1],
    ['units', 100],
    ['rate', 0],
    ['rate', 0.999],
    ['epsilon', 1],
    ['strides', null],
    ['strides', [9, 1]],
    ['shape', [1]],
    ['shape', [1, 2, 3, 4]],
    ['padding', 'same'],
    ['useBias', false],
    ['images', '/any/path'],
  ])('of %s may be %j', (name, value) => {
    expect(checkParam(SPECS[name], value)).toBeNull();
  });

  test.each<[keyof typeof SPECS, ParamValue | undefined, string, string]>([
    ['units', 0, 'a whole number ≥ 1, ≤ 100', '정수 (≥ 1, ≤ 100)'],
    ['units', 1.5, 'a whole number ≥ 1, ≤ 100', '정수 (≥ 1, ≤ 100)'],
    ['units', null, 'a whole number ≥ 1, ≤ 100', '정수 (≥ 1, ≤ 100)'],
    ['rate', 1, 'a number ≥ 0, < 1', '실수 (≥ 0, < 1)'],
    ['epsilon', 0, 'a number > 0, ≤ 1', '실수 (> 0, ≤ 1)'],
    ['epsilon', Number.NaN, 'a number > 0, ≤ 1', '실수 (> 0, ≤ 1)'],
    ['strides', [1], '2 whole numbers of 1 … 9', '정수 2개 (1 … 9)'],
    ['shape', [], '1 … 4 whole numbers of 1 … 99', '정수 1 … 4개 (1 … 99)'],
    ['shape', [0.5], '1 … 4 whole numbers of 1 … 99', '정수 1 … 4개 (1 … 99)'],
    ['padding', 'causal', 'one of valid, same', 'valid, same 중 하나'],
    ['useBias', 1, 'true or false', 'true 또는 false'],
    ['images', undefined, 'a text', '문자열'],
  ])('of %s is not %j, and what is expected is told in both languages', (name, value, en, ko) => {
    expect(checkParam(SPECS[name], value)).toEqual({ expected: { en, ko } });
  });
});
