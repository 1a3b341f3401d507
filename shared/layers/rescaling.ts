import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall, unlessDefault } from './code';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { paramReader } from './params';
import { keepsShape } from './same-shape';

const params: ParamSpecs = {
  scale: {
    kind: 'float',
    default: 1 / 255,
    min: -1e6,
    max: 1e6,
    label: { en: 'Scale', ko: '배율' },
    help: {
      en: 'Factor for every value. 1/255 brings bytes to 0 … 1, 1/127.5 with an offset of −1 to −1 … 1.',
      ko: '모든 값에 곱하는 수입니다. 1/255이면 바이트가 0~1이 되고, 1/127.5에 이동 −1이면 −1~1이 됩니다.',
    },
  },
  offset: {
    kind: 'float',
    default: 0,
    min: -1e6,
    max: 1e6,
    label: { en: 'Offset', ko: '이동' },
    help: {
      en: 'Added after scaling.',
      ko: '배율을 곱한 뒤 더하는 수입니다.',
    },
  },
};
const read = paramReader(params);

/** x · scale + offset (https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/). */
export const rescaling: LayerDefinition = {
  ...keepsShape,
  type: 'Rescaling',
  category: 'preprocessing',
  icon: 'ruler',
  params,
  lower: ({ b, params: values, values: [x] }) => {
    const [scale, offset] = [read.number(values, 'scale'), read.number(values, 'offset')];
    const scaled = scale === 1 ? x! : b.mul(x!, b.scalar(scale));
    return offset === 0 ? scaled : b.add(scaled, b.scalar(offset));
  },
  flops: ({ inputs }) => 2 * sizeOf(inputs[0]!),
  badge: (values) => {
    const scale = Number(read.number(values, 'scale').toPrecision(3));
    const offset = read.number(values, 'offset');
    return offset === 0 ? `× ${scale}` : `× ${scale} ${offset < 0 ? '−' : '+'} ${Math.abs(offset)}`;
  },
  view: 'maps',
  docs: {
    summary: {
      en: 'Brings values into a handy range: multiplies and shifts.',
      ko: '값에 수를 곱하고 더해 다루기 좋은 범위로 맞춥니다.',
    },
    description: {
      en: 'Pixels come as 0 to 255; networks learn best from numbers around 1. As a block it belongs to the model, so it is done for predictions as well. There is nothing to learn here. Do not scale twice: the data settings can do the same.',
      ko: '픽셀은 0~255이지만 신경망은 1 안팎의 수에서 가장 잘 배웁니다. 블록으로 두면 모델의 일부가 되어 예측할 때도 똑같이 처리됩니다. 학습되는 값은 없습니다. 데이터 설정에서도 같은 일을 할 수 있으므로 두 번 하지 않도록 하세요.',
    },
    formula: 'y = x · scale + offset',
    formulaTex: [{ tex: String.raw`y = x \cdot \text{scale} + \text{offset}` }],
    whenToUse: {
      en: 'Right behind the Input, when the data comes unscaled.',
      ko: '데이터가 그대로 들어올 때 Input 바로 뒤에 둡니다.',
    },
    example: {
      en: 'With 1/255 the pixels 0, 51, 255 become 0, 0.2, 1.',
      ko: '1/255을 곱하면 픽셀 0, 51, 255는 0, 0.2, 1이 됩니다.',
    },
    worked: { inputs: [[0, 51, 255]], output: [0, 0.2, 1], steps: [{ at: [1], sum: '51/255 + 0' }] },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Rescaling', params, values, name, { positional: ['scale'] }),
    pytorch: ({ params: values }) => {
      const [scale, offset] = [read.number(values, 'scale'), read.number(values, 'offset')];
      return torchModule('Rescaling', `x * ${scale} + ${offset}`);
    },
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.rescaling', {
        scale: read.number(values, 'scale'),
        offset: unlessDefault(params, values, 'offset'),
        name,
      }),
  },
};
