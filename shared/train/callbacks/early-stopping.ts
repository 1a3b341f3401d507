import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from '../read-params';
import type { CallbackAction, CallbackDefinition, CallbackStep, EpochEvent } from './definition';
import {
  type Direction,
  directionOf,
  minDeltaParam,
  missingMonitor,
  modeParam,
  monitorParam,
} from './monitor';
import { type Scalar, shownScalar, toScalar } from './scalar';

const params: ParamSpecs = {
  monitor: monitorParam('val_loss'),
  patience: {
    kind: 'int',
    default: 0,
    min: 0,
    max: 100_000,
    label: { en: 'Patience', ko: '참을 에포크 수' },
    help: {
      en: 'How many epochs may pass without an improvement. 3 … 10 rides out the ups and downs.',
      ko: '개선 없이 지나도 되는 에포크 수입니다. 3~10이면 잠깐의 오르내림을 견딥니다.',
    },
  },
  restoreBestWeights: {
    kind: 'boolean',
    default: false,
    label: { en: 'Restore the best weights', ko: '가장 좋은 가중치로 되돌리기' },
    help: {
      en: 'At the end the weights of the best epoch come back, also when training was not stopped.',
      ko: '끝날 때 가장 좋았던 에포크의 가중치로 되돌립니다. 조기 종료되지 않았을 때도 그렇습니다.',
    },
  },
  minDelta: minDeltaParam(0),
  baseline: {
    kind: 'float',
    default: null,
    nullable: true,
    nullLabel: { en: 'none', ko: '없음' },
    min: -1e12,
    max: 1e12,
    advanced: true,
    label: { en: 'Baseline', ko: '기준값' },
    help: {
      en: 'Patience runs out unless this value is beaten too.',
      ko: '이 값보다도 나아져야 참을 에포크 수를 다시 셉니다.',
    },
  },
  startFromEpoch: {
    kind: 'int',
    default: 0,
    min: 0,
    max: 100_000,
    advanced: true,
    label: { en: 'Start from epoch', ko: '지켜보기 시작할 에포크' },
    help: {
      en: 'So many epochs at the start are not looked at.',
      ko: '처음의 이 에포크 수 동안은 보지 않습니다.',
    },
  },
  mode: modeParam,
};

type Memory = {
  readonly wait: number;
  readonly best: Scalar | null;
  readonly bestEpoch: number | null;
  readonly isKept: boolean;
  readonly isWarned: boolean;
};

/** Better than `reference` by more than `minDelta`, in float32 as Keras compares. Nothing beats NaN. */
const improves = (value: number, reference: number, minDelta: number, direction: Direction): boolean =>
  direction === 'min'
    ? Math.fround(value + minDelta) < Math.fround(reference)
    : Math.fround(value - minDelta) > Math.fround(reference);

function onEpochEnd(memory: Memory, event: EpochEvent, given: Params): CallbackStep<Memory> {
  const read = readParams(params, given);
  const [monitor, patience] = [read.text('monitor'), read.number('patience')];
  const current = event.logs[monitor];
  if (current === undefined) {
    const actions = memory.isWarned ? [] : [missingMonitor(earlyStopping.label, monitor, event)];
    return { memory: { ...memory, isWarned: true }, actions };
  }
  const { epoch } = event;
  if (epoch < read.number('startFromEpoch')) return { memory, actions: [] };

  const direction = directionOf(monitor, read.text('mode'));
  const beats = (reference: number | null) =>
    reference === null || improves(current, reference, read.number('minDelta'), direction);
  const isKeeping = read.flag('restoreBestWeights');
  const keep: CallbackAction[] = isKeeping ? [{ kind: 'keepWeights' }] : [];
  const wait = memory.wait + 1;

  if (beats(memory.best === null ? null : Number(memory.best))) {
    const best = toScalar(current);
    // Beating the best so far is not enough: patience begins anew only when the baseline is beaten too.
    const isWaitOver = beats(read.optional('baseline'));
    return {
      memory: { ...memory, wait: isWaitOver ? 0 : wait, best, bestEpoch: epoch, isKept: isKeeping },
      actions: keep,
    };
  }
  const isOver = wait >= patience && epoch > 0;
  return { memory: { ...memory, wait }, actions: isOver ? [stopAfter(monitor, wait, memory)] : [] };
}

const stopAfter = (monitor: string, wait: number, { best, bestEpoch }: Memory): CallbackAction => ({
  kind: 'stop',
  reason: {
    en: `${monitor} has not improved for ${wait} epoch${wait === 1 ? '' : 's'}; its best was ${shownScalar(best ?? 'NaN')} in epoch ${(bestEpoch ?? 0) + 1}.`,
    ko: `${monitor} 값이 에포크 ${wait}개 동안 나아지지 않았습니다. 가장 좋았던 값은 에포크 ${(bestEpoch ?? 0) + 1}의 ${shownScalar(best ?? 'NaN')}입니다.`,
  },
});

/** https://keras.io/api/callbacks/early_stopping/ */
export const earlyStopping: CallbackDefinition<Memory> = {
  label: { en: 'Early stopping', ko: '조기 종료' },
  summary: {
    en: 'Ends the training when a quantity stops improving, before the network learns the training data by heart.',
    ko: '지켜보던 값이 더 나아지지 않으면 신경망이 학습 데이터를 외우기 전에 학습을 끝냅니다.',
  },
  params,
  start: () => ({ wait: 0, best: null, bestEpoch: null, isKept: false, isWarned: false }),
  onEpochEnd,
  onTrainEnd: ({ isKept, bestEpoch }) =>
    isKept && bestEpoch !== null ? [{ kind: 'restoreWeights', epoch: bestEpoch }] : [],
};
