import type { GradientContext, OpDefinition } from './definition';
import type { IrValue } from './ir';
import { normalAxis, only, size } from './shapes';

const axesOf = (attrs: GradientContext['attrs'], rank: number): number[] =>
  (attrs['axes'] as readonly number[]).map((axis) => normalAxis(axis, rank));

/** The reduced value with its axes kept as 1, so that it broadcasts against the input. */
function kept({ b, inputs, attrs }: GradientContext, reduced: IrValue): IrValue {
  const shape = inputs[0]!.shape;
  const axes = axesOf(attrs, shape.length);
  return b.reshape(
    reduced,
    shape.map((n, i) => (axes.includes(i) ? 1 : n)),
  );
}

const reduction = (
  onnx: string,
  gradient: (context: GradientContext, dy: IrValue, count: number) => IrValue,
): OpDefinition => ({
  infer: (inputs, attrs) => {
    const { shape, dtype } = only(inputs);
    const axes = axesOf(attrs, shape.length);
    const result = attrs['keepDims']
      ? shape.map((n, i) => (axes.includes(i) ? 1 : n))
      : shape.filter((_, i) => !axes.includes(i));
    return [{ shape: result, dtype }];
  },
  gradient: (context) => {
    const shape = context.inputs[0]!.shape;
    const count = size(axesOf(context.attrs, shape.length).map((axis) => shape[axis]!));
    return [gradient(context, kept(context, context.gradients[0]!), count)];
  },
  emit: ({ node, inputs, outputs, attrs, inputTypes, constant }) => {
    const axes = axesOf(attrs, inputTypes[0]!.shape.length);
    if (axes.length === 0) {
      node('Identity', inputs, { outputs });
      return;
    }
    const keepdims = attrs['keepDims'] ? 1 : 0;
    node(onnx, [inputs[0]!, constant('int64', [axes.length], axes)], { outputs, attrs: { keepdims } });
  },
});

const softmaxLike = (onnx: string, gradient: OpDefinition['gradient']): OpDefinition => ({
  infer: (inputs) => [only(inputs)],
  gradient,
  emit: ({ node, inputs, outputs, attrs }) =>
    void node(onnx, inputs, { outputs, attrs: { axis: attrs['axis']! } }),
});

/** Ops along axes. */
export const REDUCE_OPS: Readonly<Record<string, OpDefinition>> = {
  sum: reduction('ReduceSum', ({ b, inputs }, dy) => b.broadcast(dy, inputs[0]!.shape)),
  mean: reduction('ReduceMean', ({ b, inputs }, dy, count) =>
    b.broadcast(b.mul(dy, b.scalar(1 / count)), inputs[0]!.shape),
  ),
  max: reduction('ReduceMax', (context, dy) => {
    const { b, inputs, outputs, attrs } = context;
    const x = inputs[0]!;
    const hits = b.cast(b.equal(x, kept(context, outputs[0]!)), 'float32');
    const ties = b.sum(hits, attrs['axes'] as readonly number[], true);
    return b.mul(hits, b.div(dy, ties));
  }),
  softmax: softmaxLike('Softmax', ({ b, gradients: [dy], outputs: [y], attrs }) => {
    const weighted = b.mul(dy!, y!);
    return [b.sub(weighted, b.mul(y!, b.sum(weighted, [attrs['axis'] as number], true)))];
  }),
  logSoftmax: softmaxLike('LogSoftmax', ({ b, gradients: [dy], outputs: [y], attrs }) => [
    b.sub(dy!, b.mul(b.exp(y!), b.sum(dy!, [attrs['axis'] as number], true))),
  ]),
  argMax: {
    infer: (inputs, { axis }) => {
      const { shape } = only(inputs);
      const along = normalAxis(axis as number, shape.length);
      return [{ shape: shape.filter((_, i) => i !== along), dtype: 'int64' }];
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('ArgMax', inputs, { outputs, attrs: { axis: attrs['axis']!, keepdims: 0 } }),
  },
};
