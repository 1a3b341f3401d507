import type { EmitContext, OpDefinition } from './definition';
import type { Attrs, ValueType } from './ir';
import { size as countOf } from './shapes';

interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
}

const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

const onnxAttrs = ({ size, strides, pads }: Window) => ({ kernel_shape: size, strides, pads });

const inferPool: OpDefinition['infer'] = ([x], attrs) => {
  const { size, strides, pads } = windowOf(attrs);
  const [batch, channels] = x!.shape as [number, number];
  const spatial = [0, 1].map(
    (i) => Math.floor((x!.shape[2 + i]! + pads[i]! + pads[2 + i]! - size[i]!) / strides[i]!) + 1,
  );
  return [{ shape: [batch, channels, ...spatial], dtype: x!.dtype }];
};

/** Windows that cover the image without overlap, padding or rest. */
function tiles({ shape }: ValueType, { size, strides, pads }: Window): boolean {
  const rests = size.map((n, i) => shape[2 + i]! % n);
  const covers = [0, 1].every((i) => size[i] === strides[i] && rests[i] === 0);
  return covers && pads.every((pad) => pad === 0);
}

/**
 * With an image seen as rows of `size[0]` lines, a constant 0/1 matrix repeats each pooled value over its window: a product is
 * several times faster than Expand or Resize.
 */
function repeater(context: EmitContext, { size: [height, width] }: Window, imageWidth: number) {
  const { node, constant } = context;
  const [across, line] = [imageWidth / width, height * imageWidth];
  const data = Array.from({ length: across * line }, (_, i) => {
    const [column, cell] = [Math.floor(i / line), i % line];
    return Math.floor((cell % imageWidth) / width) === column ? 1 : 0;
  });
  const matrix = constant('float32', [across, line], data);
  return (pooled: string): string => {
    const [rows] = node('Reshape', [pooled, constant('int64', [2], [-1, across])]);
    return node('MatMul', [rows!, matrix])[0]!;
  };
}

/** Takes from each cell every earlier cell of its window, so that only the first of several ones stays positive. */
function firstOnly({ node, constant }: EmitContext, { size: [height, width] }: Window, imageWidth: number) {
  const line = height * imageWidth;
  const data = Array.from({ length: line * line }, (_, i) => {
    const [from, to] = [Math.floor(i / line), i % line];
    if (from === to) return 1;
    const window = (cell: number) => Math.floor((cell % imageWidth) / width);
    return from < to && window(from) === window(to) ? -1 : 0;
  });
  const matrix = constant('float32', [line, line], data);
  return (mask: string): string => node('Relu', [node('MatMul', [mask, matrix])[0]!])[0]!;
}

function emitTiledMaxGradient(context: EmitContext, window: Window): void {
  const { node, inputs, outputs, inputTypes, outputTypes, constant } = context;
  const [x, y, dy] = inputs as [string, string, string];
  const { shape } = inputTypes[0]!;
  const imageWidth = shape[3]!;
  const repeat = repeater(context, window, imageWidth);
  const [rows] = node('Reshape', [x, constant('int64', [2], [-1, window.size[0] * imageWidth])]);
  const [hits] = node('Equal', [rows!, repeat(y)]);
  const [mask] = node('Cast', [hits!], { attrs: { to: 1 } });
  const first = firstOnly(context, window, imageWidth)(mask!);
  const [dx] = node('Mul', [first, repeat(dy)]);
  node('Reshape', [dx!, constant('int64', [4], outputTypes[0]!.shape)], { outputs });
}

/** Any windows: adds each gradient to the cell that MaxPool names. */
function emitScatteredMaxGradient(context: EmitContext, window: Window): void {
  const { node, inputs, outputs, outputTypes, constant } = context;
  const { shape } = outputTypes[0]!;
  const [, indices] = node('MaxPool', [inputs[0]!], { attrs: onnxAttrs(window), count: 2 });
  const flat = (name: string) => node('Reshape', [name, constant('int64', [1], [-1])])[0]!;
  const [zeros] = node('Expand', [constant('float32', [], [0]), constant('int64', [1], [countOf(shape)])]);
  const [sum] = node('ScatterElements', [zeros!, flat(indices!), flat(inputs[2]!)], {
    attrs: { axis: 0, reduction: 'add' },
  });
  node('Reshape', [sum!, constant('int64', [4], shape)], { outputs });
}

function emitAverageGradient(context: EmitContext, window: Window): void {
  const { node, inputs, outputs, inputTypes, outputTypes, constant } = context;
  const { size, strides, pads } = window;
  const { shape } = outputTypes[0]!;
  if (tiles(outputTypes[0]!, window)) {
    const spread = repeater(context, window, shape[3]!)(inputs[0]!);
    const [dx] = node('Mul', [spread, constant('float32', [], [1 / (size[0] * size[1])])]);
    node('Reshape', [dx!, constant('int64', [4], shape)], { outputs });
    return;
  }
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const pooled = inputTypes[0]!.shape.slice(2) as [number, number];
  const real = (i: 0 | 1, cell: number) => {
    const start = cell * strides[i] - pads[i];
    return Math.min(start + size[i], i === 0 ? height : width) - Math.max(start, 0);
  };
  const shares = Array.from(
    { length: pooled[0] * pooled[1] },
    (_, i) => 1 / (real(0, Math.floor(i / pooled[1])) * real(1, i % pooled[1])),
  );
  const [scaled] = node('Mul', [inputs[0]!, constant('float32', [1, 1, ...pooled], shares)]);
  const [single] = node('Reshape', [scaled!, constant('int64', [4], [batch * channels, 1, ...pooled])]);
  const ones = constant('float32', [1, 1, ...size], Array<number>(size[0] * size[1]).fill(1));
  const missing = [height, width].map(
    (n, i) => n - ((pooled[i]! - 1) * strides[i]! + size[i]! - pads[i]! - pads[2 + i]!),
  );
  // What no window reaches at the end gets zeros: ConvTranspose adds less than a stride itself.
  const own = missing.map((n, i) => Math.min(n, strides[i]! - 1));
  const [dx] = node('ConvTranspose', [single!, ones], { attrs: { strides, pads, output_padding: own } });
  const rest = missing.map((n, i) => n - own[i]!);
  const padded = rest.some((n) => n > 0)
    ? node('Pad', [dx!, constant('int64', [8], [0, 0, 0, 0, 0, 0, ...rest])])[0]!
    : dx!;
  node('Reshape', [padded, constant('int64', [4], shape)], { outputs });
}

/** Pooling over images [batch, channels, height, width]. */
export const POOL_OPS: Readonly<Record<string, OpDefinition>> = {
  maxPool2d: {
    infer: inferPool,
    gradient: ({ b, inputs: [x], outputs: [y], gradients: [dy], attrs }) => [
      b.op('maxPool2dGradient', [x!, y!, dy!], attrs),
    ],
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('MaxPool', inputs, { outputs, attrs: onnxAttrs(windowOf(attrs)) }),
  },
  /** From the pooled image, its maxima and their gradient: the first of equal maxima gets it. */
  maxPool2dGradient: {
    infer: ([x]) => [x!],
    emit: (context) => {
      const window = windowOf(context.attrs);
      (tiles(context.inputTypes[0]!, window) ? emitTiledMaxGradient : emitScatteredMaxGradient)(
        context,
        window,
      );
    },
  },
  avgPool2d: {
    infer: inferPool,
    gradient: ({ b, inputs: [x], gradients: [dy], attrs }) => [
      b.op('avgPool2dGradient', [dy!], { ...attrs, shape: x!.shape }),
    ],
    emit: ({ node, inputs, outputs, attrs }) =>
      void node('AveragePool', inputs, {
        outputs,
        attrs: { ...onnxAttrs(windowOf(attrs)), count_include_pad: 0 },
      }),
  },
  avgPool2dGradient: {
    infer: ([dy], attrs) => [{ shape: attrs['shape'] as readonly number[], dtype: dy!.dtype }],
    emit: (context) => emitAverageGradient(context, windowOf(context.attrs)),
  },
};
