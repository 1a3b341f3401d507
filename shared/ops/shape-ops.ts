import type { OpDefinition } from './definition';
import type { IrValue } from './ir';
import { broadcastShapes, equalShapes, normalAxis, only, size, unbroadcast } from './shapes';

const numbers = (value: unknown): readonly number[] => value as readonly number[];

/** Ops that move numbers without changing them. */
export const SHAPE_OPS: Readonly<Record<string, OpDefinition>> = {
  reshape: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const wanted = numbers(attrs['shape']);
      if (size(shape) !== size(wanted)) throw new Error(`[${shape.join()}] cannot become [${wanted.join()}]`);
      return [{ shape: wanted, dtype }];
    },
    gradient: ({ b, inputs: [x], gradients: [dy] }) => [b.reshape(dy!, x!.shape)],
    emit: ({ node, inputs, outputs, outputTypes, constant }) => {
      const { shape } = outputTypes[0]!;
      node('Reshape', [inputs[0]!, constant('int64', [shape.length], shape)], { outputs });
    },
  },
  transpose: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const perm = numbers(attrs['perm']);
      if ([...perm].toSorted((m, n) => m - n).some((axis, i) => axis !== i) || perm.length !== shape.length)
        throw new Error(`[${perm.join()}] is no permutation of the axes of [${shape.join()}]`);
      return [{ shape: perm.map((axis) => shape[axis]!), dtype }];
    },
    gradient: ({ b, gradients: [dy], attrs }) => {
      const perm = numbers(attrs['perm']);
      return [
        b.transpose(
          dy!,
          perm.map((_, i) => perm.indexOf(i)),
        ),
      ];
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('Transpose', inputs, { outputs, attrs: { perm: attrs['perm']! } }),
  },
  broadcast: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const wanted = numbers(attrs['shape']);
      if (!equalShapes(broadcastShapes(shape, wanted), wanted))
        throw new Error(`[${shape.join()}] does not broadcast to [${wanted.join()}]`);
      return [{ shape: wanted, dtype }];
    },
    gradient: ({ b, inputs: [x], gradients: [dy] }) => [unbroadcast(b, dy!, x!.shape)],
    emit: ({ node, inputs, outputs, outputTypes, constant }) => {
      const { shape } = outputTypes[0]!;
      node('Expand', [inputs[0]!, constant('int64', [shape.length], shape)], { outputs });
    },
  },
  concat: {
    infer: (inputs, attrs) => {
      const [first] = inputs;
      if (!first) throw new Error('Concat of nothing');
      const axis = normalAxis(attrs['axis'] as number, first.shape.length);
      const fits = inputs.every(
        ({ shape, dtype }) =>
          dtype === first.dtype &&
          shape.length === first.shape.length &&
          shape.every((n, i) => i === axis || n === first.shape[i]),
      );
      if (!fits)
        throw new Error(`Cannot join ${inputs.map(({ shape }) => `[${shape.join()}]`).join(' and ')}`);
      const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
      return [{ shape: first.shape.map((n, i) => (i === axis ? total : n)), dtype: first.dtype }];
    },
    gradient: ({ b, inputs, gradients: [dy], attrs }) => {
      const axis = attrs['axis'] as number;
      const at = normalAxis(axis, dy!.shape.length);
      return b.split(
        dy!,
        axis,
        inputs.map(({ shape }) => shape[at]!),
      );
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('Concat', inputs, { outputs, attrs: { axis: attrs['axis']! } }),
  },
  split: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const axis = normalAxis(attrs['axis'] as number, shape.length);
      const sizes = numbers(attrs['sizes']);
      if (sizes.reduce((sum, n) => sum + n, 0) !== shape[axis])
        throw new Error(`Pieces of ${sizes.join(' + ')} do not make ${shape[axis]}`);
      return sizes.map((n) => ({ shape: shape.map((m, i) => (i === axis ? n : m)), dtype }));
    },
    gradient: ({ b, outputs, gradients, attrs }) => {
      const parts = outputs.map(
        (output, i): IrValue => gradients[i] ?? b.broadcast(b.scalar(0), output.shape),
      );
      return [b.concat(parts, attrs['axis'] as number)];
    },
    emit: ({ node, inputs, outputs, attrs, constant }) => {
      const sizes = numbers(attrs['sizes']);
      if (sizes.length === 1) {
        node('Identity', inputs, { outputs });
        return;
      }
      node('Split', [inputs[0]!, constant('int64', [sizes.length], sizes)], {
        outputs,
        attrs: { axis: attrs['axis']! },
      });
    },
  },
  oneHot: {
    infer: (inputs, attrs) => [
      { shape: [...only(inputs).shape, attrs['depth'] as number], dtype: 'float32' },
    ],
    emit: ({ node, inputs, outputs, attrs, constant }) => {
      const depth = constant('int64', [], [attrs['depth'] as number]);
      // The CPU provider has OneHot for int64 class numbers.
      const [index] = node('Cast', [inputs[0]!], { attrs: { to: 7 } });
      node('OneHot', [index!, depth, constant('float32', [2], [0, 1])], { outputs, attrs: { axis: -1 } });
    },
  },
};
