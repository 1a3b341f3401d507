import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from '../read-params';
import type { CallbackDefinition } from './definition';
import { directionOf, missingMonitor, modeParam, monitorParam } from './monitor';
import { type Scalar, toScalar } from './scalar';

const params: ParamSpecs = {
  saveBestOnly: {
    kind: 'boolean',
    default: false,
    label: { en: 'Best only', ko: '가장 좋은 것만' },
    help: {
      en: 'Saves an epoch only when it is the best so far, instead of every last one.',
      ko: '마지막 에포크를 매번 저장하는 대신, 지금까지 가장 좋은 에포크일 때만 저장합니다.',
    },
  },
  monitor: monitorParam('val_loss'),
  initialValueThreshold: {
    kind: 'float',
    default: null,
    nullable: true,
    nullLabel: { en: 'none', ko: '없음' },
    min: -1e12,
    max: 1e12,
    advanced: true,
    label: { en: 'First best value', ko: '처음의 최고값' },
    help: {
      en: 'The value that must be beaten before anything is saved.',
      ko: '이 값보다 좋아져야 저장을 시작합니다.',
    },
  },
  mode: modeParam,
};

type Memory = { readonly best: Scalar | null; readonly isWarned: boolean };

/** https://keras.io/api/callbacks/model_checkpoint/ */
export const modelCheckpoint: CallbackDefinition<Memory> = {
  label: { en: 'Model checkpoint', ko: '모델 체크포인트' },
  summary: {
    en: 'Saves the weights after every epoch, or whenever they are the best so far.',
    ko: '에포크마다, 또는 지금까지 가장 좋을 때마다 가중치를 저장합니다.',
  },
  params,
  start: (given) => ({
    best: readParams(params, given).optional('initialValueThreshold'),
    isWarned: false,
  }),
  onEpochEnd(memory, event, given) {
    const read = readParams(params, given);
    if (!read.flag('saveBestOnly')) return { memory, actions: [{ kind: 'saveCheckpoint', as: 'last' }] };
    const monitor = read.text('monitor');
    const current = event.logs[monitor];
    if (current === undefined) {
      const actions = memory.isWarned ? [] : [missingMonitor(modelCheckpoint.label, monitor, event)];
      return { memory: { ...memory, isWarned: true }, actions };
    }
    const sign = directionOf(monitor, read.text('mode')) === 'min' ? 1 : -1;
    const best = memory.best === null ? Number.POSITIVE_INFINITY : sign * Number(memory.best);
    if (!(sign * current < best)) return { memory, actions: [] };
    return {
      memory: { ...memory, best: toScalar(current) },
      actions: [{ kind: 'saveCheckpoint', as: 'best' }],
    };
  },
};
