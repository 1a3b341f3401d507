import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpecs } from '#shared/graph/params';
import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { Shape } from '#shared/graph/shape';

interface Documented {
  readonly label: string;
  readonly summary: Localized;
  readonly formula: string;
}

/** A loss: one number a sample; the training loss is their mean. */
export interface LossDefinition extends Documented {
  /** What the targets must be for it. */
  readonly targets: 'one-hot' | 'sparse' | 'binary' | 'any';
  /**
   * `[batch]` from predictions and targets (both in engine axes). Where Keras would silently use the logits behind a final softmax
   * or sigmoid, it asks `b.producer(prediction)`.
   */
  perSample(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue;
}

/** A metric that is a mean over samples. */
export interface MetricDefinition extends Documented {
  perSample(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue;
  /** The value on the axis: share (0…1) or plain number. */
  readonly unit: 'share' | 'number';
}

/** An update rule on one flat vector. */
export interface OptimizerDefinition extends Documented {
  readonly params: ParamSpecs;
  /** Names of the slots, each as long as theta, which start at 0. */
  slots(params: Params): readonly string[];
  update(
    b: IrBuilder,
    state: {
      readonly theta: IrValue;
      readonly gradient: IrValue;
      readonly slots: Readonly<Record<string, IrValue>>;
      /** float32 scalar. */
      readonly learningRate: IrValue;
      /** Updates made before this one, float32 scalar. */
      readonly step: IrValue;
      readonly params: Params;
    },
  ): { readonly theta: IrValue; readonly slots: Readonly<Record<string, IrValue>> };
}

/** The law of fresh weights. */
export interface InitializerDefinition extends Documented {
  /**
   * All numbers of a weight of Keras shape `shape`, in Keras order; `uniform(i)` gives independent uniform [0, 1) numbers
   */
  fill(shape: Shape, config: Params, uniform: (index: number) => number): Float32Array;
}
