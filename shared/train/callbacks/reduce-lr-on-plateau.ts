import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from '../read-params';
import type { CallbackDefinition, CallbackStep, EpochEvent } from './definition';
import { directionOf, minDeltaParam, missingMonitor, modeParam, monitorParam } from './monitor';
import { type Scalar, toScalar } from './scalar';

const params: ParamSpecs = {
  monitor: monitorParam('val_loss'),
  factor: {
    kind: 'float',
    default: 0.1,
    min: 0,
    max: 1,
    exclusiveMin: true,
    exclusiveMax: true,
    step: 0.1,
    label: { en: 'Factor', ko: '감소 배율' },
    help: {
      en: 'The learning rate is multiplied by this. 0.1 … 0.5 are usual.',
      ko: '학습률에 곱하는 값입니다. 보통 0.1~0.5를 씁니다.',
    },
  },
  patience: {
    kind: 'int',
    default: 10,
    min: 0,
    max: 100_000,
    label: { en: 'Patience', ko: '참을 에포크 수' },
    help: {
      en: 'How many epochs may pass without an improvement before the rate is lowered.',
      ko: '학습률을 낮추기 전에 개선 없이 지나도 되는 에포크 수입니다.',
    },
  },
  minLr: {
    kind: 'float',
    default: 0,
    min: 0,
    max: 100,
    label: { en: 'Lowest learning rate', ko: '최소 학습률' },
    help: {
      en: 'The rate is not lowered below this.',
      ko: '학습률을 이 값보다 낮추지 않습니다.',
    },
  },
  cooldown: {
    kind: 'int',
    default: 0,
    min: 0,
    max: 100_000,
    advanced: true,
    label: { en: 'Cooldown', ko: '쉬는 에포크 수' },
    help: {
      en: 'So many epochs after lowering the rate, before patience is counted again.',
      ko: '학습률을 낮춘 뒤 다시 세기 시작할 때까지 쉬는 에포크 수입니다.',
    },
  },
  minDelta: minDeltaParam(0.0001),
  mode: modeParam,
};

type Memory = {
  readonly wait: number;
  readonly cooldown: number;
  readonly best: Scalar | null;
  readonly isWarned: boolean;
};

function onEpochEnd(memory: Memory, event: EpochEvent, given: Params): CallbackStep<Memory> {
  const read = readParams(params, given);
  const monitor = read.text('monitor');
  const current = event.logs[monitor];
  if (current === undefined) {
    const actions = memory.isWarned ? [] : [missingMonitor(reduceLrOnPlateau.label, monitor, event)];
    return { memory: { ...memory, isWarned: true }, actions };
  }
  const sign = directionOf(monitor, read.text('mode')) === 'min' ? 1 : -1;
  const best = memory.best === null ? Number.POSITIVE_INFINITY : sign * Number(memory.best);
  // The cooldown counts down before anything is looked at.
  const cooldown = Math.max(0, memory.cooldown - 1);
  const waited = memory.cooldown > 0 ? 0 : memory.wait;
  if (sign * current < best - read.number('minDelta'))
    return { memory: { ...memory, cooldown, wait: 0, best: toScalar(current) }, actions: [] };
  if (cooldown > 0) return { memory: { ...memory, cooldown, wait: waited }, actions: [] };

  const wait = waited + 1;
  const lowest = read.number('minLr');
  const { learningRate } = event;
  if (wait < read.number('patience') || Math.fround(learningRate) <= Math.fround(lowest))
    return { memory: { ...memory, cooldown, wait }, actions: [] };
  return {
    memory: { ...memory, cooldown: read.number('cooldown'), wait: 0 },
    actions: [
      { kind: 'setLearningRate', learningRate: Math.max(learningRate * read.number('factor'), lowest) },
    ],
  };
}

/** https://keras.io/api/callbacks/reduce_lr_on_plateau/ */
export const reduceLrOnPlateau: CallbackDefinition<Memory> = {
  label: { en: 'Reduce the rate on a plateau', ko: '정체되면 학습률 낮추기' },
  summary: {
    en: 'Lowers the learning rate when a quantity stops improving: smaller steps often find a little more.',
    ko: '지켜보던 값이 더 나아지지 않으면 학습률을 낮춥니다. 걸음이 작아지면 조금 더 나아질 때가 많습니다.',
  },
  params,
  start: () => ({ wait: 0, cooldown: 0, best: null, isWarned: false }),
  onEpochEnd,
};
