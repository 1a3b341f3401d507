import type { Diagnostic, Localized, Repair } from '#shared/graph/diagnostic';
import type { Choice } from '#shared/graph/document';
import { checkParam, type ParamSpecs } from '#shared/graph/params';
import { CALLBACKS } from '#shared/train/callbacks';
import { DEFAULT_TRAINING, type TrainingConfig } from '#shared/train/config';
import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { SCHEDULES } from '#shared/train/schedules';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { shown } from './graph-problems';

type Table = Readonly<Record<string, { readonly params: ParamSpecs }>>;

/** One choice of the training settings. */
interface Place {
  readonly choice: Choice;
  readonly table: Table;
  /** The word for what is chosen, also in codes. */
  readonly kind: string;
  readonly word: Localized;
  /** Where problems of it, and of one of its parameters, are shown. */
  readonly param: string;
  paramOf(name: string): string;
  /** Sets another choice, or none. */
  set(choice: Choice | null): Repair;
  /** What takes the place of one that there is not. */
  readonly usual: Choice | null;
}

const ALL_METRICS: Table = { ...METRICS, ...STREAMING_METRICS };

/** `auto` is one of these. */
const { binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy } = LOSSES;
const AUTO_LOSS = {
  params: {
    ...binary_crossentropy!.params,
    ...categorical_crossentropy!.params,
    ...sparse_categorical_crossentropy!.params,
  },
};

const setting =
  (key: keyof TrainingConfig) =>
  (value: Choice | readonly Choice[] | null): Repair => ({
    kind: 'setTraining',
    key,
    value,
  });

/** Every element of a list as a place; taking one out leaves the others. */
const placesOf = (
  key: 'metrics' | 'callbacks',
  list: readonly Choice[],
  table: Table,
  kind: string,
  word: Localized,
): Place[] =>
  list.map((choice, index) => ({
    choice,
    table,
    kind,
    word,
    param: key,
    paramOf: (name) => `${key}.${index}.${name}`,
    set: (next) => setting(key)(list.flatMap((each, i) => (i === index ? (next ?? []) : each))),
    usual: null,
  }));

function allPlaces({ optimizer, loss, schedule, metrics, callbacks }: TrainingConfig): readonly Place[] {
  const single = (key: 'optimizer' | 'loss' | 'schedule', choice: Choice, table: Table, word: Localized) => ({
    choice,
    table,
    kind: key,
    word,
    param: key,
    // The optimizer's parameters go by their plain names.
    paramOf: (name: string) => (key === 'optimizer' ? name : `${key}.${name}`),
    set: setting(key),
    usual: DEFAULT_TRAINING[key],
  });
  return [
    single('optimizer', optimizer, OPTIMIZERS, { en: 'optimizer', ko: '옵티마이저' }),
    single('loss', loss, { ...LOSSES, auto: AUTO_LOSS }, { en: 'loss', ko: '손실' }),
    ...(schedule ? [single('schedule', schedule, SCHEDULES, { en: 'schedule', ko: '학습률 일정' })] : []),
    ...placesOf('metrics', metrics, ALL_METRICS, 'metric', { en: 'metric', ko: '지표' }),
    ...placesOf('callbacks', callbacks, CALLBACKS, 'callback', { en: 'callback', ko: '콜백' }),
  ];
}

/** Whether every optimizer, loss, schedule, metric and callback that is chosen exists and has parameters as they may be. */
export const checkChoices = (training: TrainingConfig): readonly Diagnostic[] =>
  allPlaces(training).flatMap((place) =>
    Object.hasOwn(place.table, place.choice.type) ? wrongParams(place) : [unknownType(place)],
  );

function unknownType({ choice: { type }, table, kind, word, param, set, usual }: Place): Diagnostic {
  return {
    code: `unknown-${kind}`,
    severity: 'error',
    param,
    message: { en: `There is no ${word.en} “${type}”.`, ko: `“${type}”라는 ${word.ko}은(는) 없습니다.` },
    expected: Object.keys(table).join(', '),
    received: type,
    fix: {
      label: usual
        ? { en: `Use ${usual.type}`, ko: `${usual.type} 사용` }
        : { en: `Go without “${type}”`, ko: `“${type}” 빼기` },
      repair: set(usual),
    },
  };
}

function wrongParams({ choice, table, kind, paramOf, set }: Place): Diagnostic[] {
  const { type, params } = choice;
  return Object.entries(table[type]!.params).flatMap(([name, spec]): Diagnostic[] => {
    const value = params[name];
    const wrong = value === undefined ? null : checkParam(spec, value);
    if (!wrong) return [];
    const rest = Object.fromEntries(Object.entries(params).filter(([each]) => each !== name));
    const usual = shown(spec.default);
    return [
      {
        code: `wrong-${kind}-parameter`,
        severity: 'error',
        param: paramOf(name),
        message: {
          en: `${type}: ${spec.label.en} is not allowed as it is.`,
          ko: `${type}: ${spec.label.ko} 값이 올바르지 않습니다.`,
        },
        expected: wrong.expected,
        received: shown(value),
        fix: {
          label: { en: `Set to ${usual}`, ko: `${usual}(으)로 설정` },
          repair: set({ type, params: rest }),
        },
      },
    ];
  });
}
