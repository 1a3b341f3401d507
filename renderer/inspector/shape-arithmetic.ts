import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import { type Shape, sameShape, sizeOf } from '#shared/graph/shape';
import { formatCount } from '../i18n/format';

/** One number of an output shape, and the sum that gives it. */
export interface ShapeLine {
  readonly name: Localized;
  readonly sum: string;
  readonly value: number;
}

export interface ShapeSums {
  readonly params: Params;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}

/** How the output shape follows from the input shapes and the parameters, with their numbers; empty where the shape stays as it is. */
export function shapeArithmetic(sums: ShapeSums): readonly ShapeLine[] {
  return RULES.find(({ applies }) => applies(sums))?.lines(sums) ?? [];
}

interface Rule {
  readonly applies: (sums: ShapeSums) => boolean;
  readonly lines: (sums: ShapeSums) => readonly ShapeLine[];
}

/** The first that applies is taken; they go by what a layer has, so that a new layer finds its rule by itself. */
const RULES: readonly Rule[] = [
  { applies: ({ inputs }) => inputs.length === 0, lines: () => [] },
  {
    applies: ({ params, inputs, output }) =>
      sameShape(inputs[0]!, output) && windowOf(params) === null && !('units' in params),
    lines: () => [],
  },
  {
    applies: ({ params, output }) => windowOf(params) !== null && output.length === 3,
    lines: ({ params, inputs, output }) => {
      const channels = params['filters'] === output[2] ? String(output[2]) : String(inputs[0]![2]);
      return [
        { name: HEIGHT, sum: walkSum(params, inputs[0]!, 0), value: output[0]! },
        { name: WIDTH, sum: walkSum(params, inputs[0]!, 1), value: output[1]! },
        {
          name: 'filters' in params ? FILTERS : CHANNELS,
          sum: channels,
          value: output[2]!,
        },
      ];
    },
  },
  {
    applies: ({ params }) => typeof params['units'] === 'number',
    lines: ({ output }) => [{ name: UNITS, sum: String(output.at(-1)), value: output.at(-1)! }],
  },
  {
    applies: ({ inputs }) => inputs.length > 1,
    lines: ({ inputs, output }) => {
      const axis = output.findIndex((n, i) => n !== inputs[0]![i]);
      const sum = inputs.map((shape) => formatCount(shape[axis]!)).join(' + ');
      return [{ name: axis === output.length - 1 ? CHANNELS : AXIS, sum, value: output[axis]! }];
    },
  },
  {
    applies: ({ inputs, output }) =>
      output.length === 1 && inputs[0]!.length > 1 && sizeOf(inputs[0]!) === output[0],
    lines: ({ inputs, output }) => [{ name: SIZE, sum: inputs[0]!.join(' · '), value: output[0]! }],
  },
  {
    applies: ({ inputs, output }) => output.length === 1 && inputs[0]!.at(-1) === output[0],
    lines: ({ output }) => [{ name: CHANNELS, sum: String(output[0]), value: output[0]! }],
  },
];

const HEIGHT: Localized = { en: 'height', ko: '높이' };
const WIDTH: Localized = { en: 'width', ko: '너비' };
const CHANNELS: Localized = { en: 'channels', ko: '채널' };
const FILTERS: Localized = { en: 'filters', ko: '필터' };
const UNITS: Localized = { en: 'units', ko: '유닛' };
const AXIS: Localized = { en: 'joined axis', ko: '이어 붙인 축' };
const SIZE: Localized = { en: 'size', ko: '크기' };

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2;

const windowOf = (params: Params): readonly [number, number] | null => {
  const size = params['kernelSize'] ?? params['poolSize'];
  return isPair(size) ? size : null;
};

/** `⌊(28 − 3) / 2⌋ + 1` with valid padding, `⌈28 / 2⌉` with same padding. */
function walkSum(params: Params, input: Shape, side: 0 | 1): string {
  const size = windowOf(params)!;
  const stride = (isPair(params['strides']) ? params['strides'] : size)[side];
  const length = input[side]!;
  if (params['padding'] === 'same') return stride === 1 ? String(length) : `⌈${length} / ${stride}⌉`;
  const dilation = isPair(params['dilationRate']) ? params['dilationRate'][side] : 1;
  const reach = dilation === 1 ? String(size[side]) : `((${size[side]} − 1) · ${dilation} + 1)`;
  return stride === 1 ? `${length} − ${reach} + 1` : `⌊(${length} − ${reach}) / ${stride}⌋ + 1`;
}
