import { expect, test } from 'vitest';
import type { ParamSpec } from '../../../shared/graph/params';
import type { LayerDefinition } from '../../../shared/layers/definition';
import { LAYERS } from '../../../shared/layers/table';
import { commonParams } from '../../../renderer/inspector/common-params';
import { planesOf } from '../../../renderer/inspector/NumberGrid';

const text = { label: { en: '', ko: '' }, help: { en: '', ko: '' } };
const layer = (params: Record<string, ParamSpec>) => ({ ...LAYERS['ReLU']!, params }) as LayerDefinition;
const int = (min: number, max: number, nullable = false): ParamSpec => ({
  ...text,
  kind: 'int',
  default: min,
  min,
  max,
  nullable,
});
const choice = (...values: string[]): ParamSpec => ({
  ...text,
  kind: 'choice',
  default: values[0]!,
  options: values.map((value) => ({ value })),
});

test('layers of one type have all parameters in common', () => {
  const dense = LAYERS['Dense']!;
  expect(commonParams([dense, dense])).toEqual(dense.params);
});

test('of several types only those of the same name and kind are left', () => {
  const names = Object.keys(commonParams([LAYERS['Conv2D']!, LAYERS['Dense']!]));
  expect(names).toEqual(expect.arrayContaining(['activation', 'useBias', 'kernelInitializer']));
  expect(names).not.toContain('filters');
  // A number for sequences, a pair for images.
  expect(Object.keys(commonParams([LAYERS['Conv1D']!, LAYERS['Conv2D']!]))).not.toContain('kernelSize');
});

test('what is allowed is what all allow', () => {
  const common = commonParams([
    layer({ n: int(1, 8, true), far: int(1, 2), way: choice('a', 'b', 'c'), one: choice('a', 'b') }),
    layer({ n: int(3, 20), far: int(5, 9), way: choice('c', 'b'), one: choice('b', 'c') }),
  ]);
  expect(Object.keys(common)).toEqual(['n', 'way']);
  expect(common['n']).toMatchObject({ min: 3, max: 8, nullable: false });
  expect(common['way']).toMatchObject({ options: [{ value: 'b' }, { value: 'c' }] });
});

test('nothing is common to no layers', () => {
  expect(commonParams([])).toEqual({});
});

test('numbers are laid out as rows and columns, with a plane for each channel', () => {
  const rows = (numbers: Parameters<typeof planesOf>[0]) =>
    planesOf(numbers).map(({ label, cells }) => [label, cells.map((row) => row.map(({ value }) => value))]);
  expect(rows([1, 2])).toEqual([[null, [[1, 2]]]]);
  expect(
    rows([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual([
    [
      null,
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ]);
  expect(
    rows([
      [
        [1, 5],
        [2, 6],
      ],
    ]),
  ).toEqual([
    [0, [[1, 2]]],
    [1, [[5, 6]]],
  ]);
});
