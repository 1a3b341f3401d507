import { sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { toKerasOrder } from './keras-order';
import { flattenWhy } from './why/arranging';

/** All axes of a sample in one, in Keras's order: channels change fastest (https://keras.io/api/layers/reshaping_layers/flatten/). */
export const flatten: LayerDefinition = {
  type: 'Flatten',
  category: 'reshaping',
  icon: 'rows-3',
  params: {},
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: ({ inputs }) => ({ ok: true, shape: [sizeOf(inputs[0]!)] }),
  weights: () => [],
  lower: ({ b, inputs, values: [x], output, batch }) =>
    inputs[0]!.length === 1 ? x! : b.reshape(toKerasOrder(b, x!), [batch, ...output]),
  flops: () => 0,
  view: 'bars',
  why: flattenWhy,
  docs: {
    summary: {
      en: 'Lays all values of an image out in one line.',
      ko: '이미지의 모든 값을 한 줄로 펼칩니다.',
    },
    description: {
      en: 'Changes no value, only the shape: rows, columns and channels become one long list, which a Dense layer can read. The order is that of Keras: pixel by pixel, all channels of a pixel side by side.',
      ko: '값은 그대로 두고 모양만 바꿉니다. 행, 열, 채널이 Dense가 읽을 수 있는 긴 목록 하나가 됩니다. 순서는 Keras와 같아서 픽셀 순서대로, 한 픽셀의 채널들이 나란히 놓입니다.',
    },
    formula: 'size = height · width · channels',
    formulaTex: [
      { tex: 'y_{(i W + j) C + c} = x_{i,j,c}' },
      { about: { en: 'size', ko: '크기' }, tex: String.raw`H \cdot W \cdot C` },
    ],
    whenToUse: {
      en: 'Between the convolutional part and the Dense layers.',
      ko: '합성곱 부분과 Dense 층 사이에 둡니다.',
    },
    example: {
      en: '7 × 7 × 50 becomes 2,450 numbers.',
      ko: '7 × 7 × 50은 수 2,450개가 됩니다.',
    },
    worked: {
      inputs: [
        [
          [
            [1, 5],
            [2, 6],
          ],
          [
            [3, 7],
            [4, 8],
          ],
        ],
      ],
      output: [1, 5, 2, 6, 3, 7, 4, 8],
      steps: [
        { at: [1], sum: '5' },
        { at: [2], sum: '2' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Flatten', {}, params, name),
    pytorch: () => 'nn.Flatten()',
    tfjs: ({ name }) => tfjsCall('layers.flatten', { name }),
  },
};
