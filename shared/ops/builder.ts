import type { OpDefinition } from './definition';
import type { Attrs, ConstantData, DType, IrConstant, IrGraph, IrNode, IrPort, IrValue } from './ir';
import { OPS } from './table';

/** A cheaper way to the same values, tried whenever its op is asked for; undefined where it does not apply. */
export type BuildRule = (
  b: IrBuilder,
  inputs: readonly IrValue[],
  attrs: Attrs,
) => readonly IrValue[] | undefined;

/**
 * Builds an IR graph node by node. Every method infers and checks shapes through `OPS`, so a graph that was built is
 * well typed. Elementwise methods broadcast as NumPy does. A lowering may bring ops of its own in place of the table.
 */
export class IrBuilder {
  private nodes: IrNode[] = [];
  private readonly constants: IrConstant[] = [];
  private readonly constantsByKey = new Map<string, IrValue>();
  private readonly inputs: IrPort[] = [];
  private readonly producers = new Map<number, IrNode>();
  private readonly rules: Readonly<Record<string, BuildRule>>;
  private readonly ops: Readonly<Record<string, OpDefinition>>;
  private readonly gradients = new Map<number, NonNullable<OpDefinition['gradient']>>();
  private nextId = 0;

  constructor(
    rules: Readonly<Record<string, BuildRule>> = {},
    ops: Readonly<Record<string, OpDefinition>> = OPS,
  ) {
    this.rules = rules;
    this.ops = ops;
  }

  /** The block whose lowering is under way; stamped on every node. */
  layer: string | undefined;

  private value(shape: readonly number[], dtype: DType): IrValue {
    return { id: this.nextId++, shape, dtype };
  }

  /** Any op by name; returns all outputs. */
  node(op: string, inputs: readonly IrValue[], attrs: Attrs = {}): readonly IrValue[] {
    const cheaper = this.rules[op]?.(this, inputs, attrs);
    if (cheaper) return cheaper;
    const definition = this.ops[op];
    if (!definition) throw new Error(`Unknown IR op "${op}"`);
    const outputs = definition.infer(inputs, attrs).map(({ shape, dtype }) => this.value(shape, dtype));
    const node: IrNode = { op, inputs, outputs, attrs, layer: this.layer };
    this.nodes.push(node);
    for (const output of outputs) this.producers.set(output.id, node);
    return outputs;
  }

  /** Any op by name; returns its first output. */
  op(op: string, inputs: readonly IrValue[], attrs: Attrs = {}): IrValue {
    return this.node(op, inputs, attrs)[0]!;
  }

  input(name: string, shape: readonly number[], dtype: DType = 'float32'): IrValue {
    const value = this.value(shape, dtype);
    this.inputs.push({ name, value });
    return value;
  }

  /** A constant tensor; equal small ones are shared. */
  constant(data: ConstantData, shape: readonly number[], dtype: DType): IrValue {
    const key = data.length <= 64 ? `${dtype}|${shape.join()}|${data.join()}` : undefined;
    const known = key === undefined ? undefined : this.constantsByKey.get(key);
    if (known) return known;
    const value = this.value(shape, dtype);
    this.constants.push({ value, data });
    if (key !== undefined) this.constantsByKey.set(key, value);
    return value;
  }

  /** A float32 scalar. */
  scalar(x: number): IrValue {
    return this.constant(Float32Array.of(x), [], 'float32');
  }

  /** The node that wrote `value`; undefined for inputs and constants. */
  producer(value: IrValue): IrNode | undefined {
    return this.producers.get(value.id);
  }

  /** What `make` returns, and the nodes `before` with those it adds, which are kept out of this graph. */
  aside<T>(make: () => T, before: readonly IrNode[] = []): { readonly result: T; readonly nodes: IrNode[] } {
    const { nodes } = this;
    this.nodes = [...before];
    try {
      const result = make();
      return { result, nodes: this.nodes };
    } finally {
      this.nodes = nodes;
    }
  }

  /** A value that no node of this graph makes: an input of one that is built `aside`. */
  placeholder(shape: readonly number[], dtype: DType = 'float32'): IrValue {
    return this.value(shape, dtype);
  }

  /** The gradient of one node, by its first output, in place of its op's. */
  setGradient(output: IrValue, gradient: NonNullable<OpDefinition['gradient']>): void {
    this.gradients.set(output.id, gradient);
  }

  gradientOf({ op, outputs }: IrNode): OpDefinition['gradient'] {
    return this.gradients.get(outputs[0]!.id) ?? this.ops[op]!.gradient;
  }

  /** The finished graph. */
  build(outputs: readonly IrPort[]): IrGraph {
    return { nodes: this.nodes, constants: this.constants, inputs: this.inputs, outputs };
  }

  /** How many nodes there are, for `nodesSince`. */
  get size(): number {
    return this.nodes.length;
  }

  nodesSince(start: number): readonly IrNode[] {
    return this.nodes.slice(start);
  }

  // Elementwise, two inputs.
  add = (a: IrValue, b: IrValue): IrValue => this.op('add', [a, b]);
  sub = (a: IrValue, b: IrValue): IrValue => this.op('sub', [a, b]);
  mul = (a: IrValue, b: IrValue): IrValue => this.op('mul', [a, b]);
  div = (a: IrValue, b: IrValue): IrValue => this.op('div', [a, b]);
  /** Ties: the gradient goes to `a`. */
  maximum = (a: IrValue, b: IrValue): IrValue => this.op('maximum', [a, b]);
  minimum = (a: IrValue, b: IrValue): IrValue => this.op('minimum', [a, b]);
  /** Base to a constant or computed power. */
  pow = (a: IrValue, b: IrValue): IrValue => this.op('pow', [a, b]);
  /** bool. */
  equal = (a: IrValue, b: IrValue): IrValue => this.op('equal', [a, b]);
  greater = (a: IrValue, b: IrValue): IrValue => this.op('greater', [a, b]);
  /** Elementwise choice by a bool tensor. */
  where = (condition: IrValue, a: IrValue, b: IrValue): IrValue => this.op('where', [condition, a, b]);

  // Elementwise, one input.
  neg = (x: IrValue): IrValue => this.op('neg', [x]);
  abs = (x: IrValue): IrValue => this.op('abs', [x]);
  sign = (x: IrValue): IrValue => this.op('sign', [x]);
  /** 1 where x > 0, else 0. */
  step = (x: IrValue): IrValue => this.op('step', [x]);
  exp = (x: IrValue): IrValue => this.op('exp', [x]);
  /** Natural logarithm. */
  log = (x: IrValue): IrValue => this.op('log', [x]);
  sqrt = (x: IrValue): IrValue => this.op('sqrt', [x]);
  reciprocal = (x: IrValue): IrValue => this.op('reciprocal', [x]);
  relu = (x: IrValue): IrValue => this.op('relu', [x]);
  sigmoid = (x: IrValue): IrValue => this.op('sigmoid', [x]);
  tanh = (x: IrValue): IrValue => this.op('tanh', [x]);
  sin = (x: IrValue): IrValue => this.op('sin', [x]);
  cos = (x: IrValue): IrValue => this.op('cos', [x]);
  /** Gradient 0. */
  floor = (x: IrValue): IrValue => this.op('floor', [x]);
  /** The error function. */
  erf = (x: IrValue): IrValue => this.op('erf', [x]);
  /** ln(1 + e^x), safe for large |x|. */
  softplus = (x: IrValue): IrValue => this.op('softplus', [x]);
  cast = (x: IrValue, to: DType): IrValue => (x.dtype === to ? x : this.op('cast', [x], { to }));
  /** Limits to [min, max]; gradient 0 outside. */
  clip = (x: IrValue, min: number, max: number): IrValue => this.op('clip', [x], { min, max });

  // Along an axis (negative counts from the end).
  softmax = (x: IrValue, axis = -1): IrValue => this.op('softmax', [x], { axis });
  logSoftmax = (x: IrValue, axis = -1): IrValue => this.op('logSoftmax', [x], { axis });
  /** int64, the first of equal values. */
  argMax = (x: IrValue, axis = -1): IrValue => this.op('argMax', [x], { axis });
  /** Integers [..] to float32 [.., depth]. */
  oneHot = (x: IrValue, depth: number): IrValue => this.op('oneHot', [x], { depth });
  /** Rows of a table [rows, ...] by int64 indices. */
  gather = (table: IrValue, indices: IrValue): IrValue => this.op('gather', [table, indices]);
  sum = (x: IrValue, axes: readonly number[], keepDims = false): IrValue =>
    this.op('sum', [x], { axes, keepDims });
  mean = (x: IrValue, axes: readonly number[], keepDims = false): IrValue =>
    this.op('mean', [x], { axes, keepDims });
  /** Ties share the gradient. */
  max = (x: IrValue, axes: readonly number[], keepDims = false): IrValue =>
    this.op('max', [x], { axes, keepDims });

  // Shape.
  reshape = (x: IrValue, shape: readonly number[]): IrValue => this.op('reshape', [x], { shape });
  /** Output axis i is input axis `perm[i]`. */
  transpose = (x: IrValue, perm: readonly number[]): IrValue => this.op('transpose', [x], { perm });
  broadcast = (x: IrValue, shape: readonly number[]): IrValue => this.op('broadcast', [x], { shape });
  concat = (xs: readonly IrValue[], axis: number): IrValue => this.op('concat', xs, { axis });
  /** Cuts `axis` into pieces of the given sizes. */
  split = (x: IrValue, axis: number, sizes: readonly number[]): readonly IrValue[] =>
    this.node('split', [x], { axis, sizes });
  /** The part from `starts` to before `ends`, given for every axis. */
  slice = (x: IrValue, starts: readonly number[], ends: readonly number[]): IrValue =>
    this.op('slice', [x], { starts, ends });
  /** Zeros before and after, given for every axis. */
  pad = (x: IrValue, before: readonly number[], after: readonly number[]): IrValue =>
    this.op('pad', [x], { before, after });
  /** Last first along `axis`. */
  reverse = (x: IrValue, axis: number): IrValue => this.op('reverse', [x], { axis });

  // Linear algebra and windows. Images are [batch, channels, height, width].
  /** Matrices [m, k] · [k, n]; leading axes batch as in NumPy. Flags transpose the last two axes. */
  matmul = (a: IrValue, b: IrValue, flags: { transposeA?: boolean; transposeB?: boolean } = {}): IrValue =>
    this.op('matmul', [a, b], {
      transposeA: flags.transposeA ?? false,
      transposeB: flags.transposeB ?? false,
    });
  /** Kernel [out, in / groups, kh, kw]; `pads` is [top, left, bottom, right]. */
  conv2d = (x: IrValue, kernel: IrValue, window: ConvWindow): IrValue =>
    this.op('conv2d', [x, kernel], { groups: 1, ...window });
  /** Turned around: gives an image of `shape` from what `conv2d` over it gives; kernel [in, out / groups, kh, kw]. */
  conv2dTranspose = (x: IrValue, kernel: IrValue, window: ConvWindow, shape: readonly number[]): IrValue =>
    this.op('conv2dInputGradient', [x, kernel], { groups: 1, ...window, shape });
  /** Padding is never a maximum. The first of equal maxima in row-major order gets the gradient. */
  maxPool2d = (x: IrValue, window: PoolWindow): IrValue => this.op('maxPool2d', [x], { ...window });
  /** Divides by the number of real cells in the window. */
  avgPool2d = (x: IrValue, window: PoolWindow): IrValue => this.op('avgPool2d', [x], { ...window });
  /** Uniform [0, 1) as `random/counter.ts`: element i is `uniformAt(key, i)`. `key` is a uint32 scalar. */
  uniform = (key: IrValue, shape: readonly number[]): IrValue => this.op('uniform', [key], { shape });
}

export interface ConvWindow {
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly dilations: readonly [number, number];
  readonly groups?: number;
}

export interface PoolWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
}
