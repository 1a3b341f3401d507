import type { Params } from '#shared/graph/document';
import type { Localized } from '#shared/graph/diagnostic';
import { sameShape, type Shape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition } from '../definition';
import type { WhyContext } from './definition';
import { axisName, inputAxes, outputAxes, outputTex, texName } from './names';
import { perValue } from './products';
import { add, mul, number, type Term, valueOf } from './term';

/** One number and the arithmetic that gives it. */
export interface WhyLine {
  readonly name: Localized;
  /** What stands left of the equals sign, as TeX. */
  readonly tex: string;
  readonly term: Term;
}

/** One sum for each axis of the output. */
export function shapeTerms({ why }: LayerDefinition, context: WhyContext): readonly Term[] {
  if (why?.shape) return why.shape(context);
  const { inputs, output } = context;
  return inputs.length > 0 && sameShape(inputs[0]!, output)
    ? inputAxes(inputs)
    : output.map((n) => number(n));
}

/** For each weight, in the layer's order, how many numbers it has. */
export function weightTerms(
  layer: LayerDefinition,
  context: WhyContext,
): readonly (readonly [string, Term])[] {
  const told = layer.why?.weights?.(context) ?? {};
  return layer
    .weights(context)
    .map(({ name, shape }) => [name, told[name] ?? mul(...shape.map((n) => number(n)))] as const);
}

/** The operations of one sample, forward. */
export function flopsTerm(layer: LayerDefinition, context: WhyContext): Term {
  if (layer.why?.flops) return layer.why.flops(context);
  const { inputs, output } = context;
  const flops = layer.flops(context);
  for (const [shape, axes] of [
    [output, outputAxes(output)],
    [inputs[0] ?? [], inputAxes(inputs.length > 0 ? inputs : [[]])],
  ] as const) {
    const each = flops / sizeOf(shape);
    if (Number.isInteger(each)) return perValue(axes, each);
  }
  return number(flops);
}

/** How each number of a layer's output shape comes about. */
export const shapeLines = (layer: LayerDefinition, context: WhyContext): readonly WhyLine[] =>
  shapeTerms(layer, context).map((term, axis) => ({
    name: axisName(context.output.length, axis),
    tex: outputTex(context.output.length, axis),
    term,
  }));

/** How the numbers of each weight come about. */
export const weightLines = (layer: LayerDefinition, context: WhyContext): readonly WhyLine[] =>
  weightTerms(layer, context).map(([name, term]) => ({
    name: { en: name, ko: name },
    tex: String.raw`\text{${texName(name)}}`,
    term,
  }));

/** All weights together. */
export const totalTerm = (lines: readonly WhyLine[]): Term =>
  lines.length === 0
    ? number(0)
    : add(...lines.map(({ name, tex, term }) => number(valueOf(term), { tex, meaning: name })));

/** What is known of a block whose shape has been inferred. */
export const whyContext = (params: Params, inputs: readonly Shape[], output: Shape): WhyContext => ({
  params,
  inputs,
  output,
});
