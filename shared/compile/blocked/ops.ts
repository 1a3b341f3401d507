import type { EmitContext, OpDefinition } from '#shared/ops/definition';
import type { Attrs } from '#shared/ops/ir';

/** ONNX Runtime's own operators for images in blocked order; its CPU provider alone has them. */
const DOMAIN = 'com.microsoft.nchwc';

const numbers = (attrs: Attrs, name: string): readonly number[] => attrs[name] as readonly number[];

const sizeAlong = (
  axis: 0 | 1,
  image: readonly number[],
  kernel: readonly number[],
  attrs: Attrs,
): number => {
  const pads = numbers(attrs, 'pads');
  const reach = numbers(attrs, 'dilations')[axis]! * (kernel[axis]! - 1) + 1;
  const room = image[2 + axis]! + pads[axis]! + pads[2 + axis]! - reach;
  return Math.floor(room / numbers(attrs, 'strides')[axis]!) + 1;
};

function emitConv({ node, inputs, outputs, inputTypes, attrs }: EmitContext): void {
  const [x, kernel, ...rest] = inputs;
  const bias = attrs['bias'] === true ? rest.shift()! : '';
  const sum = rest[0];
  node('Conv', [x!, kernel!, ...(bias !== '' || sum !== undefined ? [bias] : []), ...(sum ? [sum] : [])], {
    outputs,
    domain: DOMAIN,
    attrs: {
      kernel_shape: inputTypes[1]!.shape.slice(2),
      strides: attrs['strides']!,
      pads: attrs['pads']!,
      dilations: attrs['dilations']!,
      group: attrs['groups']!,
      ...(attrs['relu'] === true && { activation: 'Relu' }),
    },
  });
}

/**
 * Ops on images in blocked order: [batch, channels / block, height, width, block] in memory, [batch, channels, height, width] by their shape,
 * with channels filled up to a multiple of the block.
 */
export const BLOCKED_OPS: Readonly<Record<string, OpDefinition>> = {
  /**
   * Image and kernel, then a bias [out] with the flag `bias`, then an image that is added. An image of fewer channels than a block is in plain order. The
   * kernel is blocked too: [out / block, in / block, height, width, block of in, block of out], `in` whole where the image is plain or has groups.
   */
  blockedConv: {
    infer: ([x, kernel], attrs) => [
      {
        shape: [
          x!.shape[0]!,
          kernel!.shape[0]!,
          sizeAlong(0, x!.shape, kernel!.shape.slice(2), attrs),
          sizeAlong(1, x!.shape, kernel!.shape.slice(2), attrs),
        ],
        dtype: x!.dtype,
      },
    ],
    emit: emitConv,
  },
  /** The mean of each channel of each image: [batch, channels, 1, 1]. */
  blockedMean: {
    infer: ([x]) => [{ shape: [...x!.shape.slice(0, 2), 1, 1], dtype: x!.dtype }],
    emit: ({ node, inputs, outputs }) => void node('GlobalAveragePool', inputs, { outputs, domain: DOMAIN }),
  },
  /** From [batch, channels, height, width] or, with `channelsLast`, [batch, height, width, channels]. Channels must be a multiple of 4. */
  toBlocked: {
    infer: ([x], attrs) => {
      const block = attrs['block'] as number;
      const [batch, ...rest] = x!.shape as [number, number, number, number];
      const [channels, height, width] = attrs['channelsLast'] ? [rest[2], rest[0], rest[1]] : rest;
      return [{ shape: [batch, Math.ceil(channels / block) * block, height, width], dtype: x!.dtype }];
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('ReorderInput', inputs, {
        outputs,
        domain: DOMAIN,
        attrs: { channels_last: attrs['channelsLast'] ? 1 : 0 },
      }),
  },
  /** The first `channels`, in plain order; with `channelsLast` as [batch, height, width, channels]. */
  fromBlocked: {
    infer: ([x], attrs) => {
      const [batch, , height, width] = x!.shape as [number, number, number, number];
      const channels = attrs['channels'] as number;
      const shape = attrs['channelsLast']
        ? [batch, height, width, channels]
        : [batch, channels, height, width];
      return [{ shape, dtype: x!.dtype }];
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('ReorderOutput', inputs, {
        outputs,
        domain: DOMAIN,
        attrs: { channels: attrs['channels']!, channels_last: attrs['channelsLast'] ? 1 : 0 },
      }),
  },
};
