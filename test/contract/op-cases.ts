import type { Attrs, DType } from '#shared/ops/ir';

export interface OpInput {
  readonly shape: readonly number[];
  readonly dtype?: DType;
  /** Row-major; by default numbers that are no ties, no kinks and not too close to 0. */
  readonly data?: readonly number[];
}

/** One call of an op. */
export interface OpCase {
  readonly op: string;
  readonly title: string;
  readonly inputs: readonly OpInput[];
  readonly attrs: Attrs;
}

const call = (op: string, title: string, inputs: readonly OpInput[], attrs: Attrs = {}): OpCase => ({
  op,
  title,
  inputs,
  attrs,
});

const matrix: OpInput = { shape: [3, 4] };
const positive: OpInput = { shape: [5], data: [0.25, 0.5, 1.5, 2, 7] };
const around: OpInput = { shape: [7], data: [-30, -2, -0.5, 0.125, 0.75, 3, 30] };
const image: OpInput = { shape: [2, 3, 5, 6] };

const pairs = (op: string): OpCase[] => [
  call(op, 'equal shapes', [
    matrix,
    { shape: [3, 4], data: Array.from({ length: 12 }, (_, i) => 1.5 - i / 7) },
  ]),
  call(op, 'a row for every line', [matrix, { shape: [4], data: [0.6, -1.3, 2.4, 0.9] }]),
  call(op, 'a column and a row', [
    { shape: [3, 1], data: [0.7, -1.1, 2.2] },
    { shape: [1, 4], data: [0.6, -1.3, 2.4, 0.9] },
  ]),
  call(op, 'a number for all', [matrix, { shape: [], data: [0.65] }]),
];
const ints = (data: readonly number[], dtype: DType, shape = [data.length]): OpInput => ({
  shape,
  dtype,
  data,
});
const unary = (op: string, input = around): OpCase => call(op, 'a list', [input]);
const reductions = (op: string): OpCase[] =>
  [[0], [1], [0, 2], [-1], [0, 1, 2], []].flatMap((axes) =>
    [true, false].map((keepDims) =>
      call(op, `axes ${axes.join()}${keepDims ? ', kept' : ''}`, [{ shape: [2, 3, 4] }], { axes, keepDims }),
    ),
  );

const window = (change: object = {}) => ({
  strides: [1, 1],
  pads: [0, 0, 0, 0],
  dilations: [1, 1],
  groups: 1,
  ...change,
});
const CONVOLUTIONS: readonly (readonly [title: string, kernel: readonly number[], attrs: Attrs])[] = [
  ['plain', [4, 3, 3, 3], window()],
  ['padded unevenly', [4, 3, 2, 4], window({ pads: [0, 1, 1, 2] })],
  ['with strides', [4, 3, 3, 3], window({ strides: [2, 3], pads: [1, 1, 1, 1] })],
  ['with strides beyond the kernel', [2, 3, 1, 1], window({ strides: [2, 2] })],
  ['dilated', [4, 3, 2, 2], window({ dilations: [2, 3], pads: [1, 1, 1, 2] })],
  ['in groups', [6, 1, 3, 3], window({ groups: 3, pads: [1, 1, 1, 1] })],
];
const conv = CONVOLUTIONS.map(([title, kernel, attrs]) =>
  call('conv2d', title, [image, { shape: kernel }], attrs),
);
const outputOf = (kernel: readonly number[], attrs: Attrs): number[] => {
  const { strides, pads, dilations } = attrs as Record<string, readonly number[]>;
  return [0, 1].map(
    (i) =>
      Math.floor(
        (image.shape[2 + i]! + pads![i]! + pads![2 + i]! - dilations![i]! * (kernel[2 + i]! - 1) - 1) /
          strides![i]!,
      ) + 1,
  );
};

const pool = (change: object = {}) => ({ size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], ...change });
const POOLINGS: readonly (readonly [title: string, shape: readonly number[], attrs: Attrs])[] = [
  ['tiles', [2, 3, 4, 6], pool()],
  ['with a rest', [2, 3, 5, 7], pool()],
  ['overlapping', [2, 3, 5, 6], pool({ size: [3, 3], strides: [1, 2] })],
  ['padded after', [2, 3, 5, 5], pool({ pads: [0, 0, 1, 1] })],
  ['padded on both sides', [2, 3, 5, 5], pool({ size: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1] })],
  ['with gaps', [2, 3, 5, 5], pool({ strides: [3, 3] })],
];
const pools = (op: string) => POOLINGS.map(([title, shape, attrs]) => call(op, title, [{ shape }], attrs));

/** At least one call of every op of the table. */
export const OP_CASES: readonly OpCase[] = [
  ...['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'equal', 'greater'].flatMap(pairs),
  call('equal', 'ties', [
    { shape: [4], data: [1, 2, 3, 4] },
    { shape: [4], data: [1, 0, 3, 5] },
  ]),
  call('maximum', 'ties', [
    { shape: [2], data: [1, 2] },
    { shape: [2], data: [1, 3] },
  ]),
  call('minimum', 'ties', [
    { shape: [2], data: [1, 2] },
    { shape: [2], data: [1, 3] },
  ]),
  call('pow', 'a list to one power', [positive, { shape: [], data: [2.5] }]),
  call('pow', 'one base to a list', [{ shape: [], data: [0.9] }, around]),
  call('where', 'rows for lines', [
    ints([1, 0, 1], 'bool', [3, 1]),
    matrix,
    { shape: [4], data: [9, 8, 7, 6] },
  ]),
  ...[
    'neg',
    'abs',
    'sign',
    'step',
    'exp',
    'relu',
    'sigmoid',
    'tanh',
    'softplus',
    'sin',
    'cos',
    'floor',
    'erf',
  ].map((op) => unary(op)),
  unary('reciprocal'),
  unary('log', positive),
  unary('sqrt', positive),
  call('cast', 'bytes to float32', [ints([0, 1, 255], 'uint8')], { to: 'float32' }),
  call('cast', 'bool to float32', [ints([0, 1], 'bool')], { to: 'float32' }),
  call('cast', 'int64 to float32', [ints([-5, 7], 'int64')], { to: 'float32' }),
  call('cast', 'float32 to int64', [{ shape: [2], data: [3, 7] }], { to: 'int64' }),
  call('cast', 'int64 to uint32', [ints([3, 2 ** 31], 'int64')], { to: 'uint32' }),
  call('clip', 'a list', [around], { min: -1, max: 2 }),
  ...['sum', 'mean', 'max'].flatMap(reductions),
  call('max', 'ties', [{ shape: [2, 3], data: [1, 1, 0, 2, 5, 5] }], { axes: [1], keepDims: false }),
  ...['softmax', 'logSoftmax', 'argMax'].flatMap((op) =>
    [0, 1, -1].map((axis) => call(op, `axis ${axis}`, [{ shape: [2, 3, 4] }], { axis })),
  ),
  call('softmax', 'large numbers', [{ shape: [1, 3], data: [500, 400, -900] }], { axis: 1 }),
  call('argMax', 'ties', [{ shape: [2, 3], data: [1, 1, 0, 2, 5, 5] }], { axis: 1 }),
  call('oneHot', 'int32', [ints([2, 0, 1], 'int32')], { depth: 4 }),
  call('oneHot', 'rows of int64', [ints([2, 0, 1, 3], 'int64', [2, 2])], { depth: 4 }),
  call('reshape', 'a matrix', [matrix], { shape: [2, 6] }),
  call('reshape', 'to a scalar', [{ shape: [1, 1], data: [3] }], { shape: [] }),
  call('transpose', 'three axes', [{ shape: [2, 3, 4] }], { perm: [2, 0, 1] }),
  call('broadcast', 'a scalar', [{ shape: [], data: [3] }], { shape: [2, 3] }),
  call('broadcast', 'a row', [{ shape: [1, 4] }], { shape: [2, 3, 4] }),
  call('gather', 'rows, one twice', [matrix, ints([2, 0, 2], 'int64')]),
  call('rowSum', 'few rows, one twice', [ints([2, 0, 2], 'int64'), { shape: [3, 2] }], { rows: 4 }),
  call('rowSum', 'many rows, one twice', [ints([2, 0, 2], 'int64'), { shape: [3, 2] }], { rows: 400 }),
  call('slice', 'a part', [{ shape: [3, 4] }], { starts: [1, 0], ends: [3, 3] }),
  call('pad', 'all sides', [{ shape: [2, 3] }], { before: [1, 0], after: [2, 1] }),
  ...[0, -1].map((axis) => call('reverse', `axis ${axis}`, [{ shape: [2, 3] }], { axis })),
  call('concat', 'two', [{ shape: [2, 3] }, { shape: [2, 1], data: [8, 9] }], { axis: 1 }),
  call('concat', 'one', [{ shape: [2, 3] }], { axis: -1 }),
  call('concat', 'the same twice', [matrix, matrix], { axis: 0 }),
  call('split', 'three pieces', [{ shape: [2, 6] }], { axis: 1, sizes: [1, 2, 3] }),
  call('split', 'one piece', [{ shape: [3] }], { axis: 0, sizes: [3] }),
  call('split', 'many pieces', [{ shape: [9] }], { axis: 0, sizes: [1, 1, 1, 1, 1, 1, 1, 2] }),
  ...[false, true].flatMap((transposeA) =>
    [false, true].flatMap((transposeB) => {
      const [a, b] = [transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]];
      const flags = { transposeA, transposeB };
      const name = `${transposeA ? 'Aᵀ' : 'A'} · ${transposeB ? 'Bᵀ' : 'B'}`;
      return [
        call('matmul', name, [{ shape: a }, { shape: b }], flags),
        call('matmul', `${name}, a batch of each`, [{ shape: [5, ...a] }, { shape: [5, ...b] }], flags),
        call('matmul', `${name}, a batch and one`, [{ shape: [5, ...a] }, { shape: b }], flags),
      ];
    }),
  ),
  ...conv,
  ...CONVOLUTIONS.map(([title, kernel, attrs]) =>
    call('im2col', title, [image], { ...attrs, size: kernel.slice(2) }),
  ),
  ...CONVOLUTIONS.map(([title, kernel, attrs]) =>
    call(
      'conv2dInputGradient',
      title,
      [{ shape: [2, kernel[0]!, ...outputOf(kernel, attrs)] }, { shape: kernel }],
      { ...attrs, shape: image.shape },
    ),
  ),
  ...pools('maxPool2d'),
  ...pools('avgPool2d'),
  ...POOLINGS.map(([title, shape, attrs]) => {
    const pooled = [0, 1].map((i) => {
      const { size, strides, pads } = attrs as Record<string, readonly number[]>;
      return Math.floor((shape[2 + i]! + pads![i]! + pads![2 + i]! - size![i]!) / strides![i]!) + 1;
    });
    return call('avgPool2dGradient', title, [{ shape: [2, 3, ...pooled] }], { ...attrs, shape });
  }),
  call('randomKey', 'seed and step', [ints([7], 'uint32', []), ints([123_456], 'uint32', [])], {
    parts: [1, 2 ** 32 - 1],
  }),
  call('uniform', 'a block', [ints([4_000_000_000], 'uint32', [])], { shape: [2, 3, 5] }),
  call('uniform', 'more than are stored', [ints([5], 'uint32', [])], { shape: [70_000] }),
];

/** It reads what `maxPool2d` wrote: those cases test both. */
export const TESTED_WITH_OTHERS = ['maxPool2dGradient'];
