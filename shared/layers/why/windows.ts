import type { Params } from '#shared/graph/document';
import { activationOf } from '../fused-activation';
import type { LayerWhy, WhyContext } from './definition';
import {
  ACTIVATION,
  BIAS,
  DILATION,
  FILTERS,
  GROUPS,
  inputAxis,
  KERNEL_SIZE,
  MULTIPLIER,
  outputAxes,
  outputAxis,
  POOL_SIZE,
  STRIDE,
} from './names';
import { add, ceil, div, floor, max, mod, mul, number, sub, type Term } from './term';

/** A parameter along an axis: it has one number for each, or one for the only one there is. */
function along(params: Params, key: string, axis: number | null): number {
  const value = params[key];
  return axis === null ? (value as number) : (value as readonly number[])[axis]!;
}

const kernelSize = (params: Params, axis: number | null): Term =>
  number(along(params, 'kernelSize', axis), KERNEL_SIZE(axis));

const poolSize = (params: Params, axis: number | null): Term =>
  number(along(params, 'poolSize', axis), POOL_SIZE(axis));

/** Cells that a window covers from its first to its last. */
function reach(params: Params, axis: number | null): Term {
  const [size, dilation] = [kernelSize(params, axis), along(params, 'dilationRate', axis)];
  return dilation === 1 ? size : add(mul(sub(size, 1), number(dilation, DILATION(axis))), 1);
}

/** Positions of a window that walks along an axis: ⌊(n − k) / s⌋ + 1, or ⌈n / s⌉ where the edges are padded. */
function positions(length: Term, window: Term, stride: Term, padding: unknown): Term {
  return padding === 'valid' ? add(floor(div(sub(length, window), stride)), 1) : ceil(div(length, stride));
}

const convolved = ({ params, inputs }: WhyContext, axis: number, at: number | null): Term =>
  positions(
    inputAxis(inputs, axis),
    reach(params, at),
    number(along(params, 'strides', at), STRIDE(at)),
    params['padding'],
  );

function pooled({ params, inputs }: WhyContext, axis: number, at: number | null): Term {
  const size = poolSize(params, at);
  const stride = params['strides'] === null ? size : number(along(params, 'strides', at), STRIDE(at));
  return positions(inputAxis(inputs, axis), size, stride, params['padding']);
}

const filters = (params: Params): Term => number(params['filters'] as number, FILTERS);
const multiplier = (params: Params): Term => number(params['depthMultiplier'] as number, MULTIPLIER);

/** The channels that each filter sees. */
function perGroup({ params, inputs }: WhyContext): Term {
  const groups = params['groups'] as number;
  return groups === 1 ? inputAxis(inputs, -1) : div(inputAxis(inputs, -1), number(groups, GROUPS));
}

/** Operations for each value that comes out, beside those of its window: bias and activation function. */
export function afterProducts(params: Params): readonly Term[] {
  const activation = activationOf(params).flopsPerElement;
  return [
    ...(params['useBias'] === true ? [number(1, BIAS)] : []),
    ...(activation > 0 ? [number(activation, ACTIVATION)] : []),
  ];
}

/** Two operations, a product and a sum, for each of the factors, and what comes after. */
export const multiplyAdds = (params: Params, ...factors: readonly Term[]): Term => {
  const after = afterProducts(params);
  const products = mul(2, ...factors);
  return after.length === 0 ? products : add(products, ...after);
};

const withBias = (
  { params }: WhyContext,
  weights: Readonly<Record<string, Term>>,
  bias: Term,
): Record<string, Term> => ({ ...weights, ...(params['useBias'] === true && { bias }) });

const AXES = { image: [0, 1], sequence: [null] } as const;
type Walk = keyof typeof AXES;

const kernel = (params: Params, walk: Walk): readonly Term[] =>
  AXES[walk].map((at) => kernelSize(params, at));

/** Conv2D and Conv1D. */
export const convolutionWhy = (walk: Walk): LayerWhy => ({
  shape: (context) => [
    ...AXES[walk].map((at, axis) => convolved(context, axis, at)),
    filters(context.params),
  ],
  weights: (context) =>
    withBias(
      context,
      { kernel: mul(...kernel(context.params, walk), perGroup(context), filters(context.params)) },
      filters(context.params),
    ),
  flops: (context) =>
    mul(
      ...outputAxes(context.output),
      multiplyAdds(context.params, ...kernel(context.params, walk), perGroup(context)),
    ),
});

export const depthwiseWhy: LayerWhy = {
  shape: (context) => [
    convolved(context, 0, 0),
    convolved(context, 1, 1),
    mul(inputAxis(context.inputs, 2), multiplier(context.params)),
  ],
  weights: (context) => {
    const each = [inputAxis(context.inputs, 2), multiplier(context.params)];
    return withBias(context, { kernel: mul(...kernel(context.params, 'image'), ...each) }, mul(...each));
  },
  flops: ({ params, output }) => mul(...outputAxes(output), multiplyAdds(params, ...kernel(params, 'image'))),
};

export const separableWhy: LayerWhy = {
  shape: (context) => [convolved(context, 0, 0), convolved(context, 1, 1), filters(context.params)],
  weights: (context) => {
    const each = [inputAxis(context.inputs, 2), multiplier(context.params)];
    return withBias(
      context,
      {
        depthwise_kernel: mul(...kernel(context.params, 'image'), ...each),
        pointwise_kernel: mul(...each, filters(context.params)),
      },
      filters(context.params),
    );
  },
  flops: ({ params, inputs, output }) => {
    const window = mul(...kernel(params, 'image'));
    const between = [inputAxis(inputs, 2), multiplier(params)];
    const after = afterProducts(params);
    const mixed = mul(2, ...between, add(window, filters(params)));
    const each = after.length === 0 ? mixed : add(mixed, mul(filters(params), add(...after)));
    return mul(outputAxis(output, 0), outputAxis(output, 1), each);
  },
};

/** The way back of a convolution's walk: as many cells as a convolution would need to give this input. */
function walkedBack({ params, inputs }: WhyContext, axis: 0 | 1): Term {
  const [length, stride] = [inputAxis(inputs, axis), number(along(params, 'strides', axis), STRIDE(axis))];
  const window = reach(params, axis);
  const given = params['outputPadding'] as readonly number[] | null;
  const added =
    given &&
    number(given[axis]!, {
      tex: `o_${'hw'[axis]}`,
      meaning: { en: 'output padding', ko: '출력 패딩' },
    });
  const steps = mul(sub(length, 1), stride);
  if (params['padding'] === 'same') return added ? add(steps, mod(window, 2), added) : mul(length, stride);
  return add(steps, window, added ?? max(sub(stride, window), 0));
}

export const transposedWhy: LayerWhy = {
  shape: (context) => [walkedBack(context, 0), walkedBack(context, 1), filters(context.params)],
  weights: (context) =>
    withBias(
      context,
      {
        kernel: mul(
          ...kernel(context.params, 'image'),
          filters(context.params),
          inputAxis(context.inputs, 2),
        ),
      },
      filters(context.params),
    ),
  flops: ({ params, inputs, output }) => {
    const spread = mul(
      2,
      ...[0, 1, 2].map((axis) => inputAxis(inputs, axis)),
      ...kernel(params, 'image'),
      filters(params),
    );
    const after = afterProducts(params);
    return after.length === 0 ? spread : add(spread, mul(...outputAxes(output), add(...after)));
  },
};

export const poolingWhy = (walk: Walk): LayerWhy => ({
  shape: (context) => [
    ...AXES[walk].map((at, axis) => pooled(context, axis, at)),
    inputAxis(context.inputs, -1),
  ],
  flops: ({ params, output }) => mul(...outputAxes(output), ...AXES[walk].map((at) => poolSize(params, at))),
});

export const globalPoolingWhy: LayerWhy = {
  shape: ({ inputs, output }) =>
    output.map((_, axis) => (axis === output.length - 1 ? inputAxis(inputs, -1) : number(1))),
};
