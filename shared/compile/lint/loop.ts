import { splitRange } from '#shared/data/split';
import type { Choice } from '#shared/graph/document';
import { CALLBACKS } from '#shared/train/callbacks';
import { monitorNames } from '#shared/train/metric-names';
import { SCHEDULES } from '#shared/train/schedules';
import { projectMetrics } from '../heads';
import type { Lint, Remark } from './definition';
import { dense, digits } from './example';
import { SOURCES } from './sources';

const set = (choice: Choice, name: string, value: string | number): Choice => ({
  type: choice.type,
  params: { ...choice.params, [name]: value },
});

const PLAIN = digits('Flatten', dense(32, 'relu'));

/** Keras refuses it: a schedule alone decides on the rate. */
const plateauWithSchedule: Lint = {
  code: 'plateau-with-schedule',
  severity: 'warning',
  title: { en: 'A schedule and ReduceLROnPlateau', ko: '학습률 일정과 ReduceLROnPlateau' },
  why: {
    en: 'A schedule computes the learning rate from the number of the step, at every step anew. What ReduceLROnPlateau sets after an epoch is overwritten by the next step; Keras refuses the combination. Choose one: the schedule when the length of the training is known, the callback when the rate should follow what is measured.',
    ko: '학습률 일정은 스텝 번호로 스텝마다 학습률을 새로 계산합니다. ReduceLROnPlateau가 에포크 뒤에 정한 값은 다음 스텝에서 덮어써지며, Keras는 이 조합을 거절합니다. 학습 길이가 정해져 있으면 일정을, 측정값에 따라 줄이고 싶으면 콜백을 쓰세요.',
  },
  source: SOURCES.plateau,
  example: {
    graph: PLAIN,
    training: {
      schedule: { type: 'ExponentialDecay', params: {} },
      callbacks: [{ type: 'ReduceLROnPlateau', params: {} }],
    },
  },
  find: ({ training: { schedule, callbacks } }) => {
    if (!schedule || !callbacks.some(({ type }) => type === 'ReduceLROnPlateau')) return [];
    return [
      {
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
  },
};

/** The parameter that says when a schedule comes to its end. */
const LENGTH: Readonly<Record<string, string>> = {
  PolynomialDecay: 'decaySteps',
  CosineDecay: 'decaySteps',
  OneCycle: 'totalSteps',
};

/** A schedule that is meant to last the whole training, and does not. */
const scheduleLength: Lint = {
  code: 'schedule-length-differs',
  severity: 'hint',
  title: { en: 'The schedule is longer or shorter than the training', ko: '학습과 길이가 다른 학습률 일정' },
  why: {
    en: 'These schedules are meant to end with the training: the small learning rates of the end are where the loss settles. If the training stops before, it never gets there; if the schedule ends before, the rest of the training runs at its last, tiny rate. Epochs · ⌈samples / batch size⌉ is the number of steps.',
    ko: '이 일정들은 학습과 함께 끝나도록 만든 것입니다. 마지막의 작은 학습률에서 손실이 자리를 잡습니다. 학습이 먼저 끝나면 거기까지 가지 못하고, 일정이 먼저 끝나면 나머지는 아주 작은 학습률로 진행됩니다. 스텝 수는 에포크 · ⌈샘플 수 / 배치 크기⌉입니다.',
  },
  source: SOURCES.schedules,
  example: { graph: PLAIN, training: { schedule: { type: 'CosineDecay', params: { decaySteps: 100 } } } },
  find: ({ training, info }) => {
    const { schedule, epochs, batchSize, validationSplit } = training;
    const name = schedule && Object.hasOwn(LENGTH, schedule.type) ? LENGTH[schedule.type] : undefined;
    if (!schedule || !name || !info) return [];
    const { train } = splitRange(info.trainCount, validationSplit);
    const steps = epochs * Math.ceil(train / batchSize);
    const given = schedule.params[name] ?? SCHEDULES[schedule.type]!.params[name]!.default;
    if (given === steps || steps < 1) return [];
    return [
      {
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
  },
};

/** A callback that waits for what nobody measures. */
const monitorIsThere: Lint = {
  code: 'monitor-not-measured',
  severity: 'warning',
  title: { en: 'A callback watches what is not measured', ko: '재지 않는 값을 지켜보는 콜백' },
  why: {
    en: 'A callback such as EarlyStopping looks at one measured value after every epoch. Without validation data there is no val_loss, and without the metric no accuracy: the callback then waits for ever, and training neither stops nor keeps the best weights.',
    ko: 'EarlyStopping 같은 콜백은 에포크마다 측정값 하나를 봅니다. 검증 데이터가 없으면 val_loss가 없고, 지표를 고르지 않으면 accuracy도 없습니다. 그러면 콜백은 끝없이 기다리기만 하여 학습이 멈추지도, 가장 좋은 가중치가 남지도 않습니다.',
  },
  source: SOURCES.earlyStopping,
  example: {
    graph: PLAIN,
    training: { callbacks: [{ type: 'EarlyStopping', params: { monitor: 'val_recall' } }] },
  },
  find: ({ graph, training }) => {
    const { callbacks, metrics, validationSplit } = training;
    const known = new Set(monitorNames(projectMetrics(graph, metrics), validationSplit > 0));
    return callbacks.flatMap((callback, index): Remark[] => {
      const spec = CALLBACKS[callback.type]?.params['monitor'];
      const monitor = callback.params['monitor'] ?? spec?.default;
      if (!spec || typeof monitor !== 'string' || known.has(monitor)) return [];
      // A checkpoint after every epoch watches nothing.
      if (callback.type === 'ModelCheckpoint' && callback.params['saveBestOnly'] !== true) return [];
      const other = [monitor.replace(/^val_/, ''), 'val_loss', 'loss'].find((name) => known.has(name))!;
      return [
        {
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
  },
};

/** Remarks on what goes on around the steps: the schedule and the callbacks. */
export const LOOP_LINTS: readonly Lint[] = [plateauWithSchedule, scheduleLength, monitorIsThere];
