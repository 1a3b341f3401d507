import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { standardLowering } from '#shared/compile/lowering';
import { estimateMemory, memoryBound } from '#shared/compile/memory';
import type { CompileSource } from '#shared/compile/program';
import { DEFAULT_DATA } from '#shared/data/config';
import type { GraphDoc } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { type Block, chain, DIGITS } from '../../fixtures/drawings';

const digits: Block = ['Dense', { units: 10, activation: 'softmax' }];
const conv = (filters: number, size: number): Block => [
  'Conv2D',
  { filters, kernelSize: [size, size], padding: 'same', activation: 'relu' },
];
const DRAWINGS: Readonly<Record<string, GraphDoc>> = {
  dense: chain(['Input', { shape: [28, 28, 1] }], 'Flatten', ['Dense', { units: 500 }], digits, 'Output'),
  convolutions: chain(
    ['Input', { shape: [28, 28, 1] }],
    conv(25, 3),
    'MaxPooling2D',
    conv(50, 5),
    'BatchNormalization',
    'ReLU',
    'Dropout',
    'Flatten',
    digits,
    'Output',
  ),
  recurrent: chain(
    ['Input', { shape: [28, 28, 1] }],
    ['Reshape', { targetShape: [28, 28] }],
    ['LSTM', { units: 16 }],
    digits,
    'Output',
  ),
};

const sourceOf = (name: string, batchSize: number): CompileSource => ({
  graph: DRAWINGS[name]!,
  data: DEFAULT_DATA,
  info: DIGITS,
  training: { ...DEFAULT_TRAINING, batchSize, classWeights: null },
});

function estimate(source: CompileSource) {
  const result = estimateMemory(source, {
    lowering: standardLowering,
    onProcessor: true,
    heldBytes: 1000,
    slabBytes: 2 ** 20,
    chunkMilliseconds: () => 60,
  });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  return result.value;
}

describe.each(Object.keys(DRAWINGS))('the estimate of %s', (name) => {
  test('is the sum of its parts', () => {
    const { total, ...parts } = estimate(sourceOf(name, 50));
    expect(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(total);
    expect(Math.min(...Object.values(parts))).toBeGreaterThan(0);
  });

  test('has all layers’ outputs kept for the backward pass', () => {
    const batch = 100;
    const { nodes } = inferGraph(DRAWINGS[name]!);
    const largest = Math.max(
      ...[...nodes.values()].map(({ shape }) => shape!.reduce((product, n) => product * n, 1)),
    );
    expect(estimate(sourceOf(name, batch)).step).toBeGreaterThan(4 * batch * largest);
  });

  test('grows with the batch, and not the weights with it', () => {
    const [small, large] = [estimate(sourceOf(name, 50)), estimate(sourceOf(name, 200))];
    expect(large.step).toBeGreaterThan(small.step);
    expect(large.state).toBe(small.state);
  });

  test('is below the quick bound', () => {
    const source = sourceOf(name, 100);
    expect(memoryBound(source)).toBeGreaterThan(estimate(source).step);
  });
});
