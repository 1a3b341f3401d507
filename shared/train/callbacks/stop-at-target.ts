import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from '../read-params';
import type { CallbackDefinition } from './definition';
import { shownScalar, toScalar } from './scalar';
import { directionOf, missingMonitor, modeParam, monitorParam } from './monitor';

const params: ParamSpecs = {
  monitor: monitorParam('val_accuracy'),
  target: {
    kind: 'float',
    default: 0.99,
    min: -1e12,
    max: 1e12,
    step: 0.01,
    label: { en: 'Target', ko: '목표' },
    help: {
      en: 'The training ends once this value is reached.',
      ko: '이 값에 이르면 학습을 끝냅니다.',
    },
  },
  mode: modeParam,
};

/** No callback of Keras's own; every course writes it. */
export const stopAtTarget: CallbackDefinition<{ readonly isWarned: boolean }> = {
  label: { en: 'Stop at a target', ko: '목표에 이르면 중단' },
  summary: {
    en: 'Ends the training once a quantity is as good as you want it.',
    ko: '지켜보던 값이 원하는 만큼 좋아지면 학습을 끝냅니다.',
  },
  params,
  start: () => ({ isWarned: false }),
  onEpochEnd(memory, event, given) {
    const read = readParams(params, given);
    const [monitor, target] = [read.text('monitor'), read.number('target')];
    const current = event.logs[monitor];
    if (current === undefined) {
      const actions = memory.isWarned ? [] : [missingMonitor(stopAtTarget.label, monitor, event)];
      return { memory: { isWarned: true }, actions };
    }
    const isMin = directionOf(monitor, read.text('mode')) === 'min';
    if (isMin ? !(current <= target) : !(current >= target)) return { memory, actions: [] };
    const reason = {
      en: `${monitor} has reached ${shownScalar(toScalar(current))} (target ${target}).`,
      ko: `${monitor} 값이 ${shownScalar(toScalar(current))}에 이르렀습니다(목표 ${target}).`,
    };
    return { memory, actions: [{ kind: 'stop', reason }] };
  },
};
