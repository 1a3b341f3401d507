import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

const upTo = (n: number, block: number): number => Math.ceil(n / block) * block;

type Shape4 = readonly [number, number, number, number];

function filled(b: IrBuilder, kernel: IrValue, out: number, into: number): IrValue {
  const [o, c] = kernel.shape as Shape4;
  return o === out && c === into ? kernel : b.pad(kernel, [0, 0, 0, 0], [out - o, into - c, 0, 0]);
}

/** A kernel [out, in, height, width] for a blocked image; for a plain one, of fewer channels than a block, only `out` is blocked. */
export function blockKernel(b: IrBuilder, kernel: IrValue, block: number, isPlain: boolean): IrValue {
  const [out, into, height, width] = kernel.shape as Shape4;
  const cells = height * width;
  const outs = upTo(out, block);
  if (isPlain) {
    const rows = b.reshape(filled(b, kernel, outs, into), [outs / block, block, into * cells]);
    return b.reshape(b.transpose(rows, [0, 2, 1]), [outs, into, height, width]);
  }
  const ins = upTo(into, block);
  const blocks = b.reshape(filled(b, kernel, outs, ins), [outs / block, block, ins / block, block, cells]);
  return b.reshape(b.transpose(blocks, [0, 2, 4, 3, 1]), [outs, ins, height, width]);
}

/** The kernel that leads gradients back: turned by half a turn, its channel axes swapped, blocked. */
export function blockTurnedKernel(b: IrBuilder, kernel: IrValue, block: number): IrValue {
  const [out, into, height, width] = kernel.shape as Shape4;
  const cells = height * width;
  const [outs, ins] = [upTo(out, block), upTo(into, block)];
  const blocks = b.reshape(filled(b, kernel, outs, ins), [outs / block, block, ins / block, block, cells]);
  const swapped = b.transpose(blocks, [2, 0, 4, 1, 3]);
  return b.reshape(cells > 1 ? b.reverse(swapped, 2) : swapped, [ins, outs, height, width]);
}
