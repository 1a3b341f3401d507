import type { ModelState } from '#shared/compile/program';
import { readWeight } from '#shared/compile/state';
import { PICTURED_WEIGHTS } from '#shared/layers/pictured-weights';
import type { FrameTensor } from '#shared/protocol/frame';
import { transpose } from '#shared/weights/torch';
import type { FetchedOutput } from '../trainer';
import { byteLength, FRAME_BYTES } from './budget';
import { filterTiles, makeTiles, mapTiles, type Tiles } from './tiles';

const MAX_TILES = 1024;
/** Longest side of a dense layer's weight picture. */
const MAX_MATRIX_SIDE = 256;

/**
 * All filters of a block with a kernel, for one input channel, with the exact numbers when they fit; those of other layers as one picture. `type`
 * is the block's.
 */
export function filterTensors(
  state: ModelState,
  nodeId: string,
  channel: number,
  type = '',
): readonly FrameTensor[] {
  const found = kernelOf(state, nodeId, type);
  if (!found) return [];
  const { shape, data: kernel } = found;
  const whole: FrameTensor = { name: 'kernel', dtype: 'float32', shape, data: kernel };
  if (shape.length !== 4) return withExact(matrixTile(kernel, shape), [whole]);
  const input = Math.min(channel, shape[2]! - 1);
  const count = Math.floor(FRAME_BYTES / 2 / (shape[0]! * shape[1]!));
  const tiles = filterTiles(kernel, shape, input, Math.min(MAX_TILES, count));
  return withExact(tiles, [whole, inputSlice(kernel, shape, input)]);
}

/** The weight that is looked at as a picture, with a filter's input before its number: [h, w, in, out]. Null where a block has none. */
export function kernelOf(
  state: ModelState,
  nodeId: string,
  type: string,
): { readonly shape: readonly number[]; readonly data: Float32Array } | null {
  const own = state.layout.slots.filter((slot) => slot.nodeId === nodeId);
  const slot = PICTURED_WEIGHTS.flatMap((name) => own.find(({ weight }) => weight === name) ?? [])[0];
  if (!slot) return null;
  const kernel = { shape: slot.shape, data: readWeight(state, slot.name) };
  // Keras's order there is [h, w, out, in].
  return type === 'Conv2DTranspose' ? transpose(kernel, [0, 1, 3, 2]) : kernel;
}

/** Tiles, and the first of the tensors beside them that fits into the frame. */
function withExact(tiles: Tiles, candidates: readonly FrameTensor[]): readonly FrameTensor[] {
  const tensors = tileTensors(tiles);
  const room = FRAME_BYTES - byteLength(tensors);
  const exact = candidates.find(({ data }) => data.byteLength <= room);
  return exact ? [...tensors, exact] : tensors;
}

/** A kernel [h, w, in, out] for one input channel: [h, w, 1, out]. */
function inputSlice(kernel: Float32Array, shape: readonly number[], input: number): FrameTensor {
  const [height, width, inputs, filters] = shape as [number, number, number, number];
  const data = new Float32Array(height * width * filters);
  for (let cell = 0; cell < height * width; cell++) {
    const first = (cell * inputs + input) * filters;
    data.set(kernel.subarray(first, first + filters), cell * filters);
  }
  return { name: 'kernel', dtype: 'float32', shape: [height, width, 1, filters], data };
}

/** All feature maps of a block for one sample, and one of them exactly; a flat output as plain values. */
export function mapTensors(output: FetchedOutput, channel: number): readonly FrameTensor[] {
  if (output.shape.length !== 3) {
    const values = output.data.slice(0, FRAME_BYTES / 4);
    return [{ name: 'values', dtype: 'float32', shape: [values.length], data: values }];
  }
  const [height, width, channels] = output.shape as [number, number, number];
  const exact = channelOf(output.data, height * width, channels, Math.min(channel, channels - 1));
  const opened: FrameTensor[] =
    exact.byteLength > FRAME_BYTES / 2
      ? []
      : [{ name: 'map', dtype: 'float32', shape: [height, width], data: exact }];
  const count = Math.min(channels, MAX_TILES);
  const room = FRAME_BYTES - byteLength(opened) - count * 2 * 4;
  // Halve the pictures until all of them fit: better small maps than missing ones.
  const longest = Math.max(height, width);
  let side = longest;
  while (side > 4 && count * Math.ceil((height * width * side ** 2) / longest ** 2) > room)
    side = Math.ceil(side / 2);
  return [...tileTensors(mapTiles(output, count, side)), ...opened];
}

function channelOf(data: Float32Array, area: number, channels: number, channel: number): Float32Array {
  const values = new Float32Array(area);
  for (let i = 0; i < area; i++) values[i] = data[i * channels + channel]!;
  return values;
}

/** Weights [in, units] as one picture, thinned out when large. */
function matrixTile(kernel: Float32Array, shape: readonly number[]): Tiles {
  const units = shape.at(-1)!;
  const inputs = kernel.length / units;
  const stride = Math.max(1, Math.ceil(Math.max(inputs, units) / MAX_MATRIX_SIDE));
  return makeTiles(
    1,
    Math.ceil(inputs / stride),
    Math.ceil(units / stride),
    (_, y, x) => kernel[y * stride * units + x * stride]!,
    'signed',
  );
}

const tileTensors = ({ count, height, width, tiles, range }: Tiles): FrameTensor[] => [
  { name: 'tiles', dtype: 'uint8', shape: [count, height, width], data: tiles },
  { name: 'range', dtype: 'float32', shape: [count, 2], data: range },
];
