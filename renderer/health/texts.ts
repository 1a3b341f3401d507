import type { Localized } from '#shared/graph/diagnostic';
import type { Verdict } from './verdict';

interface Shown {
  readonly label: Localized;
  readonly icon: string;
  readonly tone: string;
  readonly explanation: Localized;
}

const WARNING = { icon: 'triangle-alert', tone: 'bg-warning-soft text-warning' };
const HINT = { icon: 'lightbulb', tone: 'bg-accent-soft text-accent' };

/** How each verdict looks and what it means. Form, word and colour all say it. */
export const VERDICTS: Readonly<Record<Verdict, Shown>> = {
  exploding: {
    label: { en: 'Exploding gradient', ko: '기울기 폭주' },
    icon: 'circle-alert',
    tone: 'bg-danger-soft text-danger',
    explanation: {
      en: 'The gradient norm is above 1000 or not finite: one step throws the weights far off. A smaller learning rate, clipping the gradient (clipnorm) or normalization helps. Source: Pascanu, Mikolov and Bengio, 2013.',
      ko: '기울기의 노름이 1000보다 크거나 유한하지 않아, 한 스텝만으로 가중치가 크게 튑니다. 학습률을 낮추거나, 기울기를 자르거나(clipnorm), 정규화 층을 쓰면 나아집니다. 출처: Pascanu, Mikolov, Bengio(2013).',
    },
  },
  vanishing: {
    label: { en: 'Vanishing gradient', ko: '기울기 소실' },
    ...WARNING,
    explanation: {
      en: 'The gradient norm is below 0.000001, or below a thousandth of that of the layer with the largest: this layer hardly learns. ReLU instead of sigmoid, He initialization, BatchNormalization or skip connections help. When the loss is almost 0 it is normal. Source: Glorot and Bengio, 2010.',
      ko: '기울기의 노름이 0.000001보다 작거나 가장 큰 층의 1000분의 1보다 작아, 이 층은 거의 학습되지 않습니다. sigmoid 대신 ReLU, He 초기화, BatchNormalization, 잔차 연결을 쓰면 나아집니다. 손실이 0에 가까울 때는 정상입니다. 출처: Glorot, Bengio(2010).',
    },
  },
  dead: {
    label: { en: 'Dead units', ko: '죽은 유닛' },
    ...WARNING,
    explanation: {
      en: 'More than half of the units give 0 for every sample of the batch: no gradient reaches them, so they do not learn. A smaller learning rate, He initialization or LeakyReLU helps. Source: Stanford CS231n, Neural Networks Part 1.',
      ko: '유닛의 절반 넘게 배치의 모든 샘플에 0을 내보냅니다. 기울기가 닿지 않아 학습되지 않습니다. 학습률을 낮추거나 He 초기화, LeakyReLU를 쓰면 나아집니다. 출처: Stanford CS231n, Neural Networks Part 1.',
    },
  },
  saturated: {
    label: { en: 'Saturated units', ko: '포화된 유닛' },
    ...WARNING,
    explanation: {
      en: 'More than half of the outputs are within 2.5 % of an end of their range, where the function is flat and lets almost no gradient through. Smaller initial weights, normalization or ReLU helps. Source: Glorot and Bengio, 2010.',
      ko: '출력의 절반 넘게 범위 끝에서 2.5 % 안에 있습니다. 그곳은 함수가 평평하여 기울기가 거의 통과하지 못합니다. 초기 가중치를 작게 하거나, 정규화 층이나 ReLU를 쓰면 나아집니다. 출처: Glorot, Bengio(2010).',
    },
  },
  largeUpdates: {
    label: { en: 'Large updates', ko: '갱신이 큼' },
    ...HINT,
    explanation: {
      en: 'A step changes the weights by more than a tenth of their size; about a thousandth is usual. If the loss jumps, try a smaller learning rate. Source: Stanford CS231n, Neural Networks Part 3.',
      ko: '한 스텝에 가중치가 크기의 10분의 1 넘게 바뀝니다. 보통은 1000분의 1쯤입니다. 손실이 튀면 학습률을 낮추어 보세요. 출처: Stanford CS231n, Neural Networks Part 3.',
    },
  },
  smallUpdates: {
    label: { en: 'Small updates', ko: '갱신이 작음' },
    ...HINT,
    explanation: {
      en: 'A step changes the weights by less than a ten-thousandth of their size; about a thousandth is usual. If the loss still falls slowly, try a larger learning rate. Source: Stanford CS231n, Neural Networks Part 3.',
      ko: '한 스텝에 가중치가 크기의 1만분의 1보다 적게 바뀝니다. 보통은 1000분의 1쯤입니다. 손실이 천천히 줄고 있다면 학습률을 높여 보세요. 출처: Stanford CS231n, Neural Networks Part 3.',
    },
  },
};

export const HEALTHY: Shown = {
  label: { en: 'Healthy', ko: '양호' },
  icon: 'circle-check',
  tone: 'text-ok',
  explanation: {
    en: 'Gradient, updates and units are within the usual limits.',
    ko: '기울기, 갱신, 유닛이 모두 보통 범위 안에 있습니다.',
  },
};

/** The columns in order. */
export const COLUMNS: readonly { readonly label: Localized; readonly explanation: Localized }[] = [
  {
    label: { en: 'Layer', ko: '층' },
    explanation: {
      en: 'The layers that are trained, in the order in which they compute. Click one to see its block.',
      ko: '학습되는 층을 계산 순서대로 보여 줍니다. 누르면 블록으로 이동합니다.',
    },
  },
  {
    label: { en: 'Verdict', ko: '진단' },
    explanation: {
      en: 'What the numbers of the latest step say, by rules of thumb.',
      ko: '가장 최근 스텝의 수치를 경험칙에 따라 판단한 결과입니다.',
    },
  },
  {
    label: { en: 'Gradient norm', ko: '기울기 노름' },
    explanation: {
      en: 'Length of the gradient of all weights of the layer, before clipping. The curve is logarithmic and has the same scale in every row.',
      ko: '층의 모든 가중치에 대한 기울기의 길이(자르기 전)입니다. 곡선은 로그 눈금이며 모든 행의 눈금이 같습니다.',
    },
  },
  {
    label: { en: 'Update ratio', ko: '갱신 비율' },
    explanation: {
      en: 'Length of the step’s update divided by the length of the weights. The curve is logarithmic; the shaded band is 0.0001 to 0.1.',
      ko: '한 스텝에서 바뀐 양의 길이를 가중치의 길이로 나눈 값입니다. 곡선은 로그 눈금이며 칠해진 띠는 0.0001~0.1입니다.',
    },
  },
  {
    label: { en: 'Outputs', ko: '출력' },
    explanation: {
      en: 'Mean ± standard deviation of the layer’s outputs for up to 32 samples of the batch, as in prediction; of the step shown or one a little earlier.',
      ko: '배치의 샘플을 최대 32개까지 예측할 때처럼 넣었을 때, 층이 내는 출력의 평균 ± 표준편차입니다. 표시된 스텝이나 조금 앞선 스텝의 값입니다.',
    },
  },
  {
    label: { en: 'Units', ko: '유닛' },
    explanation: {
      en: 'relu: share of the units that are 0 for all these samples (dead). sigmoid, tanh, softmax: share of the outputs near an end of their range (saturated). Not for the last layer, which is to be sure of itself.',
      ko: 'relu는 이 샘플들에 모두 0을 내는 유닛의 비율(죽은 유닛), sigmoid·tanh·softmax는 범위 끝에 가까운 출력의 비율(포화된 유닛)입니다. 확신이 클수록 좋은 마지막 층에는 표시하지 않습니다.',
    },
  },
];

export const DEAD: Localized = { en: 'dead', ko: '죽음' };
export const SATURATED: Localized = { en: 'saturated', ko: '포화' };
