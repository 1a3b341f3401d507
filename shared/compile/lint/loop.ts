import { splitRange } from '#shared/data/split';
import type { Choice } from '#shared/graph/document';
import { CALLBACKS } from '#shared/train/callbacks';
import { monitorNames } from '#shared/train/metric-names';
import { SCHEDULES } from '#shared/train/schedules';
import { projectMetrics } from '../heads';
import type { Rule } from './context';

const set = (choice: Choice, name: string, value: string | number): Choice => ({
  type: choice.type,
  params: { ...choice.params, [name]: value },
});

/** Keras refuses it: a schedule alone decides on the rate. */
const plateauWithSchedule: Rule = ({ training: { schedule, callbacks } }) => {
  if (!schedule || !callbacks.some(({ type }) => type === 'ReduceLROnPlateau')) return [];
  return [
    {
      code: 'plateau-with-schedule',
      severity: 'warning',
      param: 'schedule',
      message: {
        en: 'The schedule sets the learning rate of every step, so that ReduceLROnPlateau does nothing.',
        ko: '학습률 일정이 모든 스텝의 학습률을 정하므로 ReduceLROnPlateau는 아무 효과가 없습니다.',
      },
      expected: { en: 'one of the two', ko: '둘 중 하나' },
      received: `${schedule.type}, ReduceLROnPlateau`,
      fix: {
        label: { en: 'Go without the schedule', ko: '학습률 일정 빼기' },
        repair: { kind: 'setTraining', key: 'schedule', value: null },
      },
    },
  ];
};

/** The parameter that says when a schedule comes to its end. */
const LENGTH: Readonly<Record<string, string>> = {
  PolynomialDecay: 'decaySteps',
  CosineDecay: 'decaySteps',
  OneCycle: 'totalSteps',
};

/** A schedule that is meant to last the whole training, and does not. */
const scheduleLength: Rule = ({ training, info }) => {
  const { schedule, epochs, batchSize, validationSplit } = training;
  const name = schedule && Object.hasOwn(LENGTH, schedule.type) ? LENGTH[schedule.type] : undefined;
  if (!schedule || !name || !info) return [];
  const { train } = splitRange(info.trainCount, validationSplit);
  const steps = epochs * Math.ceil(train / batchSize);
  const given = schedule.params[name] ?? SCHEDULES[schedule.type]!.params[name]!.default;
  if (given === steps || steps < 1) return [];
  return [
    {
      code: 'schedule-length-differs',
      severity: 'hint',
      param: `schedule.${name}`,
      message: {
        en: `The schedule lasts ${String(given)} steps, this training ${steps}.`,
        ko: `학습률 일정은 ${String(given)}스텝이고 이 학습은 ${steps}스텝입니다.`,
      },
      expected: String(steps),
      received: String(given),
      fix: {
        label: { en: `Set to ${steps}`, ko: `${steps}(으)로 설정` },
        repair: { kind: 'setTraining', key: 'schedule', value: set(schedule, name, steps) },
      },
    },
  ];
};

const monitorIsThere: Rule = ({ graph, training }) => {
  const { callbacks, metrics, validationSplit } = training;
  const known = new Set(monitorNames(projectMetrics(graph, metrics), validationSplit > 0));
  return callbacks.flatMap((callback, index) => {
    const spec = CALLBACKS[callback.type]?.params['monitor'];
    const monitor = callback.params['monitor'] ?? spec?.default;
    if (!spec || typeof monitor !== 'string' || known.has(monitor)) return [];
    // A checkpoint after every epoch watches nothing.
    if (callback.type === 'ModelCheckpoint' && callback.params['saveBestOnly'] !== true) return [];
    const other = [monitor.replace(/^val_/, ''), 'val_loss', 'loss'].find((name) => known.has(name))!;
    return [
      {
        code: 'monitor-not-measured',
        severity: 'warning',
        param: `callbacks.${index}.monitor`,
        message: {
          en: `${callback.type} watches “${monitor}”, which is not measured in this training, so it does nothing.`,
          ko: `${callback.type}: 지켜볼 값 “${monitor}”을(를) 이 학습에서는 재지 않으므로 아무 일도 하지 않습니다.`,
        },
        expected: [...known].join(', '),
        received: monitor,
        fix: {
          label: { en: `Watch ${other}`, ko: `${other} 지켜보기` },
          repair: {
            kind: 'setTraining',
            key: 'callbacks',
            value: callbacks.map((each, i) => (i === index ? set(each, 'monitor', other) : each)),
          },
        },
      },
    ];
  });
};

/** Remarks on what goes on around the steps: the schedule and the callbacks. */
export const LOOP_RULES: readonly Rule[] = [plateauWithSchedule, scheduleLength, monitorIsThere];
