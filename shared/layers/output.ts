import type { ParamSpecs } from '#shared/graph/params';
import { LOSSES } from '#shared/train/losses';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';

const params: ParamSpecs = {
  target: {
    kind: 'choice',
    default: 'labels',
    options: [
      { value: 'labels', label: { en: 'the labels', ko: '레이블' } },
      { value: 'input', label: { en: 'the input itself', ko: '입력 자체' } },
    ],
    label: { en: 'Learns', ko: '배울 것' },
    help: {
      en: 'What the prediction is compared with. The input itself makes an autoencoder: the prediction must have its shape, or be as long when flat.',
      ko: '예측과 비교할 정답입니다. 입력 자체를 고르면 오토인코더가 되며, 예측의 모양이 입력과 같거나 길이가 같은 한 줄이어야 합니다.',
    },
  },
  loss: {
    kind: 'choice',
    default: 'training',
    options: [
      { value: 'training', label: { en: 'as in Training', ko: '학습 설정대로' } },
      { value: 'auto', label: { en: 'automatic', ko: '자동' } },
      ...Object.keys(LOSSES).map((value) => ({ value })),
    ],
    label: { en: 'Loss', ko: '손실' },
    help: {
      en: 'The loss of this head alone. Automatic: cross-entropy for labels, mean squared error for the input itself.',
      ko: '이 출력에만 쓰는 손실입니다. 자동이면 레이블에는 교차 엔트로피, 입력 자체에는 평균 제곱 오차를 씁니다.',
    },
  },
  lossWeight: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 1000,
    step: 0.1,
    advanced: true,
    label: { en: 'Loss weight', ko: '손실 가중치' },
    help: {
      en: 'Factor on the loss of this head. Matters when there are several heads; leave it at 1 otherwise.',
      ko: '이 출력의 손실에 곱하는 값입니다. 출력이 여럿일 때 쓰며, 하나뿐이면 1로 둡니다.',
    },
  },
  metrics: {
    kind: 'choice',
    default: 'training',
    options: [
      { value: 'training', label: { en: 'as in Training', ko: '학습 설정대로' } },
      { value: 'none', label: { en: 'none', ko: '없음' } },
    ],
    advanced: true,
    label: { en: 'Metrics', ko: '측정값' },
    help: {
      en: 'What is measured of this head: those of the metrics in Training that fit it, or none.',
      ko: '이 출력에서 잴 것입니다. 학습 설정의 측정값 중 맞는 것을 재거나, 아무것도 재지 않습니다.',
    },
  },
};

/** The head: what comes in is the prediction that the loss compares with the targets. */
export const output: LayerDefinition = {
  type: 'Output',
  category: 'output',
  icon: 'log-out',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [] },
  inferShape: ({ inputs }) => ({ ok: true, shape: inputs[0]! }),
  weights: () => [],
  lower: ({ values }) => values[0]!,
  flops: () => 0,
  view: 'bars',
  docs: {
    summary: {
      en: 'The prediction: what comes in here is compared with the targets.',
      ko: '예측입니다. 여기로 들어온 값을 정답과 비교합니다.',
    },
    description: {
      en: 'Marks the end of the network. The loss measures how far the values that arrive here are from the targets, and training makes it smaller. The block itself computes nothing. A network may have several: each has its own loss and metrics, and training makes the sum of the losses, each times its weight, smaller.',
      ko: '신경망의 끝을 나타냅니다. 손실은 여기에 도착한 값이 정답과 얼마나 다른지를 재고, 학습은 그 손실을 줄입니다. 이 블록 자체는 아무 계산도 하지 않습니다. 출력이 여럿이면 저마다 손실과 측정값이 있고, 학습은 손실에 가중치를 곱해 더한 값을 줄입니다.',
    },
    formula: 'ŷ = x',
    formulaTex: [{ tex: String.raw`\hat{y} = x` }],
    whenToUse: {
      en: 'Every network ends with one, behind a Dense layer with one unit per class and softmax, or one unit and sigmoid.',
      ko: '모든 신경망은 이 블록에서 끝납니다. 바로 앞에는 클래스마다 유닛이 하나씩 있고 softmax를 쓰는 Dense나, 유닛 하나에 sigmoid를 쓰는 Dense를 둡니다.',
    },
    example: {
      en: 'For ten digits: Dense with 10 units and softmax, then Output.',
      ko: '숫자 열 가지를 구별한다면 유닛 10개와 softmax를 쓰는 Dense 다음에 Output을 둡니다.',
    },
  },
  code: {
    keras: ({ name }) => kerasCall('Identity', {}, {}, name),
    pytorch: () => 'nn.Identity()',
    tfjs: ({ name }) => tfjsCall('layers.activation', { activation: 'linear', name }),
  },
};
