import type { IrNode } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';

/** Whether a convolution is faster in blocked order. */
export function pays({ inputs, outputs, attrs }: IrNode, block: number): boolean {
  const [x, kernel] = inputs;
  const [, , height, width] = outputs[0]!.shape as readonly [number, number, number, number];
  if (attrs['groups'] !== 1 || x!.dtype !== 'float32') return false;
  const [out, into] = kernel!.shape as readonly [number, number];
  const fill = (n: number) => (Math.ceil(n / block) * block) / n;
  const waste = fill(out) * (into < block ? 1 : fill(into));
  return waste <= MOST_WASTE && height * width >= LEAST_CELLS && size(kernel!.shape) > 0;
}

/** So many times the work, where channels are filled up to whole blocks, eat the gain. */
const MOST_WASTE = 2.7;
/** A gradient of a kernel adds up so many products at least for each number that it writes. */
const LEAST_CELLS = 16;
