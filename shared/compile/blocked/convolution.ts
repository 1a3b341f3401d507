import type { IrBuilder } from '#shared/ops/builder';
import type { Attrs, IrValue } from '#shared/ops/ir';
import { type Extras, pending } from './forms';
import { inLayout, type Layout, type Parts, QUARTERS } from './images';
import { blockKernel, blockTurnedKernel } from './kernels';
import type { Rule } from './rewriter';

export type Pair = readonly [number, number];
type Pads = readonly [number, number, number, number];

export interface Window {
  readonly strides: Pair;
  readonly pads: Pads;
  readonly dilations: Pair;
}

export const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

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
