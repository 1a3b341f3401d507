import { describe, expect, test } from 'vitest';
import { trainingStep } from '#shared/compile/training';
import type { GraphDoc } from '#shared/graph/document';
import { chain, change, sourceOf } from '../../fixtures/drawings';

const LAYERS = chain(
  ['Input', { shape: [28, 28, 1] }],
  ['Conv2D', { filters: 4, activation: 'relu' }],
  'MaxPooling2D',
  ['Conv2D', { filters: 3, activation: 'tanh' }],
  'Flatten',
  ['Dense', { units: 8, activation: 'sigmoid' }],
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

const frozen = (...ids: readonly string[]): GraphDoc =>
  ids.reduce((graph, id) => change(graph, id, { trainable: false }), LAYERS);

/** How often one step of training computes each of the ops that convolutions, pooling and products take. */
function opsOf(graph: GraphDoc): Readonly<Record<string, number>> {
  const step = trainingStep(sourceOf(graph), { batch: 4 });
  if (!step.ok) throw new Error(step.diagnostics[0]!.message.en);
  const { nodes } = step.value.body;
  const count = (...ops: readonly string[]) => nodes.filter(({ op }) => ops.includes(op)).length;
  return {
    // A convolution is one of its windows where its gradient needs those too.
    forward: count('conv2d', 'im2col'),
    toInput: count('conv2dInputGradient'),
    toPooled: count('maxPool2dGradient'),
    products: count('matmul'),
  };
}

describe('A frozen layer costs no gradient work', () => {
  test('at the beginning of a network, where nothing before it is trained', () => {
    expect(opsOf(frozen('conv2d', 'conv2d_2'))).toEqual({
      forward: 2,
      toInput: 0,
      toPooled: 0,
      // Two Dense layers forward, their two kernels, and what leads from the second to the first.
      products: 5,
    });
  });

  test('with a whole feature extractor and one Dense layer frozen', () => {
    expect(opsOf(frozen('conv2d', 'conv2d_2', 'dense'))).toEqual({
      forward: 2,
      toInput: 0,
      toPooled: 0,
      // Two forward, one kernel.
      products: 3,
    });
  });

  test('between trained ones, where the gradient only passes through', () => {
    const trained = opsOf(LAYERS);
    const [convolution, product] = [opsOf(frozen('conv2d_2')), opsOf(frozen('dense'))];
    expect(convolution['toInput']).toBe(trained['toInput']);
    expect(convolution['toPooled']).toBe(trained['toPooled']);
    // The product that makes the gradient of its kernel is gone.
    expect(product).toEqual({ ...trained, products: trained['products']! - 1 });
    expect(convolution['products']).toBeLessThan(trained['products']!);
  });
});
