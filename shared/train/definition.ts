import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpecs } from '#shared/graph/params';
import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { Shape } from '#shared/graph/shape';

export interface Documented {
  readonly label: string;
  readonly summary: Localized;
  readonly formula: string;
}

/** A loss; `lossPerSample` and `reduceLoss` apply it, with sample weights. */
export interface LossDefinition extends Documented {
  readonly params: ParamSpecs;
  /** What the targets must be for it. */
  readonly targets: 'one-hot' | 'sparse' | 'binary' | 'any';
  /** What it compares them with: probabilities (a network that ends in softmax or sigmoid), scores of any sign, or plain numbers. */
  readonly prediction: 'probabilities' | 'scores' | 'numbers';
  /**
   * One number a position, `[batch, ...]` without the classes' axis, from predictions and targets (both in engine axes). Where Keras would
   * silently use the logits behind a final softmax or sigmoid, it asks `b.producer(prediction)`.
   */
  unreduced(b: IrBuilder, target: IrValue, prediction: IrValue, params: Params): IrValue;
  /** 1 for every position that counts, 0 for those left out; null or absent when all count. */
  mask?(b: IrBuilder, target: IrValue, prediction: IrValue, params: Params): IrValue | null;
}

interface Measure extends Documented {
  readonly params: ParamSpecs;
  /** The value on the axis: share (0…1) or plain number. */
  readonly unit: 'share' | 'number';
  /** Which way is better; null where neither is. */
  readonly better: 'higher' | 'lower' | null;
}

/** A metric that is a mean over samples, weighted where samples have weights, or a function of that mean. */
export interface MetricDefinition extends Measure {
  /** What the targets must be for it; `any` takes all kinds. Absent: numbers in the prediction's shape. */
  readonly targets?: 'one-hot' | 'sparse' | 'any';
  /** One number a sample, [batch]. */
  perSample(b: IrBuilder, target: IrValue, prediction: IrValue, params: Params): IrValue;
  /** The metric from the mean over all samples; absent: the mean itself. */
  finish?(mean: number): number;
}

/** Numbers in Keras's order, batch first, row-major. */
export interface MetricArray {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A number, one for each class, output or threshold, or a matrix by rows. */
export type MetricResult = number | readonly number[] | readonly (readonly number[])[];

/** A metric under way: it sees every batch once and tells the value over all of them. */
export interface MetricStream {
  /** `sampleWeight` has one number a sample, or one a position (the shape without the classes' axis). */
  update(yTrue: MetricArray, yPred: MetricArray, sampleWeight?: ArrayLike<number>): void;
  /** The value over everything seen so far. */
  result(): MetricResult;
  /** What it has counted, to be gone on with by another stream of the same metric. */
  save(): readonly number[];
  /** Goes on from there. */
  load(saved: readonly number[]): void;
}

/** A metric that is no mean over samples, so that no mean over batches gives it; computed from predictions. */
export interface StreamingMetricDefinition extends Measure {
  create(params: Params): MetricStream;
}

/** Slots of an optimizer by name, each as long as theta. */
export type Slots<T> = Readonly<Record<string, T>>;

export interface OptimizerState {
  /** The flat vector of all trained weights. */
  readonly theta: IrValue;
  readonly gradient: IrValue;
  readonly slots: Slots<IrValue>;
  /** float32 scalar. */
  readonly learningRate: IrValue;
  /** Updates made before this one, float32 scalar. */
  readonly step: IrValue;
  readonly params: Params;
}

export interface OptimizerUpdate {
  readonly theta: IrValue;
  readonly slots: Slots<IrValue>;
}

/**
 * An update rule on one flat vector, number by number. What all optimizers have in common (clipping, weight decay, accumulated gradients,
 * averaged weights) is in its `params` too, but done around `update` by `applyOptimizer`.
 */
export interface OptimizerDefinition extends Documented {
  readonly params: ParamSpecs;
  /** A rate that usually works, and one above which the loss usually grows. */
  readonly learningRate: { readonly usual: number; readonly highest: number };
  /** The value at which each of its own slots starts. Slots of one name mean the same in every optimizer. */
  slots(params: Params): Slots<number>;
  update(b: IrBuilder, state: OptimizerState): OptimizerUpdate;
}

/** The law of fresh weights. */
export interface InitializerDefinition extends Documented {
  readonly params: ParamSpecs;
  /**
   * All numbers of a weight of Keras shape `shape`, in Keras's order; `uniform(i)` gives independent uniform [0, 1) numbers, of which there
   * are as many as the weight has. `config` are values of `params`.
   */
  fill(shape: Shape, config: Params, uniform: (index: number) => number): Float32Array;
}

/** A penalty on a weight, which is added to the loss: not averaged over the batch, and part of every reported loss. */
export interface RegularizerDefinition extends Documented {
  readonly params: ParamSpecs;
  /** A scalar. */
  penalty(b: IrBuilder, weight: IrValue, params: Params): IrValue;
}

/** What a weight must be like; applied after each update. */
export interface ConstraintDefinition extends Documented {
  readonly params: ParamSpecs;
  /**
   * The weight as it may be, in the same shape. Axes in `params` are Keras's; `layout` (as in `WeightSpec`) tells which of Keras's axes each
   * of the engine's is, and is left out where they are the same.
   */
  apply(b: IrBuilder, weight: IrValue, params: Params, layout?: readonly number[]): IrValue;
}

/** A learning rate that follows the steps. */
export interface ScheduleDefinition extends Documented {
  readonly params: ParamSpecs;
  /**
   * The rate of the update after `step` others (the first batch has step 0), from the rate that is set for the training. A function of
   * nothing else, so that training can be resumed anywhere.
   */
  rate(step: number, initialLearningRate: number, params: Params): number;
}
