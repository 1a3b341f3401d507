import type { Params } from '#shared/graph/document';
import { internalShape, type Shape } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import type { IrBuilder } from '#shared/ops/builder';
import { hashText } from '#shared/random/counter';
import type { IrGraph, IrValue } from '#shared/ops/ir';
import { buildGraph } from './compute';
import { decode } from './golden';
import { type LayerCase, paramsOfCase, permute, shapesOf, toEngine } from './layer-case';

export interface LayerSetting {
  readonly type: string;
  readonly params: Params;
  readonly shapes: readonly Shape[];
  readonly batch: number;
  readonly training: boolean;
  readonly trainable?: boolean;
  /** Gradients of all inputs and trainable weights, as `d_in_0`, `d_kernel`. */
  readonly gradients?: boolean;
}

const engineShape = ({ shape, layout }: WeightSpec): readonly number[] =>
  layout ? layout.map((axis) => shape[axis]!) : shape;

/** One layer as a graph: inputs `in_<i>`, its weights by name and `key`; outputs `output`, `new_<weight>` and gradients. */
export function layerGraph(setting: LayerSetting): IrGraph {
  const { type, params, shapes, batch, training, trainable = true } = setting;
  const layer = LAYERS[type]!;
  const context = { params, inputs: shapes };
  const weights = layer.weights(context);
  const shape = layer.inferShape(context);
  if (!shape.ok) throw new Error(shape.problem.message.en);
  const ports = [
    ...shapes.map((input, i) => ({ name: `in_${i}`, shape: internalShape(input, batch) })),
    ...weights.map((spec) => ({ name: spec.name, shape: engineShape(spec) })),
    { name: 'key', shape: [], dtype: 'uint32' as const },
  ];
  const forward = (b: IrBuilder, inputs: Readonly<Record<string, IrValue>>) => {
    const updates: Record<string, IrValue> = {};
    const output = layer.lower({
      ...context,
      b,
      values: shapes.map((_, i) => inputs[`in_${i}`]!),
      output: shape.shape,
      batch,
      training,
      trainable,
      weight: (name) => inputs[name]!,
      update: (name, value) => {
        updates[`new_${name}`] = value;
      },
      uniform: (of, purpose) => {
        const key = inputs['key']!;
        return b.uniform(b.op('randomKey', [key, key], { parts: [hashText(purpose)] }), of);
      },
    });
    return { output, ...updates };
  };
  const trained = weights.filter((spec) => spec.trainable).map((spec) => spec.name);
  const wanted = setting.gradients ? [...shapes.map((_, i) => `in_${i}`), ...trained] : [];
  return buildGraph(ports, forward, wanted);
}

/** The setting of a golden case. */
export const settingOf = (data: LayerCase): LayerSetting => ({
  type: data.layer,
  params: paramsOfCase(data),
  ...shapesOf(data),
  training: data.training,
  gradients: true,
});

/** What goes into a golden case's graph, in the engine's layout. */
export function feedsOf(data: LayerCase): Record<string, number[]> {
  const { params, shapes } = settingOf(data);
  const specs = LAYERS[data.layer]!.weights({ params, inputs: shapes });
  const weights = data.weights.map(({ name, value }) => {
    const layout = specs.find((spec) => spec.name === name)!.layout;
    const { shape, data: numbers } = decode(value);
    return [name, layout ? permute(numbers, shape, layout) : [...numbers]] as const;
  });
  return {
    ...Object.fromEntries(data.inputs.map((input, i) => [`in_${i}`, toEngine(input)])),
    ...Object.fromEntries(weights),
    key: [1],
    cotangent: toEngine(data.cotangent),
  };
}

/** Numbers of a weight in the engine's layout as Keras has them. */
export function weightToKeras(data: LayerCase, name: string, numbers: readonly number[]): readonly number[] {
  const { params, shapes } = settingOf(data);
  const spec = LAYERS[data.layer]!.weights({ params, inputs: shapes }).find(
    (weight) => weight.name === name,
  )!;
  if (!spec.layout) return numbers;
  const back = spec.shape.map((_, axis) => spec.layout!.indexOf(axis));
  return permute(numbers, engineShape(spec), back);
}
