import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { run } from '../../contract/compute';
import { layerGraph } from '../../contract/layer-graph';

interface Options {
  readonly training?: boolean;
  readonly batch?: number;
  readonly key?: number;
  /** Weights by name, in the engine's layout. */
  readonly weights?: Readonly<Record<string, readonly number[]>>;
}

const rounded = (numbers: readonly number[]) => numbers.map((x) => Math.round(x * 1e6) / 1e6 + 0);

/**
 * Output of a layer and gradients of its inputs, rounded to six places; the cotangent is 1, 2, 3, …. Inputs are in the engine's
 * order.
 */
export function computed(
  type: string,
  shapes: readonly Shape[],
  params: Params,
  inputs: readonly (readonly number[])[],
  { training = false, batch = 1, key = 1, weights = {} }: Options = {},
) {
  const setting = {
    type,
    params: { ...defaultParams(LAYERS[type]!.params), ...params },
    shapes,
    batch,
    training,
  };
  const feeds = {
    ...Object.fromEntries(inputs.map((numbers, i) => [`in_${i}`, numbers])),
    ...weights,
    key: [key],
  };
  const count = run(layerGraph(setting), feeds)['output']!.length;
  const cotangent = Array.from({ length: count }, (_, i) => i + 1);
  const results = run(layerGraph({ ...setting, gradients: true }), { ...feeds, cotangent });
  return {
    output: rounded(results['output']!),
    gradients: inputs.map((_, i) => rounded(results[`d_in_${i}`]!)),
  };
}
