import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { toEngineOrder, toKerasOrder } from '../keras-order';

export type FillMode = 'constant' | 'nearest' | 'reflect' | 'wrap';

export interface SampleOptions {
  readonly fillMode: FillMode;
  readonly interpolation: 'nearest' | 'bilinear';
  readonly fillValue: number;
}

export const sampleOptions = (params: Params): SampleOptions => ({
  fillMode: params['fillMode'] as FillMode,
  interpolation: params['interpolation'] as SampleOptions['interpolation'],
  fillValue: params['fillValue'] as number,
});

/** Columns and rows of every pixel of an image, from its centre: two constants [1, height · width]. */
export function centredGrid(
  b: IrBuilder,
  height: number,
  width: number,
): { readonly x: IrValue; readonly y: IrValue } {
  const grid = (valueAt: (i: number) => number) =>
    b.constant(
      Float32Array.from({ length: height * width }, (_, i) => valueAt(i)),
      [1, height * width],
      'float32',
    );
  return {
    x: grid((i) => (i % width) - (width - 1) / 2),
    y: grid((i) => Math.floor(i / width) - (height - 1) / 2),
  };
}

/** Which of `length` cells stands for one beyond the edges; cells are whole numbers. */
const INSIDE: Readonly<Record<FillMode, (b: IrBuilder, cell: IrValue, length: number) => IrValue>> = {
  constant: (b, cell, length) => b.clip(cell, 0, length - 1),
  nearest: (b, cell, length) => b.clip(cell, 0, length - 1),
  // a b c d d c b a, over and over.
  reflect: (b, cell, length) => {
    const along = remainder(b, cell, 2 * length);
    return b.minimum(along, b.sub(b.scalar(2 * length - 1), along));
  },
  wrap: (b, cell, length) => remainder(b, cell, length),
};

/** Between 0 and `divisor`, for negative numbers too; exact for whole numbers, which a product with the reciprocal would not be. */
const remainder = (b: IrBuilder, x: IrValue, divisor: number): IrValue =>
  b.sub(x, b.mul(b.floor(b.div(x, b.scalar(divisor))), b.scalar(divisor)));

/** A cell that a position reads, with its share in the result. */
interface Corner {
  readonly index: IrValue;
  readonly share: IrValue | undefined;
}

/** The one or two cells along one side that a position reads; with a constant fill, cells beyond the edges have share 0. */
function corners(
  b: IrBuilder,
  at: IrValue,
  length: number,
  { interpolation, fillMode }: SampleOptions,
): Corner[] {
  const corner = (cell: IrValue, share: IrValue | undefined): Corner => {
    const index = INSIDE[fillMode](b, cell, length);
    if (fillMode !== 'constant') return { index, share };
    const isReal = b.cast(b.equal(index, cell), 'float32');
    return { index, share: share ? b.mul(share, isReal) : isReal };
  };
  if (interpolation === 'nearest') return [corner(b.floor(b.add(at, b.scalar(0.5))), undefined)];
  const first = b.floor(at);
  const rest = b.sub(at, first);
  return [corner(first, b.sub(b.scalar(1), rest)), corner(b.add(first, b.scalar(1)), rest)];
}

/**
 * An image [batch, channels, height, width] whose pixel i comes from column `x[n, i]` and row `y[n, i]` of sample n, counted from the centre:
 * [batch, height · width] each. What lies between pixels is blended, what lies outside comes from the fill mode.
 */
export function sampleImages(
  b: IrBuilder,
  images: IrValue,
  from: { readonly x: IrValue; readonly y: IrValue },
  options: SampleOptions,
): IrValue {
  const [batch, channels, height, width] = images.shape as [number, number, number, number];
  const place = (value: IrValue, length: number) =>
    corners(b, b.add(value, b.scalar((length - 1) / 2)), length, options);
  const [columns, rows] = [place(from.x, width), place(from.y, height)];
  const pixels = b.reshape(toKerasOrder(b, images), [batch * height * width, channels]);
  const firsts = BigInt64Array.from({ length: batch }, (_, n) => BigInt(n * height * width));
  const first = b.constant(firsts, [batch, 1], 'int64');
  const shares: IrValue[] = [];
  const parts = rows.flatMap((row) =>
    columns.map((column) => {
      const cell = b.add(b.mul(row.index, b.scalar(width)), column.index);
      const read = b.gather(pixels, b.add(b.cast(cell, 'int64'), first));
      if (!row.share || !column.share) return read;
      const share = b.mul(row.share, column.share);
      shares.push(share);
      return b.mul(read, b.reshape(share, [...share.shape, 1]));
    }),
  );
  const sum = parts.reduce((total, part) => b.add(total, part));
  return toEngineOrder(b, b.reshape(withFill(b, sum, shares, options), [batch, height, width, channels]));
}

/** Adds the fill value where the shares do not add up to 1. */
function withFill(
  b: IrBuilder,
  sum: IrValue,
  shares: readonly IrValue[],
  { fillMode, fillValue }: SampleOptions,
) {
  if (fillMode !== 'constant' || fillValue === 0) return sum;
  const real = shares.reduce((total, share) => b.add(total, share));
  const missing = b.mul(b.sub(b.scalar(1), real), b.scalar(fillValue));
  return b.add(sum, b.reshape(missing, [...missing.shape, 1]));
}
