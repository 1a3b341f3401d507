import type { ParamSpecs } from '#shared/graph/params';
import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { stepsParam } from './params';

const params: ParamSpecs = {
  totalSteps: stepsParam(
    { en: 'Total steps', ko: '전체 스텝 수' },
    {
      en: 'All steps (batches) of the training: epochs times batches. Afterwards the rate stays at its end.',
      ko: '학습 전체의 스텝(배치) 수로, 에포크 수 × 배치 수입니다. 그 뒤로는 마지막 학습률에 머무릅니다.',
    },
  ),
  pctStart: {
    kind: 'float',
    default: 0.3,
    min: 0,
    max: 1,
    exclusiveMin: true,
    exclusiveMax: true,
    step: 0.05,
    label: { en: 'Share of the rise', ko: '상승 구간 비율' },
    help: {
      en: 'The share of the steps during which the rate rises.',
      ko: '학습률이 올라가는 스텝의 비율입니다.',
    },
  },
  divFactor: {
    kind: 'float',
    default: 25,
    min: 1,
    max: 1e6,
    label: { en: 'Start divisor', ko: '시작 나눔값' },
    help: {
      en: 'The first rate is the learning rate, which is the highest, divided by this.',
      ko: '처음 학습률은 가장 높은 값인 학습률을 이 값으로 나눈 것입니다.',
    },
  },
  finalDivFactor: {
    kind: 'float',
    default: 10_000,
    min: 1,
    max: 1e12,
    advanced: true,
    label: { en: 'End divisor', ko: '끝 나눔값' },
    help: {
      en: 'The last rate is the first one divided by this.',
      ko: '마지막 학습률은 처음 학습률을 이 값으로 나눈 것입니다.',
    },
  },
  annealStrategy: {
    kind: 'choice',
    default: 'cos',
    options: [
      { value: 'cos', label: { en: 'cos (half a wave)', ko: 'cos (반 파동)' } },
      { value: 'linear', label: { en: 'linear (straight)', ko: 'linear (직선)' } },
    ],
    advanced: true,
    label: { en: 'Shape', ko: '모양' },
    help: {
      en: 'How the rate goes from one end of a phase to the other.',
      ko: '각 구간의 한쪽 끝에서 다른 쪽 끝으로 가는 모양입니다.',
    },
  },
  threePhase: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Three phases', ko: '세 구간' },
    help: {
      en: 'Falls back to the first rate as long as it rose, and only then to the end, as in the paper.',
      ko: '논문처럼 올라간 만큼의 스텝에 걸쳐 처음 학습률로 내려온 다음, 마지막까지 내려갑니다.',
    },
  },
};

const SHAPES: Readonly<Record<string, (from: number, to: number, share: number) => number>> = {
  cos: (from, to, share) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share)),
  linear: (from, to, share) => from + (to - from) * share,
};

interface Phase {
  /** The step at which it ends. */
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Smith and Topin 2018, as PyTorch has it (https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html),
 * of which Keras has none. The learning rate that is set is `max_lr`.
 */
export const oneCycle: ScheduleDefinition = {
  label: 'One cycle',
  summary: {
    en: 'Rises from a small rate to the learning rate and falls to almost nothing, once over the whole training. Often trains in a fraction of the usual epochs.',
    ko: '작은 값에서 학습률까지 올라갔다가 거의 0까지 내려오는 과정을 학습 전체에 한 번 거칩니다. 보통보다 훨씬 적은 에포크로 학습될 때가 많습니다.',
  },
  formula: 'lr / div → lr over the first share of the steps, then → lr / (div · final div)',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const [total, rise] = [read.number('totalSteps'), read.number('pctStart')];
    const low = initial / read.number('divFactor');
    const last = low / read.number('finalDivFactor');
    const top = rise * total - 1;
    const phases: readonly Phase[] = read.flag('threePhase')
      ? [
          { end: top, from: low, to: initial },
          { end: 2 * rise * total - 2, from: initial, to: low },
          { end: total - 1, from: low, to: last },
        ]
      : [
          { end: top, from: low, to: initial },
          { end: total - 1, from: initial, to: last },
        ];
    const index = phases.findIndex(({ end }) => step <= end);
    if (index < 0) return last;
    const { end, from, to } = phases[index]!;
    const start = phases[index - 1]?.end ?? 0;
    return SHAPES[read.text('annealStrategy')]!(from, to, end > start ? (step - start) / (end - start) : 1);
  },
};
