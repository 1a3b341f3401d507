import { expect, test } from 'vitest';
import type { ParamSpec } from '../../../shared/graph/params';
import { rangeText, sliderOf } from '../../../renderer/forms/range-text';

const text = { label: { en: '', ko: '' }, help: { en: '', ko: '' } };
const int = (min: number, max: number): ParamSpec => ({ ...text, kind: 'int', default: min, min, max });
const float = (options: Partial<Extract<ParamSpec, { kind: 'int' | 'float' }>>): ParamSpec => ({
  ...text,
  kind: 'float',
  default: 0.5,
  min: 0,
  max: 1,
  ...options,
});

test.each([
  [int(1, 4096), '1 … 4096 · default 1', '1 … 4096 · 기본값 1'],
  [int(1, 65_536), '1 … 65,536 · default 1', '1 … 65,536 · 기본값 1'],
  [int(0, 1e9), '≥ 0 · default 0', '≥ 0 · 기본값 0'],
  [float({}), '0 … 1 · default 0.5', '0 … 1 · 기본값 0.5'],
  [float({ exclusiveMax: true }), '0 ≤ x < 1 · default 0.5', '0 ≤ x < 1 · 기본값 0.5'],
  [
    float({ exclusiveMin: true, max: 1e6, default: null, nullable: true }),
    '> 0 · default empty',
    '> 0 · 기본값 비움',
  ],
])('the hint of a field tells its range', (spec, en, ko) => {
  expect(rangeText(spec)).toEqual({ en, ko });
});

test('a field that offers its values has no range', () => {
  expect(rangeText({ ...text, kind: 'boolean', default: true })).toBeNull();
});

test('rates have a slider that keeps to what is allowed, wide ranges have none', () => {
  expect(sliderOf(float({ exclusiveMax: true, step: 0.05 }))).toEqual({ min: 0, max: 0.95, step: 0.05 });
  expect(sliderOf(float({ max: 1000 }))).toBeNull();
  expect(sliderOf(int(0, 1))).toBeNull();
});
