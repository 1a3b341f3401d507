import { describe, expect, test } from 'vitest';
import type { ParamSpec } from '../../../shared/graph/params';
import { readNumber, readValue, writeValue } from '../../../renderer/forms/number-text';

const text = { label: { en: '', ko: '' }, help: { en: '', ko: '' } };
const pair: ParamSpec = { ...text, kind: 'pair', default: [1, 1], min: 1, max: 64, nullable: true };
const shape: ParamSpec = { ...text, kind: 'shape', default: [2], min: 1, max: 64 };
const int: ParamSpec = { ...text, kind: 'int', default: 1, min: 0, max: 9 };

test.each([
  ['0.5', 0.5],
  [' 1e-3 ', 0.001],
  ['-.5', -0.5],
  ['28*28', 784],
  ['28 × 28', 784],
  ['1/4', 0.25],
  ['2*3+4', 10],
  ['1+2*3', 7],
  ['', null],
  ['abc', null],
  ['1,5', null],
  ['2*', null],
])('%j is read as the number %j', (typed, number) => {
  expect(readNumber(typed)).toBe(number);
});

describe('lists', () => {
  test.each(['3, 5', '3x5', '3 × 5', '(3, 5)', '[3 5]'])('%j is a pair', (typed) => {
    expect(readValue(pair, typed)).toEqual([3, 5]);
  });

  test('one number stands for both of a pair, and for itself in a shape', () => {
    expect([readValue(pair, '3'), readValue(shape, '3')]).toEqual([[3, 3], [3]]);
  });

  test('are written as they are read', () => {
    expect(readValue(shape, writeValue(shape, [28, 28, 1]))).toEqual([28, 28, 1]);
  });
});

test('an empty field is null where that is allowed, and nothing elsewhere', () => {
  expect(readValue(pair, ' ')).toBeNull();
  expect(readValue(int, ' ')).toBeUndefined();
});
