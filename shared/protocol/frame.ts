/**
 * What streams to the page: named small tensors. At most 256 KB, 20 a second and 2 under way per stream; newest wins.
 *
 * Streams of the engine:
 * - `thumbnails`: for each block `<nodeId>`; uint8 tiles [n, h, w] (filters, maps; each tile scaled by its own min and max) or float32 [n]
 *   (bars of a dense layer, at most 64).
 * - `inspect`: `tiles` uint8 [n, h, w], `range` float32 [n, 2] (min and max of each tile), and for `filters` also `kernel` float32 in
 *   Keras's order [h, w, in, out] when it fits; for `maps` of a flat output `values` float32 [n].
 *   `value` float32 [h, w] of one map comes through `maps` as tile and range: value = min + tile / 255 · (max − min).
 * - `prediction`: `input` (uint8 or float32 [h, w, c] or [n]), `probabilities` float32 [classes], `label` int32 [1].
 */
export interface FrameTensor {
  readonly name: string;
  readonly dtype: 'uint8' | 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly data: Uint8Array | Float32Array | Int32Array;
}

export interface Frame {
  readonly run: string;
  readonly seq: number;
  readonly stream: string;
  /** Optimizer step the numbers belong to. */
  readonly step: number;
  readonly tensors: readonly FrameTensor[];
}
