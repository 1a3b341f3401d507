import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from '../definition';
import { readParams } from '../read-params';
import { gainParam } from './params';

const params: ParamSpecs = { gain: gainParam };

/** Keras has it for matrices only. Convolution kernels get the identity in the middle of their window, so that they too pass their input on. */
export const identity: InitializerDefinition = {
  label: 'Identity',
  summary: {
    en: 'The layer starts by passing its input on unchanged: ones on the diagonal, for convolutions in the middle of the window.',
    ko: '층이 입력을 그대로 넘기는 상태에서 시작합니다. 대각선이 1이고, 합성곱이면 창의 가운데에 둡니다.',
  },
  formula: 'gain · I',
  params,
  fill(shape, config) {
    const gain = readParams(params, config).number('gain');
    const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
    const values = new Float32Array(sizeOf(shape));
    const middle = shape.slice(0, -2).reduce((cell, n) => cell * n + Math.floor((n - 1) / 2), 0);
    for (let i = 0; i < Math.min(rows, columns); i++) {
      values[(middle * rows + i) * columns + i] = gain;
    }
    return values;
  },
};
