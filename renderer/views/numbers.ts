import { sizeOf } from '#shared/graph/shape';
import type { LiveFrame } from '../state/live-store';

/** One picture of numbers in a frame. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  /** One number for each cell, or one for red, green and blue each. */
  readonly depth: 1 | 3;
  /** Row by row; of `depth` numbers a cell. */
  readonly values: Float32Array;
  /** What the two ends of the colours stand for. */
  readonly low: number;
  readonly high: number;
  /** False where the numbers come from 256 levels, or from fewer cells than there are. */
  readonly isExact: boolean;
}

/** Which input channel of the filters: one, or all three as red, green and blue. */
export type FilterChannel = number | 'rgb';

/** Filter `index` of an `inspect` frame; null when the frame does not hold it. */
export function filterPicture(
  frame: LiveFrame | null,
  index: number,
  channel: FilterChannel,
): Picture | null {
  const kernel = frame?.tensors['kernel'];
  if (!frame || !kernel || kernel.shape.length !== 4) return tilePicture(frame, index);
  const [height, width, inputs, filters] = kernel.shape as [number, number, number, number];
  if (index >= filters) return null;
  const channels = channel === 'rgb' ? [0, 1, 2] : [inputs === 1 ? 0 : (frame.of?.channel ?? 0)];
  const depth = channels.length === 3 ? 3 : 1;
  const values = new Float32Array(height * width * depth);
  for (let cell = 0; cell < height * width; cell++) {
    for (const [i, input] of channels.entries())
      values[cell * depth + i] = kernel.data[(cell * inputs + input) * filters + index]!;
  }
  const high = largestMagnitude(values);
  return { height, width, depth, values, low: -high, high, isExact: true };
}

/** Feature map `index` of an `inspect` frame, exactly where the frame has its numbers; null when the frame does not hold it. */
export function mapPicture(frame: LiveFrame | null, index: number): Picture | null {
  const map = frame?.tensors['map'];
  if (!map || frame?.of?.channel !== index) return tilePicture(frame, index);
  const [height, width] = map.shape as [number, number];
  const values = map.data as Float32Array;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { height, width, depth: 1, values, low, high, isExact: true };
}

/** The weights [in, units] of a dense layer; null when the frame has none. */
export function matrixPicture(frame: LiveFrame | null): Picture | null {
  const kernel = frame?.tensors['kernel'];
  if (!kernel) return tilePicture(frame, 0);
  const width = kernel.shape.at(-1)!;
  const values = kernel.data as Float32Array;
  const high = largestMagnitude(values);
  return {
    height: sizeOf(kernel.shape) / width,
    width,
    depth: 1,
    values,
    low: -high,
    high,
    isExact: true,
  };
}

/** value = min + tile / 255 · (max − min). */
function tilePicture(frame: LiveFrame | null, index: number): Picture | null {
  const { tiles, range } = frame?.tensors ?? {};
  if (!tiles || !range || index >= tiles.shape[0]!) return null;
  const [, height, width] = tiles.shape as [number, number, number];
  const [low, high] = [range.data[index * 2]!, range.data[index * 2 + 1]!];
  const area = height * width;
  const values = new Float32Array(area);
  for (let i = 0; i < area; i++) values[i] = low + (tiles.data[index * area + i]! / 255) * (high - low);
  return { height, width, depth: 1, values, low, high, isExact: false };
}

function largestMagnitude(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}

/** The colour level, 0 to 255, of every number of a picture; half way where all are the same. */
export function levelsOf({ values, low, high }: Pick<Picture, 'values' | 'low' | 'high'>): Uint8Array {
  const scale = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from(values, (value) => {
    const level = scale === 0 ? 128 : Math.round((value - low) * scale);
    return level > 0 ? Math.min(255, level) : 0;
  });
}
