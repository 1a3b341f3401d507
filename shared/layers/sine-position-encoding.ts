import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { paramReader } from './params';
import { needsSequence } from './problems';
import { ONE_TO_ONE } from './same-shape';

const params: ParamSpecs = {
  maxWavelength: {
    kind: 'int',
    default: 10_000,
    min: 1,
    max: 1_000_000_000,
    advanced: true,
    label: { en: 'Longest wavelength', ko: '가장 긴 파장' },
    help: {
      en: 'Steps of the slowest wave, which must be longer than the sequences. 10,000 is the standard.',
      ko: '가장 느린 파동의 길이(스텝)입니다. 시퀀스보다 길어야 하며, 10,000이 표준입니다.',
    },
  },
};
const read = paramReader(params);

/** Sines at even features, cosines at odd ones (Vaswani et al. 2017, 3.5). */
function waves([steps, features]: Shape, maxWavelength: number): Float32Array {
  return Float32Array.from({ length: steps! * features! }, (_, i) => {
    const [step, feature] = [Math.floor(i / features!), i % features!];
    const angle = step / maxWavelength ** ((2 * Math.floor(feature / 2)) / features!);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/** Waves of many lengths added to a sequence (as KerasHub's SinePositionEncoding and Add together). */
export const sinePositionEncoding: LayerDefinition = {
  type: 'SinePositionEncoding',
  category: 'embedding',
  icon: 'audio-waveform',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ inputs }) =>
    inputs[0]!.length === 2
      ? { ok: true, shape: inputs[0]! }
      : { ok: false, problem: needsSequence('SinePositionEncoding', inputs[0]!) },
  weights: () => [],
  lower: ({ b, params: values, values: [x], inputs }) =>
    b.add(x!, b.constant(waves(inputs[0]!, read.number(values, 'maxWavelength')), inputs[0]!, 'float32')),
  flops: ({ output }) => sizeOf(output),
  view: 'bars',
  docs: {
    summary: {
      en: 'Adds waves to every step that tell where it stands, without learning.',
      ko: '몇 번째인지를 알려 주는 파동을 스텝마다 더합니다. 학습은 하지 않습니다.',
    },
    description: {
      en: 'Each pair of features gets a sine and a cosine of its own wavelength, from a few steps to thousands. Together they mark every position, and nearby positions look alike. There is nothing to learn, and sequences longer than those of the training still get sensible marks.',
      ko: '특징 두 개마다 몇 스텝부터 수천 스텝까지 서로 다른 파장의 사인과 코사인을 줍니다. 모두 합치면 위치가 구별되고 가까운 위치는 서로 닮습니다. 학습되는 값이 없으며, 학습 때보다 긴 시퀀스에도 쓸 수 있습니다.',
    },
    formula: 'y[t, 2i] = x[t, 2i] + sin(t / max_wavelength^(2i / features)); y[t, 2i+1] the same with cos',
    formulaTex: [
      { tex: String.raw`y_{t,2i} = x_{t,2i} + \sin\frac{t}{w^{2i/C}}` },
      { tex: String.raw`y_{t,2i+1} = x_{t,2i+1} + \cos\frac{t}{w^{2i/C}}` },
    ],
    whenToUse: {
      en: 'Like PositionEmbedding, when data is scarce or sequences vary in length.',
      ko: 'PositionEmbedding과 같은 곳에 쓰되, 데이터가 적거나 시퀀스 길이가 다양할 때 알맞습니다.',
    },
    example: {
      en: 'Step 0 gets 0, 1, 0, 1, …; step 1 gets 0.84, 0.54, ….',
      ko: '스텝 0에는 0, 1, 0, 1, …을, 스텝 1에는 0.84, 0.54, …를 더합니다.',
    },
    worked: {
      inputs: [
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      ],
      output: [
        [0, 1],
        [0.8415, 0.5403],
        [0.9093, -0.4161],
      ],
      steps: [
        { at: [1, 0], sum: '0 + sin(1/10000^0)' },
        { at: [2, 1], sum: '0 + cos(2/10000^0)' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => {
      const layer = kerasCall('SinePositionEncoding', params, values, name).replace(
        'layers.',
        'keras_hub.layers.',
      );
      return `lambda x: x + ${layer}(x)`;
    },
    pytorch: ({ params: values, inputs }) => {
      const [steps, features] = inputs[0]! as readonly [number, number];
      const rate = `${read.number(values, 'maxWavelength')} ** (torch.arange(${features}) // 2 * 2 / ${features})`;
      const angle = `torch.arange(${steps}).unsqueeze(1) / ${rate} + torch.arange(${features}) % 2 * torch.pi / 2`;
      return torchModule('SinePositionEncoding', `x + torch.sin(${angle}).to(x)`);
    },
    tfjs: () => null,
  },
};
