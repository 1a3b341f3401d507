export type DType = 'float32' | 'int32' | 'int64' | 'uint32' | 'uint8' | 'bool';

/** A tensor in the IR. Every shape is static: batch size included. SSA: written once, by one node. */
export interface IrValue {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type ValueType = Pick<IrValue, 'shape' | 'dtype'>;

export type AttrValue = number | string | boolean | readonly number[] | AttrGraph;
export type Attrs = Readonly<Record<string, AttrValue>>;

export interface IrNode {
  /** A key of `OPS`. */
  readonly op: string;
  readonly inputs: readonly IrValue[];
  readonly outputs: readonly IrValue[];
  readonly attrs: Attrs;
  /** The drawing's block this came from, so that a NaN or a slow op can be named. */
  readonly layer?: string;
}

/** What an op does again and again. */
export interface AttrGraph extends IrGraph {
  /** For messages. */
  toString(): string;
}

export type ConstantData = Float32Array | Int32Array | BigInt64Array | Uint32Array | Uint8Array;

export interface IrConstant {
  readonly value: IrValue;
  /** Row-major. A bool constant is a Uint8Array of 0 and 1. */
  readonly data: ConstantData;
}

export interface IrPort {
  readonly name: string;
  readonly value: IrValue;
}

/** Nodes in an order in which every input is computed before its use. */
export interface IrGraph {
  readonly nodes: readonly IrNode[];
  readonly constants: readonly IrConstant[];
  readonly inputs: readonly IrPort[];
  readonly outputs: readonly IrPort[];
}
