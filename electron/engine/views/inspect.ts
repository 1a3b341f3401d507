import type { ModelState } from '#shared/compile/program';
import { readWeight } from '#shared/compile/state';
import type { FrameTensor } from '#shared/protocol/frame';
import type { FetchedOutput } from '../trainer';
import { FRAME_BYTES } from './budget';
import { filterTiles, makeTiles, mapTiles, type Tiles } from './tiles';

const MAX_TILES = 1024;
/** Longest side of a dense layer's weight picture. */
const MAX_MATRIX_SIDE = 256;

/** All filters of a block with a kernel: tiles of the first input channel, and the whole kernel when it fits. */
export function filterTensors(state: ModelState, nodeId: string): readonly FrameTensor[] {
  const slot = state.layout.slots.find(
    (candidate) => candidate.nodeId === nodeId && candidate.weight === 'kernel',
  );
  if (!slot) return [];
  const kernel = readWeight(state, slot.name);
  const tiles =
    slot.shape.length === 4 ? filterTiles(kernel, slot.shape, 0, MAX_TILES) : matrixTile(kernel, slot.shape);
  const tensors = tileTensors(tiles);
  const room = FRAME_BYTES - tiles.tiles.byteLength - tiles.range.byteLength;
  return kernel.byteLength > room
    ? tensors
    : [...tensors, { name: 'kernel', dtype: 'float32', shape: slot.shape, data: kernel }];
}

/** All feature maps of a block for one sample; a flat output as plain values. */
export function mapTensors(output: FetchedOutput): readonly FrameTensor[] {
  if (output.shape.length !== 3) {
    const values = output.data.slice(0, FRAME_BYTES / 8);
    const tiles = mapTiles({ shape: [values.length], data: values }, 1, values.length);
    return [
      ...tileTensors(tiles),
      { name: 'values', dtype: 'float32', shape: [values.length], data: values },
    ];
  }
  const [height, width, channels] = output.shape as [number, number, number];
  const count = Math.min(channels, MAX_TILES);
  // Halve the pictures until all of them fit: better small maps than missing ones.
  let side = Math.max(height, width);
  while (
    side > 4 &&
    count * Math.ceil((height * width * side ** 2) / Math.max(height, width) ** 2) > FRAME_BYTES
  )
    side = Math.ceil(side / 2);
  return tileTensors(mapTiles(output, count, side));
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
  );
}

const tileTensors = ({ count, height, width, tiles, range }: Tiles): FrameTensor[] => [
  { name: 'tiles', dtype: 'uint8', shape: [count, height, width], data: tiles },
  { name: 'range', dtype: 'float32', shape: [count, 2], data: range },
];
