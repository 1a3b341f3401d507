import type { DataConfig, DatasetInfo } from '#shared/data/config';
import type { Choice, GraphDoc } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import type { TrainingConfig } from '#shared/train/config';
import type { NamedMetric } from '#shared/train/metric-names';

/** Everything a compilation depends on. The samples themselves play no part. */
export interface CompileSource {
  readonly graph: GraphDoc;
  readonly training: TrainingConfig;
  readonly data: DataConfig;
  readonly info: DatasetInfo;
}

/**
 * How the host writes targets: one-hot float32 [classes], sparse int32 class index [], or class float32 0/1 [1] for a single-unit head.
 */
export interface TargetSpec {
  readonly encoding: 'one-hot' | 'sparse' | 'binary';
  /** Shape of one target, without batch: [classes], [] or [1]; with one number more where samples have weights. */
  readonly shape: Shape;
  /** The last number of each target is what its sample counts in the loss; all are float32 then. */
  readonly isWeighted?: boolean;
  readonly dtype: 'float32' | 'int32';
}

/** Where one weight lies. `store` says in which flat vector of `ModelState`. */
export interface WeightSlot {
  /** `<node name>/<weight name>`: `conv2d_1/kernel`. */
  readonly name: string;
  readonly nodeId: string;
  readonly weight: string;
  /** Keras's shape and the engine's permutation of it, as in `WeightSpec`. */
  readonly shape: Shape;
  readonly layout?: readonly number[];
  readonly initializer: string;
  readonly initializerConfig?: Readonly<Record<string, unknown>>;
  /** As in `WeightSpec`. */
  readonly ones?: readonly [from: number, to: number];
  readonly regularizer?: Choice;
  readonly constraint?: Choice;
  /** theta: trained. buffers: changed by training without gradient. frozen: never changed. */
  readonly store: 'theta' | 'buffers' | 'frozen';
  readonly offset: number;
  readonly size: number;
}

export interface StateLayout {
  readonly slots: readonly WeightSlot[];
  /** Length of each flat vector. */
  readonly sizes: Readonly<Record<WeightSlot['store'], number>>;
  /** Optimizer slots, each as long as theta: `m`, `v`, `momentum`. */
  readonly optimizerSlots: readonly string[];
  /** The value at which a slot starts; 0 where none is given. */
  readonly slotStarts?: Readonly<Record<string, number>>;
}

/** A part of theta, and of every optimizer slot, that a program has as a tensor of its own. */
export interface Segment {
  /** Behind the names `theta`, `slot_<name>` and `gradient`. */
  readonly suffix: string;
  readonly offset: number;
  readonly size: number;
}

/** The model's numbers at one step. Vectors are in the engine's layout. */
export interface ModelState {
  readonly layout: StateLayout;
  readonly theta: Float32Array;
  readonly buffers: Float32Array;
  readonly frozen: Float32Array;
  /** Optimizer slots by name. */
  readonly slots: Readonly<Record<string, Float32Array>>;
  /** Optimizer updates made so far; also the counter of every random draw. */
  readonly step: number;
  readonly seed: number;
}

/**
 * One ONNX model that trains K batches of `batch` samples.
 * Inputs: `x` [K, batch, ...Keras-order sample] (uint8 or float32), `y` [K, batch, ...target] (float32, or int32 for sparse
 * targets), `lr` float32 [K] (the learning rate of each step), `theta`, `buffers`, `frozen`, `slot_<name>`, `step` int64 scalar, `seed` uint32
 * scalar, `k` int64 scalar.
 * Vectors of length 0 are left out, as input and as output.
 * Outputs: `prediction` [K, batch, columns] where metrics need it; `theta_out`, `buffers_out`, `slot_<name>_out`, `losses` [K], `metric_<name>` [K] (means over the batch, not finished), and
 * `gradient_out`, laid out like theta: the gradient of the last step's loss before anything is clipped.
 * Where steps look their samples up, there are `samples` [any number, ...Keras-order sample] and `rows` int32 [K, batch], their places, and no `x`.
 * A program for the processor has no `k`, and in place of `theta`, `slot_<name>` and `gradient` it has their `segments`: `theta.0`, `theta.0_out`.
 */
export interface TrainingProgram {
  readonly bytes: Uint8Array;
  readonly batch: number;
  readonly layout: StateLayout;
  /** All that are measured; those of a whole set have no output here. */
  readonly metrics: readonly NamedMetric[];
  readonly target: TargetSpec;
  /** Names of the inputs the model really has. */
  readonly inputs: readonly string[];
  /** In order; together they are theta. */
  readonly segments: readonly Segment[];
}

/**
 * One ONNX model for inference of `batch` samples.
 * Inputs: `x` [batch, ...Keras-order sample], `y` when `losses` (as above without K), `theta`, `buffers`, `frozen`.
 * Outputs: for each fetched node `node_<id>`: its output in Keras's order, batch first, float32; with targets also `loss` [batch], the
 * regularizers' penalties included, and `metric_<name>` [batch], one number a sample, `weight` [batch] where not all samples count in the loss,
 * and `prediction` [batch, units] as probabilities where a metric needs all of them.
 */
export interface ForwardProgram {
  readonly bytes: Uint8Array;
  readonly batch: number;
  readonly layout: StateLayout;
  readonly metrics: readonly NamedMetric[];
  /** Null when compiled without losses. */
  readonly target: TargetSpec | null;
  readonly inputs: readonly string[];
  /** Fetched node ids with the Keras-order shape of a sample. */
  readonly fetches: readonly { readonly nodeId: string; readonly shape: Shape }[];
}
