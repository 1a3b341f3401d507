import type { Params } from '#shared/graph/document';
import { sizeOf } from '#shared/graph/shape';
import { kerasAxis } from '../axes';
import type { LayerWhy } from './definition';
import { byName, inputAxes, inputAxis } from './names';
import { add, div, max, mul, number, sub, type Term } from './term';

/** The output has the very shape that a parameter asks for. */
export const inputWhy: LayerWhy = {
  shape: ({ output }) =>
    output.map((n, axis) =>
      number(n, {
        tex: String.raw`\text{shape}_${axis + 1}`,
        meaning: { en: `number ${axis + 1} of Shape`, ko: `모양의 ${axis + 1}번째 수` },
      }),
    ),
};

/** Height and width as asked for, the channels of the input. */
export const resizedWhy: LayerWhy = {
  shape: ({ params, inputs }) => [
    number(params['height'] as number, byName('height', 'height asked for', '지정한 높이')),
    number(params['width'] as number, byName('width', 'width asked for', '지정한 너비')),
    inputAxis(inputs, 2),
  ],
};

export const flattenWhy: LayerWhy = {
  shape: ({ inputs }) => [inputs[0]!.length === 0 ? number(1) : mul(...inputAxes(inputs))],
};

export const reshapeWhy: LayerWhy = {
  shape: ({ params, inputs }) => {
    const target = params['targetShape'] as readonly number[];
    const asked = (n: number, axis: number): Term =>
      number(n, {
        tex: String.raw`\text{target}_${axis + 1}`,
        meaning: { en: `number ${axis + 1} of the target shape`, ko: `목표 모양의 ${axis + 1}번째 수` },
      });
    const known = target.map(asked).filter((_, axis) => target[axis] !== -1);
    const all = sizeOf(inputs[0]!) === 1 && inputs[0]!.length === 0 ? number(1) : mul(...inputAxes(inputs));
    return target.map((n, axis) => {
      if (n !== -1) return asked(n, axis);
      return known.length === 0 ? all : div(all, known.length === 1 ? known[0]! : mul(...known));
    });
  },
};

export const permuteWhy: LayerWhy = {
  shape: ({ params, inputs }) =>
    (params['dims'] as readonly number[]).map((axis) => inputAxis(inputs, axis - 1)),
};

export const repeatWhy: LayerWhy = {
  shape: ({ params, inputs }) => [
    number(params['n'] as number, byName('n', 'repetitions', '반복 횟수')),
    inputAxis(inputs, 0),
  ],
};

const SIDES = [
  { tex: String.raw`\text{top}`, meaning: { en: 'cells at the top', ko: '위쪽 칸 수' } },
  { tex: String.raw`\text{bottom}`, meaning: { en: 'cells at the bottom', ko: '아래쪽 칸 수' } },
  { tex: String.raw`\text{left}`, meaning: { en: 'cells at the left', ko: '왼쪽 칸 수' } },
  { tex: String.raw`\text{right}`, meaning: { en: 'cells at the right', ko: '오른쪽 칸 수' } },
];

/** Cells put around an image or cut off it; `sidesOf` reads them as top, bottom, left, right. */
export const sidesWhy = (
  sidesOf: (params: Params) => readonly number[],
  way: 'padding' | 'cropping',
): LayerWhy => ({
  shape: ({ params, inputs }) => {
    const [top, bottom, left, right] = sidesOf(params).map((n, i) => number(n, SIDES[i]));
    const [height, width, channels] = inputAxes(inputs);
    return way === 'padding'
      ? [add(top!, height!, bottom!), add(left!, width!, right!), channels!]
      : [sub(sub(height!, top!), bottom!), sub(sub(width!, left!), right!), channels!];
  },
});

export const upSamplingWhy: LayerWhy = {
  shape: ({ params, inputs }) => {
    const [height, width] = params['size'] as readonly number[];
    const [h, w, channels] = inputAxes(inputs);
    return [
      mul(h!, number(height!, { tex: 'f_h', meaning: { en: 'factor for the height', ko: '높이 배율' } })),
      mul(w!, number(width!, { tex: 'f_w', meaning: { en: 'factor for the width', ko: '너비 배율' } })),
      channels!,
    ];
  },
};

/** The axis along which inputs lie side by side adds up; the others are alike. */
export const concatenateWhy: LayerWhy = {
  shape: ({ params, inputs }) => {
    const joined = kerasAxis(params['axis'] as number, inputs[0]!)! - 1;
    return inputs[0]!.map((_, axis) =>
      axis === joined
        ? add(...inputs.map((_input, which) => inputAxis(inputs, axis, which)))
        : inputAxis(inputs, axis, 0),
    );
  },
};

/** Inputs that are combined value by value: axes of size 1 stretch to the larger ones. */
export const mergingWhy: LayerWhy = {
  shape: ({ inputs }) =>
    inputs[0]!.map((length, axis) => {
      const axes = inputs.map((_, which) => inputAxis(inputs, axis, which));
      return inputs.every((shape) => shape[axis] === length) ? axes[0]! : max(...axes);
    }),
};
