import type { IrBuilder } from '#shared/ops/builder';
import type { Attrs, IrValue } from '#shared/ops/ir';
import { type Extras, pending } from './forms';
import { inLayout, type Layout, type Parts, QUARTERS } from './images';
import { blockKernel, blockTurnedKernel } from './kernels';
import type { Rule } from './rewriter';

type Pair = readonly [number, number];
type Pads = readonly [number, number, number, number];

interface Window {
  readonly strides: Pair;
  readonly pads: Pads;
  readonly dilations: Pair;
}

const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

/** One convolution with what can be done along the way. `sum` is one image. */
function conv(
  b: IrBuilder,
  x: IrValue,
  kernel: IrValue,
  { strides, pads, dilations }: Window,
  { bias, relu = false }: Extras,
  sum?: IrValue,
): IrValue {
  return b.op('blockedConv', [x, kernel, ...(bias ? [bias] : []), ...(sum ? [sum] : [])], {
    strides,
    pads,
    dilations,
    groups: 1,
    bias: bias !== undefined,
    relu,
  });
}

/** Each quarter of the result as a convolution of twice the strides; null where the image would have to be cut for it. */
function quarterWindows(x: IrValue, kernel: IrValue, window: Window, size: Pair): readonly Window[] | null {
  const { strides, pads, dilations } = window;
  const windows: Window[] = [];
  for (const at of QUARTERS) {
    const before = [0, 1].map((i) => pads[i]! - at[i]! * strides[i]!);
    const needed = [0, 1].map((i) => {
      const reach = dilations[i]! * (kernel.shape[2 + i]! - 1) + 1;
      return (Math.floor(size[i]! / 2) - 1) * 2 * strides[i]! + reach - x.shape[2 + i]! - before[i]!;
    });
    const isExact = [0, 1].every((i) => before[i]! >= 0 && needed[i]! > -2 * strides[i]!);
    if (!isExact) return null;
    const after = needed.map((n) => Math.max(0, n));
    windows.push({
      strides: [2 * strides[0], 2 * strides[1]],
      pads: [before[0]!, before[1]!, after[0]!, after[1]!],
      dilations,
    });
  }
  return windows;
}

/** A convolution that the plan has chosen. It waits for a bias, an image to add and ReLU, which cost nothing then. */
export const convolution: Rule = (r, node) => {
  if (!r.plan.convolutions.has(node)) return false;
  const { b, block } = r;
  const [image, kernel] = node.inputs as readonly [IrValue, IrValue];
  const output = node.outputs[0]!;
  const isPlain = image.shape[1]! < block && !r.isBlocked(image);
  const x = isPlain ? r.plain(image) : r.parts(image, 'whole')[0]!;
  const blocked = blockKernel(b, r.plain(kernel), block, isPlain);
  const window = windowOf(node.attrs);
  const size: Pair = [output.shape[2]!, output.shape[3]!];
  const quarters = quarterWindows(x, kernel, window, size);
  function emit(layout: Layout, extras: Extras): Parts {
    if (layout === 'quarters' && quarters)
      return quarters.map((quarter, i) => conv(b, x, blocked, quarter, extras, extras.sum?.[i]));
    const sum = extras.sum && inLayout(b, extras.sum, 'whole', block, output.shape)[0];
    const whole = conv(b, x, blocked, window, extras, sum);
    return inLayout(b, [whole], layout, block, output.shape);
  }
  r.setForm(output, pending(output.shape, { emit, takesExtras: true }));
  return true;
};

/** The gradient of an image: a convolution of the result's gradient with the kernel turned around. */
export const inputGradient: Rule = (r, node) => {
  const [dy, kernel] = node.inputs as readonly [IrValue, IrValue];
  if (!r.plan.kernels.has(kernel.id) || node.attrs['groups'] !== 1) return false;
  const { strides, pads, dilations } = windowOf(node.attrs);
  const back = pads.map((pad, i) => dilations[i % 2]! * (kernel.shape[2 + (i % 2)]! - 1) - pad);
  if (strides.some((n) => n !== 1) || back.some((n) => n < 0)) return false;
  const { b, block } = r;
  const output = node.outputs[0]!;
  const [x] = r.parts(dy, 'whole');
  const turned = blockTurnedKernel(b, r.plain(kernel), block);
  const window: Window = { strides: [1, 1], pads: back as unknown as Pads, dilations };
  function emit(layout: Layout, extras: Extras): Parts {
    const sum = extras.sum && inLayout(b, extras.sum, 'whole', block, output.shape)[0];
    return inLayout(b, [conv(b, x!, turned, window, extras, sum)], layout, block, output.shape);
  }
  r.setForm(output, pending(output.shape, { emit, takesExtras: true }));
  return true;
};

/**
 * The gradient of a kernel as a convolution over each image with channels last, seen as one plane: the gradient of the result, as it lies in memory, is
 * the kernel, and the cells of a window with all their channels are the positions. Nothing is unfolded, and nothing put in another order but the image.
 */
export const kernelGradient: Rule = (r, node) => {
  const gradient = r.plan.kernelGradients.get(node);
  if (!gradient) return false;
  const { b } = r;
  const { image, dy, kernel, attrs } = gradient;
  const [batch, channels] = image.shape as readonly [number, number];
  const [out, , height, width] = kernel as readonly [number, number, number, number];
  const window = windowOf(attrs);
  const [vertical, across] = window.dilations;
  const x = r.channelsLast(image);
  const hasWhole = r.plan.consumers(dy).some(({ op }) => op === 'conv2dInputGradient');
  const parts = r.parts(dy, hasWhole ? 'whole' : r.layoutOf(dy));
  const step = parts.length === 4 ? 2 : 1;
  const partial = parts.map((part, i) => {
    const [, length, rows, columns] = part.shape as readonly [number, number, number, number];
    const strides = window.strides.map((n) => n * step) as unknown as Pair;
    const start = window.strides.map((n, axis) => n * QUARTERS[i]![axis]! - window.pads[axis]!);
    const size = [
      (rows - 1) * strides[0] + (height - 1) * vertical + 1,
      (columns - 1) * strides[1] + (width - 1) * across + 1,
    ];
    const plane = cropped(b, x, start as unknown as Pair, size as unknown as Pair);
    return sumOverBatch(b, r.block, plane, part, {
      size: [rows, columns],
      strides: [vertical, 1],
      dilations: [strides[0], strides[1] * channels],
      cells: [height, width * channels],
      length,
      batch,
    });
  });
  const total = partial.reduce((left, right) => b.add(left, right));
  const outs = parts[0]!.shape[1]!;
  const blocks = b.reshape(total, [outs / r.block, height * width, channels, r.block]);
  const all = b.reshape(b.transpose(blocks, [0, 3, 2, 1]), [outs, channels * height * width]);
  r.setPlain(node.outputs[0]!, outs === out ? all : b.slice(all, [0, 0], [out, all.shape[1]!]));
  return true;
};

interface PlaneConv {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Of the result. */
  readonly cells: Pair;
  /** Channels of the result's gradient, filled up. */
  readonly length: number;
  readonly batch: number;
}

/** One convolution a sample, all in one as groups, and the sum over the samples: [length · cells]. */
function sumOverBatch(
  b: IrBuilder,
  block: number,
  plane: IrValue,
  dy: IrValue,
  { size, strides, dilations, cells, length, batch }: PlaneConv,
): IrValue {
  const numbers = length * cells[0] * cells[1];
  const [, height, width] = plane.shape as readonly [number, number, number];
  // Groups are channels of a plain image up to a block of them, and must be whole blocks above.
  const rest = batch < block ? batch : batch % block;
  const counts = [batch - rest, rest].filter((n) => n > 0);
  const planes = b.split(plane, 0, counts);
  const kernels = b.split(dy, 0, counts);
  const results = counts.map((count, i) => {
    const image = b.reshape(planes[i]!, [1, count, height, width]);
    const kernel = b.reshape(kernels[i]!, [count * length, 1, ...size]);
    const result = b.op('blockedConv', [image, kernel], {
      strides,
      pads: [0, 0, 0, 0],
      dilations,
      groups: count,
      bias: false,
      relu: false,
    });
    return b.reshape(result, [count, numbers]);
  });
  const rows = results.length === 1 ? results[0]! : b.concat(results, 0);
  const ones = b.broadcast(b.scalar(1), [1, batch]);
  return b.reshape(b.matmul(ones, rows), [numbers]);
}

/** The part of images [batch, height, width, channels] that begins at `start` and has `size`, with zeros around them: [batch, height, width · channels]. */
function cropped(b: IrBuilder, x: IrValue, start: Pair, size: Pair): IrValue {
  const [batch, height, width, channels] = x.shape as readonly [number, number, number, number];
  const end = [start[0] + size[0], start[1] + size[1]] as const;
  const plane = b.reshape(x, [batch, height, width * channels]);
  const inside = [Math.max(0, start[0]), Math.max(0, start[1])] as const;
  const until = [Math.min(height, end[0]), Math.min(width, end[1])] as const;
  const isWhole = inside.every((n) => n === 0) && until[0] === height && until[1] === width;
  const part = isWhole
    ? plane
    : b.slice(plane, [0, inside[0], inside[1] * channels], [batch, until[0], until[1] * channels]);
  const before = [0, inside[0] - start[0], (inside[1] - start[1]) * channels];
  const after = [0, end[0] - until[0], (end[1] - until[1]) * channels];
  return [...before, ...after].every((n) => n === 0) ? part : b.pad(part, before, after);
}
