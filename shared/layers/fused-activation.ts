import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis, type Shape } from '#shared/graph/shape';
import { ACTIVATIONS, DEFAULT_NEGATIVE_SLOPE } from './activations';
import { camelCase, javaScript, tfjsCall, unlessDefault } from './code';
import type { CodeContext } from './definition';

/** PyTorch's modules for the `activation` of a layer with outputs like `shape`: none for linear. */
export const torchActivation = (activation: string, shape: Shape): string[] =>
  activation === 'linear'
    ? []
    : [
        ACTIVATIONS[activation]!.pytorch({
          axis: engineChannelAxis(shape.length + 1),
          negativeSlope: DEFAULT_NEGATIVE_SLOPE,
        }),
      ];

/**
 * TensorFlow.js's call for a layer with `activation`, `useBias` and initializers. An activation that TensorFlow.js has only as a layer
 * follows in a small sequence.
 */
export function tfjsWithActivation(
  factory: string,
  specs: ParamSpecs,
  { params, inputs, name }: CodeContext,
  always: readonly string[],
): string {
  const activation = (params['activation'] ?? 'linear') as string;
  const alone = ACTIVATIONS[activation]!.tfjs === null;
  const translated = Object.fromEntries(
    Object.keys(specs).map((key) => {
      const value = always.includes(key)
        ? (params[key] ?? specs[key]!.default)
        : unlessDefault(specs, params, key);
      return [key, key.endsWith('Initializer') && typeof value === 'string' ? camelCase(value) : value];
    }),
  );
  const fields = { ...translated, activation: alone ? undefined : translated['activation'], name };
  if (!alone) return tfjsCall(factory, fields);
  const layer = tfjsCall(factory, { ...fields, name: undefined, inputShape: inputs[0]! });
  const after = tfjsCall('layers.leakyReLU', { alpha: DEFAULT_NEGATIVE_SLOPE });
  return `tf.sequential({layers: [${layer}, ${after}], name: ${javaScript(name)}})`;
}
