import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Choice, Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { Scanned, ScanSpec } from '#shared/ops/scan';
import type { ParamSpecs } from '#shared/graph/params';
import type { ShapeContext } from './shape-context';
import type { LayerWhy } from './why/definition';
import type { Formula, WorkedExample } from './help';

/** Categories in palette order; their colours are in `categories.ts`. */
export type LayerCategory =
  | 'input'
  | 'preprocessing'
  | 'augmentation'
  | 'core'
  | 'embedding'
  | 'convolution'
  | 'pooling'
  | 'recurrent'
  | 'attention'
  | 'normalization'
  | 'regularization'
  | 'activation'
  | 'reshaping'
  | 'merging'
  | 'output';

export interface PortSpec {
  readonly name: string;
  /** Takes any number of wires (merging layers); else at most one. */
  readonly multiple?: boolean;
  /** With `multiple`: takes at most so many. */
  readonly most?: number;
}

/** One weight array of a layer. `shape` is Keras's; `layout` says how the engine stores it. */
export interface WeightSpec {
  /** Keras's name: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly name: string;
  readonly shape: Shape;
  /** Engine axis i is Keras axis `layout[i]`: `[3, 2, 0, 1]` turns (H, W, in, out) into OIHW. Absent: same order. */
  readonly layout?: readonly number[];
  /** A name of `INITIALIZERS`. */
  readonly initializer: string;
  readonly initializerConfig?: Params;
  /** A row of `REGULARIZERS`, whose penalty is part of the loss. */
  readonly regularizer?: Choice;
  /** A row of `CONSTRAINTS`, applied after every step. */
  readonly constraint?: Choice;
  /** Elements from the first number to before the second, in Keras's order, that start at 1 whatever the initializer says. */
  readonly ones?: readonly [from: number, to: number];
  /** False for state that training updates without gradients (moving statistics). */
  readonly trainable: boolean;
}

export type { ShapeContext };

/**
 * A layer's problem without the node: the inference adds id and name. In `fix.repair` a layer writes `nodeId: ''` for itself and
 * `edgeId: ''` for its first incoming wire; the inference puts the real ids there.
 */
export type LayerProblem = Omit<Diagnostic, 'nodeId' | 'severity'> & {
  readonly severity?: Diagnostic['severity'];
};

export type ShapeResult =
  { readonly ok: true; readonly shape: Shape } | { readonly ok: false; readonly problem: LayerProblem };

export interface LowerContext extends ShapeContext {
  readonly b: IrBuilder;
  /** Engine values of the inputs: `internalShape` of `inputs[i]`, float32. For an Input: the samples, as `values[0]`. */
  readonly values: readonly IrValue[];
  /** Keras-order output shape, as `inferShape` gave it. */
  readonly output: Shape;
  readonly batch: number;
  /** Training behaviour (dropout on, batch statistics) or inference. */
  readonly training: boolean;
  /** False when the layer is frozen: BatchNormalization then runs in inference mode. */
  readonly trainable: boolean;
  /** The same step for every slice, as one node; undefined where only plain ops are to be had. */
  readonly scan?: (spec: ScanSpec) => Scanned;
  /** A weight by its spec's name, in the engine's layout. */
  weight(name: string): IrValue;
  /** Replaces a non-trainable weight after this step (moving statistics). Training only. */
  update(name: string, value: IrValue): void;
  /**
   * Uniform [0, 1) numbers, a function of (seed, layer, `purpose`, step, element) alone:
   * the same after pause and resume. Training only.
   */
  uniform(shape: readonly number[], purpose: string): IrValue;
}

export interface CodeContext extends ShapeContext {
  readonly name: string;
  readonly output: Shape;
}

/** Reads what comes into a layer, all of the training data, once before training. */
export interface Adaptation {
  /** Any number of samples in Keras's order, one behind the other. */
  add(values: Float32Array): void;
  /** New values of the layer's weights by name, in Keras's order. `count` above 0 says that they are adapted. */
  weights(): Readonly<Record<string, Float32Array>>;
}

/**
 * Everything the product knows of one layer type: one object, one file, one line in `LAYERS`.
 * Palette, inspector, help, badges, compiler, code writers and tests read it.
 */
export interface LayerDefinition {
  /** Keras's class name. */
  readonly type: string;
  readonly category: LayerCategory;
  /** A lucide icon name in kebab-case: `grid-3x3`. */
  readonly icon: string;
  readonly params: ParamSpecs;
  readonly ports: { readonly inputs: readonly PortSpec[]; readonly outputs: readonly PortSpec[] };
  /** Smallest number of wires into a `multiple` port (2 for Add). */
  readonly minInputs?: number;
  /** The output shape by Keras's rules, or what is wrong and its repair. */
  inferShape(context: ShapeContext): ShapeResult;
  /** Weight arrays in Keras's creation order; empty for most layers. Only called when `inferShape` is ok. */
  weights(context: ShapeContext): readonly WeightSpec[];
  /**
   * Keras's `adapt`: state that comes from the training data, not from gradients. Null with parameters that need none; absent for most
   * layers. Only called when `inferShape` is ok.
   */
  adapt?(context: ShapeContext): Adaptation | null;
  /** Forward computation as IR ops. The gradient follows from the ops. Returns the output in engine axes. */
  lower(context: LowerContext): IrValue;
  /** Multiply-adds count as two; per sample, forward. */
  flops(context: ShapeContext & { readonly output: Shape }): number;
  /** How shape, weights and operations come about, as arithmetic that people can follow; its results are those of the functions above. */
  readonly why?: LayerWhy;
  /** The one or two parameters worth showing on the block: `3×3 same`. */
  badge?(params: Params): string;
  /** What the live thumbnail and the inspector show. */
  readonly view: 'filters' | 'maps' | 'bars' | 'histogram' | 'none';
  readonly docs: {
    /** One line for the palette. */
    readonly summary: Localized;
    /** Two to four sentences. */
    readonly description: Localized;
    /** Plain-text formula with the parameters' names. */
    readonly formula: string;
    /** The same, typeset: what is computed, and how many parameters it takes. */
    readonly formulaTex: readonly Formula[];
    readonly whenToUse: Localized;
    readonly example: Localized;
    /** Small real numbers; absent where chance decides the output. */
    readonly worked?: WorkedExample;
  };
  /**
   * One line of code that builds this very block. Keras takes kwargs that differ from the default only; null where TensorFlow.js has
   * nothing that computes the same.
   */
  readonly code: {
    keras(context: CodeContext): string;
    pytorch(context: CodeContext): string;
    tfjs(context: CodeContext): string | null;
  };
}
