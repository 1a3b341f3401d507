import type { EmitBody, OpDefinition } from '#shared/ops/definition';
import type { Attrs, AttrValue, ConstantData, DType, IrGraph, IrPort, IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { ONNX_TYPES } from '#shared/ops/unary';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValueInfo } from './protobuf';

/** ONNX attribute types (AttributeProto.AttributeType). */
const [FLOAT, INT, STRING, GRAPH, INTS] = [1, 2, 3, 5, 7] as const;

/** Attribute texts are ONNX's own ASCII names. */
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Attributes that are floats whatever their value; every other whole number is an int. */
const FLOAT_ATTRIBUTES = new Set(['alpha', 'beta']);

export function attribute(name: string, value: AttrValue): OnnxAttribute {
  if (typeof value === 'object' && 'nodes' in value) throw new Error(`A graph needs names: ${name}`);
  if (typeof value === 'string') return { name, type: STRING, s: ascii(value) };
  if (typeof value === 'boolean') return { name, type: INT, i: value ? 1 : 0 };
  if (typeof value !== 'number') return { name, type: INTS, ints: value };
  return Number.isInteger(value) && !FLOAT_ATTRIBUTES.has(name)
    ? { name, type: INT, i: value }
    : { name, type: FLOAT, f: value };
}

export const graphAttribute = (name: string, g: OnnxAttribute['g']): OnnxAttribute => ({
  name,
  type: GRAPH,
  g: g!,
});

export const valueInfo = (
  name: string,
  dtype: DType,
  shape: readonly (number | string)[],
): OnnxValueInfo => ({
  name,
  type: {
    tensorType: {
      elemType: ONNX_TYPES[dtype],
      shape: { dim: shape.map((n) => (typeof n === 'number' ? { dimValue: n } : { dimParam: n })) },
    },
  },
});

const bytesOf = (data: ConstantData): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

export const tensor = (
  name: string,
  dtype: DType,
  dims: readonly number[],
  data: ConstantData,
): OnnxTensor => ({ name, dims, dataType: ONNX_TYPES[dtype], rawData: bytesOf(data) });

/** Whole numbers as an array of `dtype`. */
export function arrayOf(dtype: DType, data: readonly number[]): ConstantData {
  switch (dtype) {
    case 'float32':
      return Float32Array.from(data);
    case 'int64':
      return BigInt64Array.from(data, BigInt);
    case 'int32':
      return Int32Array.from(data);
    case 'uint32':
      return Uint32Array.from(data);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(data);
  }
}

export interface Emission {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  /** ONNX name of an IR value. */
  nameOf(value: IrValue): string;
}

/** Names inside of another graph. */
interface Scope {
  readonly prefix: string;
  /** Names that values have already. */
  readonly known: Map<number, string>;
}

function emitBody(
  { graph, captured }: EmitBody,
  ops: Readonly<Record<string, OpDefinition>>,
  prefix: string,
): OnnxGraph {
  const own = graph.inputs.length - captured.length;
  const known = new Map(captured.map((name, i) => [graph.inputs[own + i]!.value.id, name]));
  const { nodes, initializers } = emitGraph(graph, ops, { prefix, known });
  const info = ({ name, value }: IrPort) => valueInfo(prefix + name, value.dtype, value.shape);
  return {
    name: 'body',
    node: nodes,
    initializer: initializers,
    input: graph.inputs.slice(0, own).map(info),
    output: graph.outputs.map(info),
  };
}

/**
 * The ONNX nodes and constants of an IR graph. Inputs and outputs have their port's name, everything else a generated one; nodes are
 * named after the layer they belong to.
 */
export function emitGraph(
  graph: IrGraph,
  ops: Readonly<Record<string, OpDefinition>> = OPS,
  { prefix, known: names }: Scope = { prefix: '', known: new Map() },
): Emission {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const constantNames = new Map<string, string>();
  let fresh = 0;

  for (const { name, value } of graph.inputs) if (!names.has(value.id)) names.set(value.id, prefix + name);
  for (const { value, data } of graph.constants) {
    const name = `${prefix}c${value.id}`;
    names.set(value.id, name);
    initializers.push(tensor(name, value.dtype, value.shape, data));
  }
  // A value that a node makes has its port's name from the start: an Identity would copy it.
  const made = new Set(graph.nodes.flatMap(({ outputs }) => outputs.map(({ id }) => id)));
  const copied: IrPort[] = [];
  for (const port of graph.outputs) {
    if (made.has(port.value.id) && !names.has(port.value.id)) names.set(port.value.id, prefix + port.name);
    else copied.push(port);
  }
  const nameOf = (value: IrValue): string => {
    const known = names.get(value.id);
    if (known !== undefined) return known;
    const name = `${prefix}v${value.id}`;
    names.set(value.id, name);
    return name;
  };

  function constant(dtype: DType, shape: readonly number[], data: readonly number[]): string {
    const key = `${dtype}|${shape.join()}|${data.length <= 4096 ? data.join() : `large${fresh}`}`;
    const known = constantNames.get(key);
    if (known !== undefined) return known;
    const name = `${prefix}k${fresh++}`;
    constantNames.set(key, name);
    initializers.push(tensor(name, dtype, shape, arrayOf(dtype, data)));
    return name;
  }

  for (const { op, inputs, outputs, attrs, layer } of graph.nodes) {
    const node = (
      opType: string,
      input: readonly string[],
      options: {
        attrs?: Attrs;
        outputs?: readonly string[];
        count?: number;
        domain?: string;
        body?: EmitBody;
      } = {},
    ): string[] => {
      const output = options.outputs
        ? [...options.outputs]
        : Array.from({ length: options.count ?? 1 }, () => `${prefix}t${fresh++}`);
      nodes.push({
        opType,
        ...(options.domain !== undefined && { domain: options.domain }),
        name: `${layer ?? 'graph'}/${opType}_${nodes.length}`,
        input,
        output,
        attribute: [
          ...Object.entries(options.attrs ?? {}).map(([name, value]) => attribute(name, value)),
          ...(options.body
            ? [graphAttribute('body', emitBody(options.body, ops, `${prefix}b${fresh++}.`))]
            : []),
        ],
      });
      return output;
    };
    ops[op]!.emit({
      inputs: inputs.map(nameOf),
      outputs: outputs.map(nameOf),
      inputTypes: inputs,
      outputTypes: outputs,
      attrs,
      node,
      constant,
    });
  }
  // A port may be an input or a constant itself, and one value may have several ports.
  for (const { name, value } of copied) {
    nodes.push({
      opType: 'Identity',
      name: `output/${name}`,
      input: [nameOf(value)],
      output: [prefix + name],
      attribute: [],
    });
  }
  return { nodes, initializers, nameOf };
}
