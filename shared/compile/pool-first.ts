import type { BuildRule } from '#shared/ops/builder';

/**
 * Max pooling of ReLU becomes ReLU of max pooling: the same maxima, and the same gradients to the last bit, since the window's first
 * maximum stays where it is and where it is not positive no gradient passes either way. ReLU and its gradient then touch a
 * quarter of the numbers.
 */
export const poolFirst: BuildRule = (b, [x], attrs) => {
  const activation = b.producer(x!);
  if (activation?.op !== 'relu') return undefined;
  return b.node('relu', b.node('maxPool2d', activation.inputs, attrs));
};
