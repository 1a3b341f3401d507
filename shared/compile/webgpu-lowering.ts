import type { EmitContext, OpDefinition } from '#shared/ops/definition';
import { ONNX_TYPES } from '#shared/ops/unary';
import { OPS } from '#shared/ops/table';
import { normalAxis } from '#shared/ops/shapes';
import type { Lowering } from './lowering';
import { simplify } from './simplify';

type Emit = OpDefinition['emit'];

/** A shader may write to so many tensors beside the one it reads: WebGPU promises eight buffers. */
const MOST_PARTS = 7;

/** In more parts than a shader can write: in groups first, and those in parts. */
const split: Emit = (context) => {
  const { inputs, outputs, attrs } = context;
  if (outputs.length <= MOST_PARTS) OPS['split']!.emit(context);
  else cut(context, inputs[0]!, outputs, attrs['sizes'] as readonly number[]);
};

function cut(
  context: EmitContext,
  input: string,
  outputs: readonly string[],
  sizes: readonly number[],
): void {
  const { node, constant, attrs } = context;
  const axis = attrs['axis']!;
  const lengths = (counts: readonly number[]) => constant('int64', [counts.length], counts);
  if (outputs.length <= MOST_PARTS) {
    node('Split', [input, lengths(sizes)], { outputs, attrs: { axis } });
    return;
  }
  const most = MOST_PARTS ** Math.ceil(Math.log(outputs.length) / Math.log(MOST_PARTS) - 1);
  const starts = Array.from({ length: Math.ceil(outputs.length / most) }, (_, i) => i * most);
  const groups = starts.map((start) => sizes.slice(start, start + most));
  const sums = groups.map((group) => group.reduce((sum, n) => sum + n, 0));
  const pieces = node('Split', [input, lengths(sums)], { count: groups.length, attrs: { axis } });
  groups.forEach((group, i) => {
    const own = outputs.slice(starts[i], starts[i]! + group.length);
    if (own.length === 1) node('Identity', [pieces[i]!], { outputs: own });
    else cut(context, pieces[i]!, own, group);
  });
}

/** ONNX Runtime's product of transposed batches is not to be had: they are transposed before. */
const matmul: Emit = (context) => {
  const { node, inputs, outputs, inputTypes, attrs } = context;
  if (inputTypes.every(({ shape }) => shape.length === 2)) {
    OPS['matmul']!.emit(context);
    return;
  }
  const operands = inputs.map((input, i) => {
    if (attrs[i === 0 ? 'transposeA' : 'transposeB'] !== true) return input;
    const axes = inputTypes[i]!.shape.map((_, axis) => axis);
    const perm = [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!];
    return node('Transpose', [input], { attrs: { perm } })[0]!;
  });
  node('MatMul', operands, { outputs });
};

const logSoftmax: Emit = ({ node, constant, inputs, outputs, inputTypes, attrs }) => {
  const axis = normalAxis(attrs['axis'] as number, inputTypes[0]!.shape.length);
  const along = constant('int64', [1], [axis]);
  const reduced = (onnx: string, input: string) => node(onnx, [input, along], { attrs: { keepdims: 1 } })[0]!;
  const shifted = node('Sub', [inputs[0]!, reduced('ReduceMax', inputs[0]!)])[0]!;
  const total = reduced('ReduceSum', node('Exp', [shifted])[0]!);
  node('Sub', [shifted, node('Log', [total])[0]!], { outputs });
};

const sign: Emit = ({ node, constant, inputs, outputs }) => {
  const zero = constant('float32', [], [0]);
  const isGreater = (operands: readonly string[]) =>
    node('Cast', node('Greater', operands), { attrs: { to: ONNX_TYPES.float32 } })[0]!;
  node('Sub', [isGreater([inputs[0]!, zero]), isGreater([zero, inputs[0]!])], { outputs });
};

/** Whole numbers are compared with those of all classes. */
const oneHot: Emit = (context) => {
  const { node, constant, inputs, outputs, inputTypes, attrs } = context;
  const { dtype, shape } = inputTypes[0]!;
  if (dtype !== 'int32') {
    OPS['oneHot']!.emit(context);
    return;
  }
  const depth = attrs['depth'] as number;
  const column = constant('int64', [shape.length + 1], [...shape, 1]);
  const classes = constant(
    'int32',
    [depth],
    Array.from({ length: depth }, (_, i) => i),
  );
  const hits = node('Equal', [node('Reshape', [inputs[0]!, column])[0]!, classes]);
  node('Cast', hits, { outputs, attrs: { to: ONNX_TYPES.float32 } });
};

const own: Readonly<Record<string, Emit>> = { split, matmul, logSoftmax, sign, oneHot };

/** Programs for graphics cards through WebGPU: what ONNX Runtime would leave to the processor is written in nodes that it has there. */
export const webgpuLowering: Lowering = {
  ops: {
    ...OPS,
    ...Object.fromEntries(Object.entries(own).map(([op, emit]) => [op, { ...OPS[op]!, emit }])),
  },
  finish: simplify,
};
