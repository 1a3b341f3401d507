import type { Attrs } from '#shared/ops/ir';
import type { TensorOp } from './definition';

const list = (attrs: Attrs, name: string): number[] => [...(attrs[name] as readonly number[])];

/** Ops that move numbers without changing them. */
export const SHAPES: Readonly<Record<string, TensorOp>> = {
  reshape: ({ tf, inputs: [x], attrs }) => tf.reshape(x!, list(attrs, 'shape')),
  transpose: ({ tf, inputs: [x], attrs }) => tf.transpose(x!, list(attrs, 'perm')),
  broadcast: ({ tf, inputs: [x], attrs }) => tf.broadcastTo(x!, list(attrs, 'shape')),
  concat: ({ tf, inputs, attrs }) => tf.concat([...inputs], attrs['axis'] as number),
  split: ({ tf, inputs: [x], attrs }) => {
    const sizes = list(attrs, 'sizes');
    return sizes.length === 1 ? x! : tf.split(x!, sizes, attrs['axis'] as number);
  },
  slice: ({ tf, inputs: [x], outputs: [output], attrs }) =>
    tf.slice(x!, list(attrs, 'starts'), [...output!.shape]),
  pad: ({ tf, inputs: [x], attrs }) => {
    const after = list(attrs, 'after');
    return tf.pad(
      x!,
      list(attrs, 'before').map((before, i): [number, number] => [before, after[i]!]),
    );
  },
  reverse: ({ tf, inputs: [x], attrs }) => tf.reverse(x!, attrs['axis'] as number),
  oneHot: ({ tf, inputs: [x], attrs }) => tf.oneHot(x!, attrs['depth'] as number, 1, 0, 'float32'),
  gather: ({ tf, inputs: [table, indices] }) => tf.gather(table!, indices!),
  // Values of equal rows are added; plain JavaScript's segment sums take a pass for every row.
  rowSum: ({ tf, inputs, outputs: [output] }) => {
    const [indices, values] = [inputs[0]!, inputs[1]!];
    const updates = tf.reshape(values, [indices.size, ...output!.shape.slice(1)]);
    return tf.scatterND(tf.reshape(indices, [indices.size, 1]), updates, [...output!.shape]);
  },
};
