import type { Localized } from '#shared/graph/diagnostic';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** Keras's slope of the function `leaky_relu`; the layer class LeakyReLU has 0.3, PyTorch 0.01. */
export const DEFAULT_NEGATIVE_SLOPE = 0.2;

/** What single functions can be told; the others ignore it. */
export interface FunctionOptions {
  /** Of leaky_relu, below 0. */
  readonly negativeSlope: number;
  /** gelu by tanh instead of the error function. */
  readonly approximate: boolean;
}

export const DEFAULT_OPTIONS: FunctionOptions = { negativeSlope: DEFAULT_NEGATIVE_SLOPE, approximate: false };

/** One activation function: everything the product knows of it. */
export interface ActivationDefinition {
  readonly label: string;
  readonly summary: Localized;
  readonly formula: string;
  /** Elementwise, or along the channel axis (softmax). Options default to Keras's. */
  lower(b: IrBuilder, x: IrValue, options?: FunctionOptions): IrValue;
  /** Rough count of arithmetic operations per element. */
  readonly flopsPerElement: number;
  /** PyTorch module; `axis` is the channel axis of the engine's layout. */
  pytorch(options: FunctionOptions & { readonly axis: number }): string;
  /** TensorFlow.js's name for the `activation` option; null where it has none that computes the same. */
  readonly tfjs: string | null;
}

/**
 * A PyTorch module out of one expression of x, where PyTorch has only the function. `weights` are expressions of tensors that
 * become parameters by these names.
 */
export function torchModule(
  name: string,
  expression: string,
  weights: Readonly<Record<string, string>> = {},
): string {
  const members = Object.entries(weights).map(
    ([key, value]) => `, setattr(self, "${key}", nn.Parameter(${value}))`,
  );
  const init =
    members.length === 0 ? '' : `"__init__": lambda self: (nn.Module.__init__(self)${members.join('')})[0], `;
  return `type("${name}", (nn.Module,), {${init}"forward": lambda self, x: ${expression}})()`;
}
