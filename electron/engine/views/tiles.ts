import type { FetchedOutput } from '../trainer';

/** Pictures of one number a pixel: `tiles` uint8 [n, h, w], and in `range` [n, 2] the values that 0 and 255 stand for. */
export interface Tiles {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly tiles: Uint8Array;
  readonly range: Float32Array;
}

/**
 * How values become levels: `own` from a tile's minimum to its maximum; `signed` from −m to m, the largest magnitude in the tile, so that
 * zero has the same level in all.
 */
export type TileScale = 'own' | 'signed';

/**
 * Makes `count` tiles of `height` × `width` pixels from `valueAt(tile, y, x)`. A tile of equal values is black (`own`), one of zeros is
 * half way (`signed`); values that are not finite count as the lowest.
 */
export function makeTiles(
  count: number,
  height: number,
  width: number,
  valueAt: (tile: number, y: number, x: number) => number,
  scale: TileScale = 'own',
): Tiles {
  const area = height * width;
  const tiles = new Uint8Array(count * area);
  const range = new Float32Array(count * 2);
  const values = new Float32Array(area);
  for (let tile = 0; tile < count; tile++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) values[y * width + x] = valueAt(tile, y, x);
    }
    const [min, max] = rangeOf(values, scale);
    range[tile * 2] = min;
    range[tile * 2 + 1] = max;
    const perValue = max > min ? 255 / (max - min) : 0;
    const flat = scale === 'signed' && perValue === 0 ? ZERO_LEVEL : 0;
    const first = tile * area;
    for (let i = 0; i < area; i++) {
      const level = (values[i]! - min) * perValue;
      tiles[first + i] = level > 0 ? Math.min(255, Math.round(level)) : flat;
    }
  }
  return { count, height, width, tiles, range };
}

/** The level of zero on a signed scale. */
const ZERO_LEVEL = 128;

function rangeOf(values: Float32Array, scale: TileScale): readonly [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min <= max) || !Number.isFinite(max - min)) return [0, 0];
  if (scale === 'own') return [min, max];
  const magnitude = Math.max(-min, max);
  return [0 - magnitude, magnitude]; // never −0
}

/**
 * Channels of one sample's output [h, w, c] as tiles, at most `maxTiles`; larger than `maxSide` pixels they are thinned out.
 * A flat output becomes one row.
 */
export function mapTiles(output: FetchedOutput, maxTiles: number, maxSide: number): Tiles {
  const [height, width, channels] =
    output.shape.length === 3
      ? (output.shape as [number, number, number])
      : ([1, output.data.length, 1] as const);
  const stride = Math.max(1, Math.ceil(Math.max(height, width) / maxSide));
  return makeTiles(
    Math.min(channels, maxTiles),
    Math.ceil(height / stride),
    Math.ceil(width / stride),
    (tile, y, x) => output.data[(y * stride * width + x * stride) * channels + tile]!,
  );
}

/** Filters of a kernel [h, w, in, out] for one input channel, at most `maxTiles`. */
export function filterTiles(
  kernel: Float32Array,
  shape: readonly number[],
  inputChannel: number,
  maxTiles: number,
): Tiles {
  const [height, width, inputs, filters] = shape as [number, number, number, number];
  return makeTiles(
    Math.min(filters, maxTiles),
    height,
    width,
    (tile, y, x) => kernel[((y * width + x) * inputs + inputChannel) * filters + tile]!,
    'signed',
  );
}

/** At most `count` bars of `values`, in order: where there are more values, the one farthest from zero of each equal part. */
export function bars(values: Float32Array, count: number): Float32Array {
  if (values.length <= count) return values;
  const strongest = new Float32Array(count);
  for (let i = 0; i < values.length; i++) {
    const bar = Math.floor((i * count) / values.length);
    if (!(Math.abs(values[i]!) <= Math.abs(strongest[bar]!))) strongest[bar] = values[i]!;
  }
  return strongest;
}

/** Shares of `values` in `bins` equal parts of their range. */
export function histogram(values: Float32Array, bins: number): Float32Array {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const shares = new Float32Array(bins);
  const width = max - min;
  for (const value of values) {
    const bin = width > 0 ? Math.floor(((value - min) / width) * bins) : 0;
    shares[Math.min(bins - 1, Math.max(0, bin))]! += 1 / values.length;
  }
  return shares;
}
