import { defaultParams } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { Nested, WorkedExample } from '#shared/layers/help';
import { LAYERS } from '#shared/layers/table';
import { run } from './compute';
import { permute } from './layer-case';
import { layerGraph, type LayerSetting } from './layer-graph';

/** The sizes of nested numbers along each axis. */
export const shapeOfNested = (nested: Nested): number[] =>
  Array.isArray(nested) ? [nested.length, ...shapeOfNested((nested as readonly Nested[])[0] ?? 0)] : [];

/** Nested numbers one behind the other. */
export const flatNumbers = (nested: Nested): number[] =>
  Array.isArray(nested) ? (nested as readonly Nested[]).flatMap(flatNumbers) : [nested as number];

/** Numbers of a shape in brackets. */
export function nest(numbers: readonly number[], [length, ...rest]: readonly number[]): Nested {
  if (length === undefined) return numbers[0]!;
  const size = sizeOf(rest);
  return Array.from({ length }, (_, i) => nest(numbers.slice(i * size, (i + 1) * size), rest));
}

const isImage = (shape: Shape): boolean => shape.length === 3;

/** The setting of a worked example: one sample, when predicting. */
export const settingOfExample = (type: string, { params, inputs }: WorkedExample): LayerSetting => ({
  type,
  params: { ...defaultParams(LAYERS[type]!.params), ...params },
  shapes: inputs.map(shapeOfNested),
  batch: 1,
  training: false,
});

/** What a layer gives for the numbers of a worked example, in float64 and Keras's order. */
export function computeExample(type: string, example: Omit<WorkedExample, 'output' | 'steps'>): Nested {
  const setting = settingOfExample(type, { ...example, output: 0, steps: [] });
  const layer = LAYERS[type]!;
  const context = { params: setting.params, inputs: setting.shapes };
  const answer = layer.inferShape(context);
  if (!answer.ok) throw new Error(answer.problem.message.en);
  const toEngine = (numbers: readonly number[], shape: Shape) =>
    isImage(shape) ? permute(numbers, shape, [2, 0, 1]) : [...numbers];
  const feeds = example.inputs.map((nested, i) => [
    `in_${i}`,
    toEngine(flatNumbers(nested), setting.shapes[i]!),
  ]);
  const weights = layer.weights(context).map(({ name, shape, layout }) => {
    const numbers = flatNumbers(example.weights![name]!);
    if (numbers.length !== sizeOf(shape)) throw new Error(`${name} has ${numbers.length} numbers`);
    return [name, layout ? permute(numbers, shape, layout) : numbers];
  });
  const { output } = run(layerGraph(setting), {
    ...(Object.fromEntries([...feeds, ...weights]) as Record<string, number[]>),
    key: [1],
  });
  const shape = answer.shape;
  const back = isImage(shape) ? permute(output!, [shape[2]!, shape[0]!, shape[1]!], [1, 2, 0]) : output!;
  return nest(back, shape);
}
