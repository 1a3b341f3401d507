/**
 * What streams to the page: named small tensors. At most 256 KB, 20 a second and 2 under way per stream; newest wins.
 *
 * Streams of the engine:
 * - `thumbnails`: for each block `<nodeId>`; uint8 tiles [n, h, w] (filters, maps) or float32 [n] (bars of a flat output, at most 64: each
 *   the value farthest from zero of an equal part).
 * - `inspect`: of the block that `of` names. `tiles` uint8 [n, h, w] and `range` float32 [n, 2]: the values of tile 0 and 255. For
 *   `filters` also `kernel` float32 in Keras's order, [h, w, in, out], or [h, w, 1, out] with the input channel asked for where the whole
 *   is too large, or absent. For `maps` of an image also `map` float32 [h, w], the channel asked for; of a flat output `values`
 *   float32 [n]. For `distribution` counts float32 [bins] named `weights/<name>`, `gradients/<name>` and `outputs`, each with `<name>#facts`
 *   (`Distribution`), and `gradientStep`. For `batch` (BatchNormalization) float32 [channels] `moving_mean`, `moving_variance`, `batch_mean`,
 *   `batch_variance`, and `batchStep`. For `mask` (Dropout) `tiles` of 0 and 255, or `values` of 0 and 1, `kept` and `maskStep`. Steps are
 *   int32 [1].
 * - `prediction`: `input` (uint8 or float32 [h, w, c] or [n]), `probabilities` float32 [classes], `label` int32 [1]; of a network that learns its
 *   input, `reconstruction` like `input` in place of the latter two.
 *
 * Tiles of maps reach from their lowest value (0) to their highest (255); tiles of weights from −m to m, the largest magnitude.
 * value = min + tile / 255 · (max − min). Large pictures are thinned out until they fit.
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
  /** What was asked for, where a stream can show different things. */
  readonly of?: FrameSubject;
  readonly tensors: readonly FrameTensor[];
}

/** What of a block `inspect` can show. */
export const INSPECTIONS = ['filters', 'maps', 'distribution', 'batch', 'mask'] as const;
export type Inspection = (typeof INSPECTIONS)[number];

/** Of `inspect`: whose filters or maps, and the channel; 0 when none was asked for. */
export interface FrameSubject {
  readonly nodeId: string;
  readonly what: Inspection;
  readonly channel: number;
}
