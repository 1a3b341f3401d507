import { completeParams, layerOf } from '#shared/compile/infer';
import type { ModelState } from '#shared/compile/program';
import type { GraphNode } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { dropMask, hasDropMask } from '#shared/compile/drop-mask';
import type { FrameTensor } from '#shared/protocol/frame';
import { numberTensor } from './distribution';

const MOST_VALUES = 2 ** 17;
const MOST_TILES = 1024;

/**
 * What a Dropout keeps and drops of the first sample of the batch in the last step made (in the first one, before any): tiles of an image's channels, or one
 * value each.
 */
export function maskTensors(state: ModelState, node: GraphNode, shape: Shape): readonly FrameTensor[] {
  if (!hasDropMask(node.type)) return [];
  const rate = Number(completeParams(layerOf(node)!, node.params)['rate']);
  const step = Math.max(0, state.step - 1);
  const mask = dropMask(node, rate, shape, { seed: state.seed, step, row: 0 });
  const kept = mask.reduce((sum, value) => sum + value, 0);
  return [...pictures(mask, shape), numberTensor('kept', kept), numberTensor('maskStep', step + 1)];
}

function pictures(mask: Uint8Array, shape: Shape): readonly FrameTensor[] {
  if (shape.length !== 3) {
    const data = Float32Array.from(mask.subarray(0, 2 ** 15));
    return [{ name: 'values', dtype: 'float32', shape: [data.length], data }];
  }
  const [height, width, channels] = shape as [number, number, number];
  const count = Math.min(channels, MOST_TILES, Math.max(1, Math.floor(MOST_VALUES / (height * width))));
  const area = height * width;
  const levels = Uint8Array.from({ length: count * area }, (_, i) => {
    const tile = Math.floor(i / area);
    return mask[(i % area) * channels + tile]! * 255;
  });
  return [{ name: 'tiles', dtype: 'uint8', shape: [count, height, width], data: levels }];
}
