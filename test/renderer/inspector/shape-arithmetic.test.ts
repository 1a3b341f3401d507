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
  ['Conv2D', [IMAGE], {}, ['height: 28 − 3 + 1 = 26', 'width: 27 − 3 + 1 = 25', 'channels: 16 = 16']],
  [
    'Conv2D',
    [IMAGE],
    { kernelSize: [3, 5], strides: [2, 2] },
    ['height: ⌊(28 − 3) / 2⌋ + 1 = 13', 'width: ⌊(27 − 5) / 2⌋ + 1 = 12', 'channels: 16 = 16'],
  ],
  [
    'Conv2D',
    [IMAGE],
    { dilationRate: [2, 1] },
    ['height: 28 − ((3 − 1) · 2 + 1) + 1 = 24', 'width: 27 − 3 + 1 = 25', 'channels: 16 = 16'],
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
  ['GlobalAveragePooling2D', [IMAGE], {}, ['size: 3 = 3']],
  ['Dense', [[100]], { units: 10 }, ['size: 10 = 10']],
  ['Concatenate', [IMAGE, [28, 27, 5]], {}, ['channels: 3 + 5 = 8']],
  ['Add', [IMAGE, IMAGE], {}, []],
  ['Dropout', [[100]], {}, []],
  ['BatchNormalization', [IMAGE], {}, []],
];

test.each(CASES)('the shape of %s from %j with %j is explained', (type, inputs, params, lines) => {
  expect(linesOf(type, inputs, params)).toEqual(lines);
});

/** The value of a sum as it is written. */
function valueOf(sum: string): number {
  const [, up, by] = /^⌈(.+) \/ (.+)⌉$/.exec(sum) ?? [];
  if (up) return Math.ceil(valueOf(up) / valueOf(by!));
  const [, from, reach, step] = /^⌊\((\S+) − (.+)\) \/ (.+)⌋ \+ 1$/.exec(sum) ?? [];
  if (from) return Math.floor((valueOf(from) - valueOf(reach!)) / valueOf(step!)) + 1;
  const [, length, window] = /^(\S+) − (.+) \+ 1$/.exec(sum) ?? [];
  if (length) return valueOf(length) - valueOf(window!) + 1;
  const [, less, times, more] = /^\((\d+) − 1\) · (\d+) \+ (.+)$/.exec(sum) ?? [];
  if (less) return (Number(less) - 1) * Number(times) + valueOf(more!);
  const [, size, dilation] = /^\(\((\d+) − 1\) · (\d+) \+ 1\)$/.exec(sum) ?? [];
  if (size) return (Number(size) - 1) * Number(dilation) + 1;
  if (sum.includes(' + ')) return sum.split(' + ').reduce((total, part) => total + valueOf(part), 0);
  return sum.split(' · ').reduce((product, part) => product * Number(part.replaceAll(',', '')), 1);
}

const TRIALS: readonly (readonly Shape[])[] = [[IMAGE], [[12]], [[6, 4]], [IMAGE, IMAGE], [[12], [12]]];

test.each(Object.values(LAYERS))('every sum shown for $type is right', (layer) => {
  const params = completeParams(layer, {});
  for (const inputs of TRIALS) {
    const [port] = layer.ports.inputs;
    if (!port || inputs.length > (port.multiple ? 2 : 1) || inputs.length < (layer.minInputs ?? 1)) continue;
    const answer = layer.inferShape({ params, inputs });
    if (!answer.ok) continue;
    const lines = shapeArithmetic({ params, inputs, output: answer.shape });
    expect(lines.map(({ sum }) => valueOf(sum))).toEqual(lines.map(({ value }) => value));
  }
});

test.each(CASES.filter(([, , , lines]) => lines.length > 0))(
  'the sums of %s from %j with %j are right',
  (type, inputs, params) => {
    const sums = linesOf(type, inputs, params).map((line) => line.split(': ')[1]!.split(' = '));
    expect(sums.map(([sum]) => valueOf(sum!))).toEqual(sums.map(([, value]) => Number(value)));
  },
);
