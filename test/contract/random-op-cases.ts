import fc from 'fast-check';
import type { Attrs, DType } from '#shared/ops/ir';
import { uniformAt } from '#shared/random/counter';
import type { OpCase } from './op-cases';

/** An input of an op: its type and the numbers it may hold. */
interface RandomInput {
  readonly shape: readonly number[];
  readonly dtype?: DType;
  /** Default −2 … 2. */
  readonly range?: readonly [low: number, high: number];
  /** Only whole numbers. */
  readonly whole?: boolean;
}

/** A call without its numbers. */
export interface RandomCall {
  readonly inputs: readonly RandomInput[];
  readonly attrs: Attrs;
}

/** The call with numbers that follow from `seed`; with `whole`, small whole ones, among which are zeros and ties. */
export const withNumbers = (
  op: string,
  { inputs, attrs }: RandomCall,
  seed: number,
  whole = false,
): OpCase => ({
  op,
  title: 'random',
  attrs,
  inputs: inputs.map(({ shape: of, dtype, ...numbers }, i) => ({
    shape: of,
    ...(dtype && { dtype }),
    data: numbersFor(of, { ...numbers, ...(whole && { whole }) }, seed + i),
  })),
});

function numbersFor(
  of: readonly number[],
  { range: [low, high] = [-2, 2], whole = false }: Pick<RandomInput, 'range' | 'whole'>,
  seed: number,
): number[] {
  const count = of.reduce((product, n) => product * n, 1);
  return Array.from({ length: count }, (_, i) => {
    const x = low + (high - low) * uniformAt(seed, i);
    return whole ? Math.round(x) : Math.fround(x);
  });
}

const size = fc.integer({ min: 1, max: 4 });
const shape = fc.array(size, { minLength: 1, maxLength: 4 });
const numbers = (count: number, min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: count, maxLength: count });

type Range = readonly [number, number];

const unary = (range?: Range): fc.Arbitrary<RandomCall> =>
  shape.map((of) => ({ inputs: [{ shape: of, ...(range && { range }) }], attrs: {} }));

/** Shapes that broadcast against each other: some axes of either become 1, and the second may lack leading ones. */
const broadcasting = fc
  .tuple(shape, numbers(4, 0, 3), fc.integer({ min: 0, max: 4 }))
  .map(([of, ones, drop]) => [
    of.map((n, i) => (ones[i] === 1 ? 1 : n)),
    of.map((n, i) => (ones[i] === 2 ? 1 : n)).slice(Math.min(drop, of.length - 1)),
  ]);

const binary = (first: Range = [-2, 2], second: Range = [-2, 2]): fc.Arbitrary<RandomCall> =>
  broadcasting.map(([a, b]) => ({
    inputs: [
      { shape: a!, range: first },
      { shape: b!, range: second },
    ],
    attrs: {},
  }));

const axisOf = (of: readonly number[], choice: number, negative: boolean) => {
  const axis = choice % of.length;
  return negative ? axis - of.length : axis;
};

const alongAxis: fc.Arbitrary<RandomCall> = fc
  .tuple(shape, fc.nat(3), fc.boolean())
  .map(([of, choice, negative]) => ({
    inputs: [{ shape: of }],
    attrs: { axis: axisOf(of, choice, negative) },
  }));

const reduction: fc.Arbitrary<RandomCall> = fc
  .tuple(shape, numbers(4, 0, 1), fc.boolean(), fc.boolean())
  .map(([of, chosen, keepDims, negative]) => ({
    inputs: [{ shape: of }],
    attrs: {
      axes: of.flatMap((_, i) => (chosen[i] === 1 ? [negative ? i - of.length : i] : [])),
      keepDims,
    },
  }));

const matmul: fc.Arbitrary<RandomCall> = fc
  .tuple(
    numbers(3, 1, 3),
    fc.constantFrom(
      [[], []],
      [[2], [2]],
      [[2], []],
      [[], [3]],
      [[1], [2]],
      [
        [2, 3],
        [1, 3],
      ],
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([[rows, inner, columns], [leadA, leadB], transposeA, transposeB]) => ({
    inputs: [
      { shape: [...leadA, ...(transposeA ? [inner!, rows!] : [rows!, inner!])] },
      { shape: [...leadB, ...(transposeB ? [columns!, inner!] : [inner!, columns!])] },
    ],
    attrs: { transposeA, transposeB },
  }));

/** A window that fits the image with its padding; strides may be larger than the window. */
const window = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    size: numbers(2, 1, 3),
    strides: numbers(2, 1, 4),
    dilations: numbers(2, 1, 2),
    pads: numbers(4, 0, 2),
    extra: numbers(2, 0, 4),
  })
  .map(({ size: kernel, pads, ...rest }) => ({
    ...rest,
    size: kernel,
    // A padding of a whole window would make windows without a cell.
    pads: pads.map((pad, i) => Math.min(pad, kernel[i % 2]! - 1)),
  }));

const pool: fc.Arbitrary<RandomCall> = window.map(({ batch, size: kernel, strides, pads, extra }) => ({
  inputs: [{ shape: [batch, 2, kernel[0]! + extra[0]!, kernel[1]! + extra[1]!] }],
  attrs: { size: kernel, strides, pads },
}));

const convolution = fc
  .tuple(window, fc.integer({ min: 1, max: 2 }), numbers(2, 1, 2))
  .map(([from, groups, channels]) => {
    const reach = from.size.map((n, i) => (n - 1) * from.dilations[i]! + 1);
    return {
      image: [from.batch, channels[0]! * groups, reach[0]! + from.extra[0]!, reach[1]! + from.extra[1]!],
      kernel: [channels[1]! * groups, channels[0]!, ...from.size],
      attrs: { strides: from.strides, pads: from.pads, dilations: from.dilations, groups },
      reach,
    };
  });

type Convolution = typeof convolution extends fc.Arbitrary<infer T> ? T : never;

const convolved = ({ image, kernel, attrs, reach }: Convolution) => [
  image[0]!,
  kernel[0]!,
  ...[0, 1].map(
    (i) =>
      Math.floor((image[2 + i]! + attrs.pads[i]! + attrs.pads[2 + i]! - reach[i]!) / attrs.strides[i]!) + 1,
  ),
];

const UINT32 = { dtype: 'uint32', range: [0, 4e9], whole: true } as const;

/** Random calls of every op. */
export const RANDOM_CALLS: Readonly<Record<string, fc.Arbitrary<RandomCall>>> = {
  add: binary(),
  sub: binary(),
  mul: binary(),
  div: binary([-2, 2], [0.5, 2]),
  pow: binary([0.5, 2], [-2, 2]),
  maximum: binary(),
  minimum: binary(),
  equal: binary([0, 1], [0, 1]),
  greater: binary(),
  where: broadcasting.map(([a, b]) => ({
    inputs: [{ shape: a!, dtype: 'bool', range: [0, 1], whole: true }, { shape: a! }, { shape: b! }],
    attrs: {},
  })),
  neg: unary(),
  abs: unary(),
  sign: unary(),
  step: unary(),
  exp: unary(),
  log: unary([0.5, 3]),
  sqrt: unary([0.5, 3]),
  reciprocal: unary([0.5, 3]),
  relu: unary(),
  sigmoid: unary(),
  tanh: unary(),
  sin: unary([-4, 4]),
  cos: unary([-4, 4]),
  floor: unary(),
  erf: unary(),
  softplus: unary([-30, 30]),
  cast: shape.map((of) => ({ inputs: [{ shape: of }], attrs: { to: 'float32' } })),
  clip: shape.map((of) => ({ inputs: [{ shape: of }], attrs: { min: -0.5, max: 1 } })),
  sum: reduction,
  mean: reduction,
  max: reduction,
  softmax: alongAxis,
  logSoftmax: alongAxis,
  argMax: alongAxis,
  reshape: shape.map((of) => ({
    inputs: [{ shape: of }],
    attrs: { shape: [of.reduce((product, n) => product * n, 1), 1] },
  })),
  transpose: fc.tuple(shape, numbers(4, 0, 9)).map(([of, keys]) => ({
    inputs: [{ shape: of }],
    attrs: { perm: of.map((_, i) => i).toSorted((a, b) => keys[a]! - keys[b]!) },
  })),
  broadcast: broadcasting.map(([a, b]) => ({
    inputs: [{ shape: b! }],
    attrs: { shape: a!.map((n, i) => Math.max(n, b![i - a!.length + b!.length] ?? 1)) },
  })),
  concat: fc.tuple(shape, fc.nat(3), fc.boolean(), numbers(2, 1, 3)).map(([of, choice, negative, others]) => {
    const axis = choice % of.length;
    return {
      inputs: [of, ...others.map((n) => of.with(axis, n))].map((one) => ({ shape: one })),
      attrs: { axis: negative ? axis - of.length : axis },
    };
  }),
  split: fc.tuple(shape, fc.nat(3), fc.boolean(), numbers(2, 1, 3)).map(([of, choice, negative, sizes]) => {
    const axis = choice % of.length;
    return {
      inputs: [{ shape: of.with(axis, sizes[0]! + sizes[1]!) }],
      attrs: { axis: negative ? axis - of.length : axis, sizes },
    };
  }),
  slice: fc.tuple(shape, numbers(4, 0, 2), numbers(4, 0, 2)).map(([of, before, after]) => ({
    inputs: [{ shape: of.map((n, i) => before[i]! + n + after[i]!) }],
    attrs: { starts: of.map((_, i) => before[i]!), ends: of.map((n, i) => before[i]! + n) },
  })),
  pad: fc.tuple(shape, numbers(4, 0, 2), numbers(4, 0, 2)).map(([of, before, after]) => ({
    inputs: [{ shape: of }],
    attrs: { before: before.slice(0, of.length), after: after.slice(0, of.length) },
  })),
  reverse: alongAxis,
  oneHot: shape.map((of) => ({
    inputs: [{ shape: of, dtype: 'int32', range: [0, 4], whole: true }],
    attrs: { depth: 5 },
  })),
  gather: fc.tuple(shape, shape).map(([of, indices]) => ({
    inputs: [{ shape: of }, { shape: indices, dtype: 'int64', range: [0, of[0]! - 1], whole: true }],
    attrs: {},
  })),
  rowSum: fc
    .tuple(shape, fc.array(size, { maxLength: 2 }), fc.constantFrom(3, 300))
    .map(([of, row, rows]) => ({
      inputs: [{ shape: of, dtype: 'int64', range: [0, rows - 1], whole: true }, { shape: [...of, ...row] }],
      attrs: { rows },
    })),
  matmul,
  conv2d: convolution.map(({ image, kernel, attrs }) => ({
    inputs: [{ shape: image }, { shape: kernel }],
    attrs,
  })),
  im2col: convolution.map(({ image, kernel, attrs }) => ({
    inputs: [{ shape: image }],
    attrs: { ...attrs, size: kernel.slice(2) },
  })),
  conv2dInputGradient: convolution.map((call) => ({
    inputs: [{ shape: convolved(call) }, { shape: call.kernel }],
    attrs: { ...call.attrs, shape: call.image },
  })),
  maxPool2d: pool,
  avgPool2d: pool,
  randomKey: numbers(2, 0, 2 ** 31 - 1).map((parts) => ({
    inputs: [
      { shape: [], ...UINT32 },
      { shape: [], ...UINT32 },
    ],
    attrs: { parts },
  })),
  uniform: shape.map((of) => ({ inputs: [{ shape: [], ...UINT32 }], attrs: { shape: of } })),
};

/** Gradients of other ops: their values are checked wherever those ops' gradients are. */
export const WITHOUT_RANDOM_CALLS = ['maxPool2dGradient', 'avgPool2dGradient'];
