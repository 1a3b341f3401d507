import type { Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import type { IrValue } from '#shared/ops/ir';
import {
  addBias,
  convolutionBadge,
  convolutionWindow,
  filtersParam,
  kernelSizeParam,
  stridesWithDilation,
} from './convolution';
import type { LayerProblem, LowerContext, ShapeContext, ShapeResult } from './definition';
import { activationOf } from './fused-activation';
import { activationParam, paddingParam, paramReader, useBiasParam } from './params';
import { needsImage } from './problems';
import { formatPair, walkWindow } from './window';

const read = paramReader({
  filters: filtersParam,
  kernelSize: kernelSizeParam,
  padding: paddingParam,
  activation: activationParam,
  useBias: useBiasParam,
});

/** The output of a window that slides over an image; `problemOf` tells what else may be wrong. */
export function convolvedShape(
  type: string,
  { params, inputs }: ShapeContext,
  channelsOf: (image: Shape) => number,
  problemOf: (image: Shape) => LayerProblem | null = () => null,
): ShapeResult {
  const image = inputs[0]!;
  if (image.length !== 3) return { ok: false, problem: needsImage(type, image) };
  const window = convolutionWindow(params);
  const problem = problemOf(image) ?? stridesWithDilation(window.strides, window.dilation);
  if (problem) return { ok: false, problem };
  const walk = walkWindow(image, window);
  return 'problem' in walk
    ? { ok: false, problem: walk.problem }
    : { ok: true, shape: [...walk.size, channelsOf(image)] };
}

/** The activation of `maps` plus the layer's bias, where it has one. */
export function biasAndActivation({ b, params, weight }: LowerContext, maps: IrValue): IrValue {
  const sum = read.flag(params, 'useBias') ? addBias(b, maps, weight('bias')) : maps;
  return activationOf(params).lower(b, sum);
}

/** Operations of one number that comes out, beside those of its window. */
export const flopsAfterWindow = (params: Params): number =>
  (read.flag(params, 'useBias') ? 1 : 0) + activationOf(params).flopsPerElement;

/** `16 3×3`, padding and activation where they say something; without filters, `3×3`. */
export function imageBadge(params: Params, hasFilters: boolean): string {
  const first = hasFilters ? [String(read.number(params, 'filters'))] : [];
  return convolutionBadge(
    [...first, formatPair(read.pair(params, 'kernelSize'))],
    read.text(params, 'padding'),
    read.text(params, 'activation'),
  );
}
