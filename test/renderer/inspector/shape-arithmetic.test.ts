import { expect, test } from 'vitest';
import { completeParams } from '../../../shared/compile/infer';
import type { Params } from '../../../shared/graph/document';
import type { Shape } from '../../../shared/graph/shape';
import { LAYERS } from '../../../shared/layers/table';
import { shapeArithmetic } from '../../../renderer/inspector/shape-arithmetic';

function linesOf(type: string, inputs: readonly Shape[], given: Params = {}): string[] {
  const layer = LAYERS[type]!;
  const params = completeParams(layer, given);
  const answer = layer.inferShape({ params, inputs });
  if (!answer.ok) throw new Error(answer.problem.message.en);
  return shapeArithmetic({ params, inputs, output: answer.shape }).map(
    ({ name, sum, value }) => `${name.en}: ${sum} = ${value}`,
  );
}

const IMAGE: Shape = [28, 27, 3];

const CASES: [string, readonly Shape[], Params, string[]][] = [
  ['Input', [], {}, []],
  ['Conv2D', [IMAGE], {}, ['height: 28 − 3 + 1 = 26', 'width: 27 − 3 + 1 = 25', 'filters: 16 = 16']],
  [
    'Conv2D',
    [IMAGE],
    { kernelSize: [3, 5], strides: [2, 2] },
    ['height: ⌊(28 − 3) / 2⌋ + 1 = 13', 'width: ⌊(27 − 5) / 2⌋ + 1 = 12', 'filters: 16 = 16'],
  ],
  [
    'Conv2D',
    [IMAGE],
    { dilationRate: [2, 1] },
    ['height: 28 − ((3 − 1) · 2 + 1) + 1 = 24', 'width: 27 − 3 + 1 = 25', 'filters: 16 = 16'],
  ],
  [
    'MaxPooling2D',
    [IMAGE],
    { padding: 'same' },
    ['height: ⌈28 / 2⌉ = 14', 'width: ⌈27 / 2⌉ = 14', 'channels: 3 = 3'],
  ],
  [
    'AveragePooling2D',
    [IMAGE],
    { strides: [1, 1] },
    ['height: 28 − 2 + 1 = 27', 'width: 27 − 2 + 1 = 26', 'channels: 3 = 3'],
  ],
  ['Flatten', [IMAGE], {}, ['size: 28 · 27 · 3 = 2268']],
  ['GlobalAveragePooling2D', [IMAGE], {}, ['channels: 3 = 3']],
  ['Dense', [[100]], { units: 10 }, ['units: 10 = 10']],
  ['Concatenate', [IMAGE, [28, 27, 5]], {}, ['channels: 3 + 5 = 8']],
  ['Add', [IMAGE, IMAGE], {}, []],
  ['Dropout', [[100]], {}, []],
  ['BatchNormalization', [IMAGE], {}, []],
];

test.each(CASES)('the shape of %s from %j with %j is explained', (type, inputs, params, lines) => {
  expect(linesOf(type, inputs, params)).toEqual(lines);
});

test('every layer of the table has a case', () => {
  const covered = new Set(CASES.map(([type]) => type));
  const unchanged = ['Activation', 'Output'];
  expect(Object.keys(LAYERS).filter((type) => !covered.has(type))).toEqual(unchanged);
});
