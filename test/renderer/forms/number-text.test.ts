import { describe, expect, test } from 'vitest';
import type { ParamSpec } from '../../../shared/graph/params';
import {
  readNumber,
  readValue,
  resultOf,
  stepInText,
  textProblem,
  writeValue,
} from '../../../renderer/forms/number-text';

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

test('each number of a list may be a sum', () => {
  expect([readValue(pair, '28/2, 2^4'), readValue(shape, '[7*7, 64]')]).toEqual([
    [14, 16],
    [49, 64],
  ]);
});

test('a sum has a result to be shown, a plain number has none', () => {
  expect([resultOf(int, '2*4'), resultOf(int, '8'), resultOf(int, 'x'), resultOf(pair, '2*4')]).toEqual([
    8,
    null,
    null,
    null,
  ]);
});

test('what is wrong with a sum is told', () => {
  expect(textProblem(int, '(2')?.message.en).toBe('A bracket is not closed.');
  expect([textProblem(int, '2'), textProblem(int, ''), textProblem(shape, '(2')]).toEqual([null, null, null]);
});

test.each([
  ['3 × 5', 0, 1, '4 × 5'],
  ['3 × 5', 1, 1, '4 × 5'],
  ['3 × 5', 5, -1, '3 × 4'],
  ['28 × 28 × 1', 6, 10, '28 × 38 × 1'],
  ['', 0, 1, null],
])('in %j with the caret at %d, a step of %d gives %j', (text, caret, amount, next) => {
  expect(stepInText(text, caret, amount)).toBe(next);
});
