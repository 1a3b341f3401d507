import type { OpDefinition } from '#shared/ops/definition';
import type { DType, IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';

const BYTES: Readonly<Record<DType, number>> = {
  float32: 4,
  int32: 4,
  int64: 8,
  uint32: 4,
  uint8: 1,
  bool: 1,
};

/** Ops that a runtime computes in the place of an input of the same size that nothing else needs. */
const IN_PLACE: ReadonlySet<string> = new Set(
  (
    'add sub mul div maximum minimum pow abs neg exp log sqrt reciprocal floor clip erf sin cos ' +
    'relu sigmoid tanh softplus step sign softmax logSoftmax'
  ).split(' '),
);

/** Values between the ONNX nodes of one op that are there at the same time, at most. */
const SCRATCH_VALUES = 2;

export const bytesOf = ({ dtype, shape }: Pick<IrValue, 'dtype' | 'shape'>): number =>
  BYTES[dtype] * size(shape);

/**
 * The most bytes that the values of a graph take at one time when its nodes are computed in their order and each value is given up after its last use.
 * Inputs and outputs count from the beginning and to the end.
 */
export function liveBytes(graph: IrGraph, ops: Readonly<Record<string, OpDefinition>>): number {
  const roots = new Map<number, IrValue>();
  const rootOf = (value: IrValue): IrValue => roots.get(value.id) ?? value;
  const uses = new Map<number, number>();
  const count = (value: IrValue, change: number) => {
    const { id } = rootOf(value);
    const left = (uses.get(id) ?? 0) + change;
    uses.set(id, left);
    return left;
  };
  // A reshaped value is the same bytes.
  for (const { op, inputs, outputs } of graph.nodes)
    if (op === 'reshape') roots.set(outputs[0]!.id, rootOf(inputs[0]!));
  for (const { op, inputs } of graph.nodes) if (op !== 'reshape') for (const input of inputs) count(input, 1);
  for (const { value } of graph.outputs) count(value, 1);

  const lasting = new Set(graph.constants.map(({ value }) => value.id));
  let live = 0;
  for (const { value } of [...graph.constants, ...graph.inputs]) live += bytesOf(value);
  let most = live;
  for (const node of graph.nodes) {
    if (node.op === 'reshape') continue;
    const inputs = [...new Map(node.inputs.map((input) => [rootOf(input).id, rootOf(input)])).values()];
    for (const input of node.inputs) count(input, -1);
    const freed = inputs.filter((input) => !lasting.has(input.id) && uses.get(input.id) === 0);
    const made = node.outputs.reduce((sum, output) => sum + bytesOf(output), 0);
    const inPlace = IN_PLACE.has(node.op) && freed.some((input) => bytesOf(input) === made) ? made : 0;
    most = Math.max(most, live + made - inPlace + scratchBytes(node, ops));
    live += made - freed.reduce((sum, input) => sum + bytesOf(input), 0);
    // What nothing uses is given up at once.
    for (const output of node.outputs) if (!uses.get(output.id)) live -= bytesOf(output);
  }
  return most;
}

/** What lies between the ONNX nodes that an op becomes, and in what it does again and again. */
function scratchBytes(
  { op, inputs, outputs, attrs }: IrNode,
  ops: Readonly<Record<string, OpDefinition>>,
): number {
  let between = 0;
  let inside = 0;
  let fresh = 0;
  ops[op]!.emit({
    inputs: inputs.map(({ id }) => `v${id}`),
    outputs: outputs.map(({ id }) => `v${id}`),
    inputTypes: inputs,
    outputTypes: outputs,
    attrs,
    constant: () => `k${fresh++}`,
    node: (opType, _inputs, { outputs: named, count = 1, body } = {}) => {
      if (body) inside += liveBytes(body.graph, ops);
      if (!named && opType !== 'Reshape') between++;
      return named ? [...named] : Array.from({ length: count }, () => `t${fresh++}`);
    },
  });
  const largest = Math.max(0, ...[...inputs, ...outputs].map(bytesOf));
  return Math.min(between, SCRATCH_VALUES) * largest + inside;
}
