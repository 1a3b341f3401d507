import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis, type Shape } from '#shared/graph/shape';
import { ACTIVATIONS } from './activations';
import { javaScript, tfjsCall, tfjsWeights, unlessDefault } from './code';
import type { CodeContext } from './definition';
import { type ActivationDefinition, DEFAULT_NEGATIVE_SLOPE, DEFAULT_OPTIONS } from './functions/definition';
import { isOfRow, namesRow } from './weight-params';

/** The function that a layer's `activation` names. */
export const activationOf = (params: Params): ActivationDefinition =>
  ACTIVATIONS[(params['activation'] ?? 'linear') as string]!;

/** PyTorch's modules for the `activation` of a layer with outputs like `shape`: none for linear. */
export const torchActivation = (activation: string, shape: Shape): string[] =>
  activation === 'linear'
    ? []
    : [ACTIVATIONS[activation]!.pytorch({ axis: engineChannelAxis(shape.length + 1), ...DEFAULT_OPTIONS })];

/**
 * TensorFlow.js's call for a layer with `activation`, `useBias` and initializers; null where it lacks the function. leaky_relu, which it
 * has only as a layer, follows in a small sequence.
 */
export function tfjsWithActivation(
  factory: string,
  specs: ParamSpecs,
  { params, inputs, name }: CodeContext,
  always: readonly string[],
): string | null {
  const activation = (params['activation'] ?? 'linear') as string;
  const { tfjs } = ACTIVATIONS[activation]!;
  if (tfjs === null && activation !== 'leaky_relu') return null;
  const weights = tfjsWeights(specs, params);
  if (!weights) return null;
  const own = Object.entries(specs)
    .filter(([key, spec]) => !namesRow(key) && !isOfRow(spec))
    .map(([key, spec]) => {
      const isSaid = always.includes(key);
      return [key, isSaid ? (params[key] ?? spec.default) : unlessDefault(specs, params, key)] as const;
    });
  const fields = {
    ...Object.fromEntries(own),
    ...weights,
    activation: activation === 'linear' ? undefined : tfjs,
    name,
  };
  if (tfjs !== null) return tfjsCall(factory, fields);
  const layer = tfjsCall(factory, {
    ...fields,
    activation: undefined,
    name: undefined,
    inputShape: inputs[0]!,
  });
  const after = tfjsCall('layers.leakyReLU', { alpha: DEFAULT_NEGATIVE_SLOPE });
  return `tf.sequential({layers: [${layer}, ${after}], name: ${javaScript(name)}})`;
}
