import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/**
 * An image in blocked order: one tensor, or four quarters, which hold what lies top left, top right, bottom left and bottom right in its 2×2 windows. A
 * last row or column that is in no window has no place in quarters.
 */
export type Parts = readonly IrValue[];

export type Layout = 'whole' | 'quarters';

export const layoutOf = (parts: Parts): Layout => (parts.length === 4 ? 'quarters' : 'whole');

/** Row and column in the window of each quarter. */
export const QUARTERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

type Shape4 = readonly [number, number, number, number];

/** Quarters as one image of `height` and `width`, with zeros where there was no place in quarters. */
function join(b: IrBuilder, parts: Parts, block: number, height: number, width: number): IrValue {
  const [batch, channels, rows, columns] = parts[0]!.shape as Shape4;
  const lines = (batch * channels * rows) / block;
  const beside = (left: IrValue, right: IrValue) => {
    const pixels = [left, right].map((part) => b.reshape(part, [lines * columns, block]));
    return b.reshape(b.concat(pixels, 1), [lines, 2 * columns * block]);
  };
  const whole = b.concat([beside(parts[0]!, parts[1]!), beside(parts[2]!, parts[3]!)], 1);
  if (height === 2 * rows && width === 2 * columns) return b.reshape(whole, [batch, channels, height, width]);
  const image = b.reshape(whole, [(batch * channels) / block, 2 * rows, 2 * columns * block]);
  const rest = [0, height - 2 * rows, (width - 2 * columns) * block];
  return b.reshape(b.pad(image, [0, 0, 0], rest), [batch, channels, height, width]);
}

function cut(b: IrBuilder, whole: IrValue, block: number): Parts {
  const [batch, channels, height, width] = whole.shape as Shape4;
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const planes = (batch * channels) / block;
  const image = b.reshape(whole, [planes, height, width * block]);
  const even =
    height % 2 === 0 && width % 2 === 0
      ? image
      : b.slice(image, [0, 0, 0], [planes, 2 * rows, 2 * columns * block]);
  const lines = b.split(b.reshape(even, [planes * rows, 4 * columns * block]), 1, [
    2 * columns * block,
    2 * columns * block,
  ]);
  return lines.flatMap((line) =>
    b
      .split(b.reshape(line, [planes * rows * columns, 2 * block]), 1, [block, block])
      .map((part) => b.reshape(part, [batch, channels, rows, columns])),
  );
}

/** The same image in another layout; `shape` is that of the whole. */
export function inLayout(
  b: IrBuilder,
  parts: Parts,
  layout: Layout,
  block: number,
  shape: readonly number[],
): Parts {
  if (layoutOf(parts) === layout) return parts;
  return layout === 'whole' ? [join(b, parts, block, shape[2]!, shape[3]!)] : cut(b, parts[0]!, block);
}
