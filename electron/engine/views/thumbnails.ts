import type { ModelState } from '#shared/compile/program';
import type { GraphNode } from '#shared/graph/document';
import { LAYERS } from '#shared/layers/table';
import type { FrameTensor } from '#shared/protocol/frame';
import type { FetchedOutput } from '../trainer';
import { fitFrame } from './budget';
import { kernelOf } from './inspect';
import { bars, filterTiles, histogram, mapTiles, type Tiles } from './tiles';

const MAX_BARS = 64;
const HISTOGRAM_BINS = 32;
const MAX_FILTERS = 64;

/** Ever smaller thumbnails, for drawings with many blocks. */
const SIZES = [
  { tiles: 16, side: 32 },
  { tiles: 9, side: 24 },
  { tiles: 4, side: 16 },
  { tiles: 1, side: 16 },
];

/** One small picture for each block that has something to show: what its definition's `view` says. */
export function thumbnailTensors(
  nodes: readonly GraphNode[],
  state: ModelState,
  outputs: ReadonlyMap<string, FetchedOutput>,
): readonly FrameTensor[] {
  return fitFrame(
    SIZES.map(
      (size) => () => nodes.flatMap((node) => thumbnail(node, state, outputs.get(node.id), size) ?? []),
    ),
  );
}

function thumbnail(
  node: GraphNode,
  state: ModelState,
  output: FetchedOutput | undefined,
  size: (typeof SIZES)[number],
): FrameTensor | null {
  const view = LAYERS[node.type]?.view ?? 'none';
  if (view === 'none') return null;
  if (view === 'filters') {
    const kernel = kernelOf(state, node.id, node.type);
    if (kernel?.shape.length === 4)
      return tilesTensor(node.id, filterTiles(kernel.data, kernel.shape, 0, MAX_FILTERS));
  }
  if (!output) return null;
  if (view === 'histogram') return floats(node.id, histogram(output.data, HISTOGRAM_BINS));
  if (output.shape.length === 3) return tilesTensor(node.id, mapTiles(output, size.tiles, size.side));
  return floats(node.id, bars(output.data, MAX_BARS));
}

const tilesTensor = (name: string, { count, height, width, tiles }: Tiles): FrameTensor => ({
  name,
  dtype: 'uint8',
  shape: [count, height, width],
  data: tiles,
});

const floats = (name: string, data: Float32Array): FrameTensor => ({
  name,
  dtype: 'float32',
  shape: [data.length],
  data,
});
