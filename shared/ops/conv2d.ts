import type { IrBuilder } from './builder';
import type { OpDefinition } from './definition';
import type { Attrs, IrValue } from './ir';

interface Window {
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly dilations: readonly [number, number];
  readonly groups: number;
}

const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

const outputSize = (
  shape: readonly number[],
  kernel: readonly number[],
  { strides, pads, dilations }: Window,
) =>
  [0, 1].map((i) => {
    const reach = dilations[i]! * (kernel[i]! - 1) + 1;
    return Math.floor((shape[2 + i]! + pads[i]! + pads[2 + i]! - reach) / strides[i]!) + 1;
  }) as [number, number];

const onnxAttrs = ({ strides, pads, dilations, groups }: Window) => ({
  strides,
  pads,
  dilations,
  group: groups,
});

/** Gradient of the kernel of a convolution of `x` whose result has the gradient `dy`. */
function kernelGradient(
  b: IrBuilder,
  x: IrValue,
  shape: readonly number[],
  dy: IrValue,
  attrs: Attrs,
): IrValue {
  const { groups } = windowOf(attrs);
  const [out, perGroup, height, width] = shape as [number, number, number, number];
  const [batch, , rows, columns] = dy.shape as [number, number, number, number];
  const patches = b.op('im2col', [x], { ...attrs, size: [height, width] });
  if (groups === 1) {
    const product = b.matmul(b.reshape(dy, [batch, out, rows * columns]), patches, { transposeB: true });
    return b.reshape(b.sum(product, [0]), shape);
  }
  const lines = b.reshape(patches, [batch, groups, perGroup * height * width, rows * columns]);
  const grouped = b.reshape(dy, [batch, groups, out / groups, rows * columns]);
  return b.reshape(b.sum(b.matmul(grouped, lines, { transposeB: true }), [0]), shape);
}

/** Images [batch, channels, height, width], kernels [out, in / groups, height, width]. */
export const CONV_OPS: Readonly<Record<string, OpDefinition>> = {
  conv2d: {
    infer: ([x, kernel], attrs) => {
      const window = windowOf(attrs);
      if (
        x!.shape.length !== 4 ||
        kernel!.shape.length !== 4 ||
        x!.shape[1] !== kernel!.shape[1]! * window.groups
      )
        throw new Error(`Kernel [${kernel!.shape.join()}] does not fit [${x!.shape.join()}]`);
      const size = outputSize(x!.shape, kernel!.shape.slice(2), window);
      return [{ shape: [x!.shape[0]!, kernel!.shape[0]!, ...size], dtype: x!.dtype }];
    },
    gradient: ({ b, inputs: [x, kernel], gradients: [dy], wanted, attrs }) => {
      const toInput = () => b.op('conv2dInputGradient', [dy!, kernel!], { ...attrs, shape: x!.shape });
      const toKernel = () => kernelGradient(b, x!, kernel!.shape, dy!, attrs);
      return [wanted[0] ? toInput() : undefined, wanted[1] ? toKernel() : undefined];
    },
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('Conv', inputs, { outputs, attrs: onnxAttrs(windowOf(attrs)) }),
  },
  /** [batch, channels · kernel height · kernel width, output cells]: what each cell of the output sees, in the kernel's order. */
  im2col: {
    infer: ([x], attrs) => {
      const size = attrs['size'] as readonly [number, number];
      const [rows, columns] = outputSize(x!.shape, size, windowOf(attrs));
      return [{ shape: [x!.shape[0]!, x!.shape[1]! * size[0] * size[1], rows * columns], dtype: x!.dtype }];
    },
    emit: ({ node, inputs, outputs, inputTypes, outputTypes, attrs, constant }) => {
      const channels = inputTypes[0]!.shape[1]!;
      const [height, width] = attrs['size'] as readonly [number, number];
      const cells = height * width;
      // A grouped convolution with one-hot kernels copies every cell of the window, on all cores.
      const oneHot = Array.from({ length: channels * cells * cells }, (_, i) =>
        Math.floor(i / cells) % cells === i % cells ? 1 : 0,
      );
      const kernel = constant('float32', [channels * cells, 1, height, width], oneHot);
      const [patches] = node('Conv', [inputs[0]!, kernel], {
        attrs: onnxAttrs({ ...windowOf(attrs), groups: channels }),
      });
      const { shape } = outputTypes[0]!;
      node('Reshape', [patches!, constant('int64', [3], shape)], { outputs });
    },
  },
  conv2dInputGradient: {
    infer: ([dy], attrs) => [{ shape: attrs['shape'] as readonly number[], dtype: dy!.dtype }],
    // It is linear in both: the convolution that it turns around leads back.
    gradient: ({ b, inputs: [x, kernel], gradients: [dy], wanted, attrs }) => [
      wanted[0] ? b.op('conv2d', [dy!, kernel!], attrs) : undefined,
      wanted[1] ? kernelGradient(b, dy!, kernel!.shape, x!, attrs) : undefined,
    ],
    emit: ({ node, inputs, outputs, inputTypes, outputTypes, attrs, constant }) => {
      const window = windowOf(attrs);
      const { strides, pads, dilations, groups } = window;
      const kernel = inputTypes[1]!.shape.slice(2);
      const reach = kernel.map((n, i) => dilations[i]! * (n - 1));
      const back = pads.map((pad, i) => reach[i % 2]! - pad);
      if (groups === 1 && strides.every((n) => n === 1) && back.every((n) => n >= 0)) {
        // A convolution with the kernel turned by half a turn and its channel axes swapped.
        const all = (...data: number[]) => constant('int64', [2], data);
        const [turned] = node('Slice', [inputs[1]!, all(-1, -1), all(-1e9, -1e9), all(2, 3), all(-1, -1)]);
        const [swapped] = node('Transpose', [turned!], { attrs: { perm: [1, 0, 2, 3] } });
        node('Conv', [inputs[0]!, swapped!], {
          outputs,
          attrs: { strides, pads: back, dilations, group: 1 },
        });
        return;
      }
      const [rows, columns] = inputTypes[0]!.shape.slice(2) as [number, number];
      const full = [rows, columns].map(
        (n, i) => (n - 1) * strides[i]! + reach[i]! + 1 - pads[i]! - pads[2 + i]!,
      );
      const missing = outputTypes[0]!.shape.slice(2).map((n, i) => n - full[i]!);
      node('ConvTranspose', inputs, {
        outputs,
        attrs: { ...onnxAttrs(window), output_padding: missing },
      });
    },
  },
};
