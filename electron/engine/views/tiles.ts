import type { FetchedOutput } from '../trainer';

/** Grey pictures: `tiles` uint8 [n, h, w], each from its own minimum (0) to its maximum (255); `range` [n, 2]. */
export interface Tiles {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly tiles: Uint8Array;
  readonly range: Float32Array;
}

/**
 * Makes `count` tiles of `height` × `width` pixels from `valueAt(tile, y, x)`. A tile of equal values is black; values
 * that are not finite count as the minimum.
 */
export function makeTiles(
  count: number,
  height: number,
  width: number,
  valueAt: (tile: number, y: number, x: number) => number,
): Tiles {
  const area = height * width;
  const tiles = new Uint8Array(count * area);
  const range = new Float32Array(count * 2);
  const values = new Float32Array(area);
  for (let tile = 0; tile < count; tile++) {
    let min = Infinity;
    let max = -Infinity;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = valueAt(tile, y, x);
        values[y * width + x] = value;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
    if (!(min <= max) || !Number.isFinite(max - min)) min = max = 0;
    range[tile * 2] = min;
    range[tile * 2 + 1] = max;
    const scale = max > min ? 255 / (max - min) : 0;
    const first = tile * area;
    for (let i = 0; i < area; i++) {
      const level = (values[i]! - min) * scale;
      tiles[first + i] = level > 0 ? Math.min(255, Math.round(level)) : 0;
    }
  }
  return { count, height, width, tiles, range };
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
  );
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
