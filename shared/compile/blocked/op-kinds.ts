import type { Attrs, IrNode } from '#shared/ops/ir';

/** Ops of each number by itself; they make finite numbers of the zeros in channels that are there to fill a block. */
export const POINTWISE: ReadonlySet<string> = new Set([
  'relu',
  'step',
  'sign',
  'abs',
  'neg',
  'exp',
  'sigmoid',
  'tanh',
  'sin',
  'cos',
  'floor',
  'erf',
  'softplus',
  'clip',
  'maximum',
  'minimum',
]);

const QUARTER_POOLS: ReadonlySet<string> = new Set([
  'maxPool2d',
  'maxPool2dGradient',
  'avgPool2d',
  'avgPool2dGradient',
]);

const isWindow = ({ size, strides, pads }: Attrs): boolean =>
  [size, strides].every((pair) => pair?.toString() === '2,2') && pads?.toString() === '0,0,0,0';

/** Pooling over 2×2 windows side by side, or its gradient. */
export const isQuarterPool = ({ op, attrs }: IrNode): boolean => QUARTER_POOLS.has(op) && isWindow(attrs);
