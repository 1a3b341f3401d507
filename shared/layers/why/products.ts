import type { Params } from '#shared/graph/document';
import { sizeOf } from '#shared/graph/shape';
import { kerasAxis } from '../axes';
import type { RecurrentCell } from '../recurrent/cell';
import type { LayerWhy, WhyContext } from './definition';
import {
  byName,
  EACH,
  GATES,
  HEADS,
  inputAxes,
  inputAxis,
  KEY_SIZE,
  outputAxes,
  UNITS,
  VALUE_SIZE,
} from './names';
import { add, mul, number, type Term } from './term';
import { multiplyAdds } from './windows';

const units = (params: Params): Term => number(params['units'] as number, UNITS);

export const denseWhy: LayerWhy = {
  shape: ({ params, inputs }) => [...inputAxes(inputs).slice(0, -1), units(params)],
  weights: ({ params, inputs }) => ({
    kernel: mul(inputAxis(inputs, -1), units(params)),
    ...(params['useBias'] === true && { bias: units(params) }),
  }),
  flops: ({ params, inputs, output }) =>
    mul(...outputAxes(output), multiplyAdds(params, inputAxis(inputs, -1))),
};

const vocabulary = (params: Params): Term =>
  number(params['inputDim'] as number, byName('input_dim', 'different whole numbers', '서로 다른 정수의 수'));
const features = (params: Params): Term =>
  number(params['outputDim'] as number, byName('output_dim', 'length of each vector', '벡터 하나의 길이'));

export const embeddingWhy: LayerWhy = {
  shape: ({ params, inputs }) => [...inputAxes(inputs), features(params)],
  weights: ({ params }) => ({ embeddings: mul(vocabulary(params), features(params)) }),
};

export const positionWhy: LayerWhy = {
  weights: ({ inputs }) => ({ embeddings: mul(inputAxis(inputs, 0), inputAxis(inputs, 1)) }),
};

/** The steps that come out of a recurrent layer, before what it gives at each. */
const stepsOut = ({ params, inputs }: WhyContext): readonly Term[] =>
  params['returnSequences'] === true ? [inputAxis(inputs, 0)] : [];

const gates = (cell: RecurrentCell): readonly Term[] => (cell.gates === 1 ? [] : [number(cell.gates, GATES)]);

function cellWeights(cell: RecurrentCell, { params, inputs }: WhyContext, prefix = ''): Record<string, Term> {
  const width = [...gates(cell), units(params)];
  const biases = cell.biasShape(params['units'] as number, params);
  const isPair = biases.length === 2;
  return {
    [`${prefix}kernel`]: mul(inputAxis(inputs, 1), ...width),
    [`${prefix}recurrent_kernel`]: mul(units(params), ...width),
    ...(params['useBias'] === true && { [`${prefix}bias`]: isPair ? mul(2, ...width) : mul(...width) }),
  };
}

function cellFlops(cell: RecurrentCell, { params, inputs }: WhyContext): Term {
  const products = mul(2, ...gates(cell), units(params), add(inputAxis(inputs, 1), units(params)));
  const own = number(cell.flopsPerUnit, {
    tex: 'c',
    meaning: { en: 'operations of the gates for each unit', ko: '유닛마다 게이트에 드는 연산 수' },
  });
  return mul(inputAxis(inputs, 0), add(products, mul(own, units(params))));
}

export const recurrentWhy = (cell: RecurrentCell): LayerWhy => ({
  shape: (context) => [...stepsOut(context), units(context.params)],
  weights: (context) => cellWeights(cell, context),
  flops: (context) => cellFlops(cell, context),
});

/** Two cells, one for each direction; `prefixes` of their weights. */
export const bidirectionalWhy = (
  cellOf: (params: Params) => RecurrentCell,
  prefixes: (params: Params) => readonly string[],
): LayerWhy => ({
  shape: (context) => {
    const { params } = context;
    return [...stepsOut(context), params['mergeMode'] === 'concat' ? mul(2, units(params)) : units(params)];
  },
  weights: (context) =>
    Object.assign(
      {},
      ...prefixes(context.params).map((prefix) => cellWeights(cellOf(context.params), context, prefix)),
    ) as Record<string, Term>,
  flops: (context) => {
    const both = mul(2, cellFlops(cellOf(context.params), context));
    return context.params['mergeMode'] === 'concat' ? both : add(both, mul(...outputAxes(context.output)));
  },
});

/** Query, value and key; what is not connected is the one before. */
function attended({ inputs }: WhyContext) {
  const value = inputs.length > 1 ? 1 : 0;
  const key = inputs.length > 2 ? 2 : value;
  return {
    query: [inputAxis(inputs, 0, 0), inputAxis(inputs, 1, 0)] as const,
    value: [inputAxis(inputs, 0, value), inputAxis(inputs, 1, value)] as const,
    key: [inputAxis(inputs, 0, key), inputAxis(inputs, 1, key)] as const,
  };
}

function attentionSizes({ params, inputs }: WhyContext) {
  const heads = number(params['numHeads'] as number, HEADS);
  const keys = number(params['keyDim'] as number, KEY_SIZE);
  const values = params['valueDim'] === null ? keys : number(params['valueDim'] as number, VALUE_SIZE);
  const given = params['outputShape'] as number | null;
  const out =
    given === null
      ? inputAxis(inputs, 1, 0)
      : number(given, byName('output_shape', 'output features', '출력 특징 수'));
  return { heads, keys, values, out };
}

export const attentionWhy: LayerWhy = {
  shape: (context) => [inputAxis(context.inputs, 0, 0), attentionSizes(context).out],
  weights: (context) => {
    const { heads, keys, values, out } = attentionSizes(context);
    const { query, value, key } = attended(context);
    const pair = (name: string, kernel: Term, bias: Term) => ({
      [`${name}/kernel`]: kernel,
      ...(context.params['useBias'] === true && { [`${name}/bias`]: bias }),
    });
    return {
      ...pair('query', mul(query[1], heads, keys), mul(heads, keys)),
      ...pair('key', mul(key[1], heads, keys), mul(heads, keys)),
      ...pair('value', mul(value[1], heads, values), mul(heads, values)),
      ...pair('attention_output', mul(heads, values, out), out),
    };
  },
  flops: (context) => {
    const { heads, keys, values, out } = attentionSizes(context);
    const { query, value, key } = attended(context);
    const projected = mul(
      2,
      heads,
      add(
        mul(keys, add(mul(query[0], query[1]), mul(value[0], key[1]))),
        mul(values, add(mul(value[0], value[1]), mul(query[0], out))),
      ),
    );
    const softmax = number(5, {
      tex: 'c',
      meaning: { en: 'operations of softmax for each pair', ko: '쌍마다 softmax에 드는 연산 수' },
    });
    const looked = mul(heads, query[0], value[0], add(mul(2, keys), mul(2, values), softmax));
    return add(projected, looked);
  },
};

/** The axes along which a layer has weights: one number for each index. */
const indices = ({ params, inputs }: WhyContext, key: string): readonly Term[] => {
  const given = params[key] as number | readonly number[] | null;
  const axes = Array.isArray(given) ? (given as readonly number[]) : given === null ? [] : [given as number];
  return axes.map((axis) => inputAxis(inputs, kerasAxis(axis, inputs[0]!)! - 1));
};

/** One number where there are no axes at all. */
const numbersAlong = (axes: readonly Term[]): Term =>
  axes.length === 0 ? number(1) : axes.length === 1 ? axes[0]! : mul(...axes);

/** Layers with gamma and beta along `axis`, and others of the same size. */
export const affineWhy = (...others: readonly string[]): LayerWhy => ({
  weights: (context) => {
    const count = numbersAlong(indices(context, 'axis'));
    const names = [
      ...(context.params['scale'] === true ? ['gamma'] : []),
      ...(context.params['center'] === true ? ['beta'] : []),
      ...others,
    ];
    return Object.fromEntries(names.map((name) => [name, count]));
  },
});

export const normalizationWhy: LayerWhy = {
  weights: (context) => {
    const isGiven = context.params['mean'] !== null;
    const count = isGiven ? number(0) : numbersAlong(indices(context, 'axis'));
    return { mean: count, variance: count, count: number(1) };
  },
};

export const preluWhy: LayerWhy = {
  weights: ({ params, inputs }) => {
    const shared = (params['sharedAxes'] as readonly number[] | null) ?? [];
    const own = inputAxes(inputs).filter((_, axis) => !shared.includes(axis + 1));
    return { alpha: numbersAlong(own) };
  },
};

export const dotWhy: LayerWhy = {
  shape: ({ params, inputs, output }) => {
    const axes = (params['axes'] as readonly number[]).map((axis, i) => kerasAxis(axis, inputs[i]!)! - 1);
    const rest = axes.flatMap((along, i) => inputAxes(inputs, i).filter((_, axis) => axis !== along));
    return rest.length === 0 ? output.map((n) => number(n)) : rest;
  },
  flops: ({ params, inputs, output }) => {
    const [axis] = params['axes'] as readonly number[];
    const length = inputAxis(inputs, kerasAxis(axis!, inputs[0]!)! - 1, 0);
    return mul(2, ...(sizeOf(output) === 1 ? [] : outputAxes(output)), length);
  },
};

/** So many operations for each value that comes in or out. */
export const perValue = (axes: readonly Term[], each: number): Term =>
  each === 0 ? number(0) : mul(...axes, number(each, EACH));
