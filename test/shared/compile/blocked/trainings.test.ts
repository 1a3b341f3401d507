import { describe, expect, test } from 'vitest';
import { decodeGraphs } from '#shared/compile/onnx/protobuf';
import type { CompileSource } from '#shared/compile/program';
import { DIGITS, chain, draw, sourceOf } from '../../../fixtures/drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from '../training-program';
import { allBlocked } from './lowerings';

const conv = (filters: number, activation = 'relu') =>
  ['Conv2D', { filters, kernelSize: [3, 3], padding: 'same', activation }] as const;
const normalized = (filters: number) => [conv(filters, 'linear'), 'BatchNormalization', 'ReLU'] as const;
const end = ['Flatten', ['Dense', { units: 10, activation: 'softmax' }], 'Output'] as const;
const colours = { ...DIGITS, shape: [16, 16, 3] };
const image = ['Input', { shape: [16, 16, 3] }] as const;

/** Like those of the benchmark, on smaller images. */
const NETS: Readonly<Record<string, CompileSource>> = {
  'plain CNN': sourceOf(
    chain(['Input', { shape: [28, 28, 1] }], conv(25), 'MaxPooling2D', conv(20), 'MaxPooling2D', ...end),
  ),
  'with normalization': sourceOf(
    chain(
      image,
      ...normalized(16),
      ...normalized(20),
      'MaxPooling2D',
      ...normalized(32),
      'MaxPooling2D',
      ['Dropout', { rate: 0.3 }],
      ...end,
    ),
    { info: colours },
  ),
  'with average pooling and valid windows': sourceOf(
    chain(
      image,
      conv(6, 'tanh'),
      'AveragePooling2D',
      ['Conv2D', { filters: 16, activation: 'tanh' }],
      ...end,
    ),
    { info: colours },
  ),
  residual: sourceOf(
    draw(
      {
        input: image,
        first: conv(16),
        second: conv(16),
        third: conv(16, 'linear'),
        sum: 'Add',
        relu: 'ReLU',
        mean: 'GlobalAveragePooling2D',
        head: ['Dense', { units: 10, activation: 'softmax' }],
        output: 'Output',
      },
      'input>first',
      'first>second',
      'second>third',
      'first>sum',
      'third>sum',
      'sum>relu',
      'relu>mean',
      'mean>head',
      'head>output',
    ),
    { info: colours },
  ),
};

const domainsOf = (bytes: Uint8Array) =>
  decodeGraphs(bytes).flatMap(({ node }) => node.map(({ domain }) => domain ?? ''));

describe('whole trainings in blocks', () => {
  test.each(Object.entries(NETS))('%s: losses and weights follow those of plain order', async (_, source) => {
    const [plain, blocked] = [await openTraining(source, 18), await openTraining(source, 18, allBlocked)];
    expect(domainsOf(blocked.program.bytes)).toContain('com.microsoft.nchwc');
    const batches = noiseBatches(plain, source, 8);
    const [expected, found] = [
      await trainSteps(plain, freshState(plain), batches, 0, 8, 0.001),
      await trainSteps(blocked, freshState(blocked), batches, 0, 8, 0.001),
    ];
    const distances = found.losses.map((loss, i) => Math.abs(loss - expected.losses[i]!));
    expect(Math.max(...distances)).toBeLessThan(2e-3);
    // The first step is the same but for rounding, which later steps can only spread.
    expect(distances[0]).toBeLessThan(1e-5);
  });

  test.each(Object.entries(NETS))('%s: same bits, however the steps are grouped', async (_, source) => {
    const opened = await openTraining(source, 18, allBlocked);
    const batches = noiseBatches(opened, source, 4);
    const together = await trainSteps(opened, freshState(opened), batches, 0, 4);
    const half = await trainSteps(opened, freshState(opened), batches, 0, 3);
    const rest = await trainSteps(opened, half.state, batches, 3, 1);
    expect(rest.state).toEqual(together.state);
    expect([...half.losses, ...rest.losses]).toEqual([...together.losses]);
  });
});
