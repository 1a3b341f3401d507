import type { Localized } from '#shared/graph/diagnostic';
import type { Choice, Params } from '#shared/graph/document';
import type { ParamSpec, ParamSpecs, When } from '#shared/graph/params';
import { CONSTRAINTS } from '#shared/train/constraints';
import { INITIALIZERS } from '#shared/train/initializers';
import { REGULARIZERS } from '#shared/train/regularizers';

/** A kind of weight as a layer's parameters tell of it. */
export interface WeightParam {
  /** Before “initializer”, “regularizer” and “constraint”. */
  readonly noun: Localized;
  /** Keras's default initializer, a name of `INITIALIZERS`. */
  readonly initializer: string;
  readonly initializerHelp?: Localized;
  /** The weight is there only while this holds. */
  readonly when?: When;
}

export const KERNEL: WeightParam = {
  noun: { en: 'Kernel', ko: '커널' },
  initializer: 'glorot_uniform',
  initializerHelp: {
    en: 'How the weights start. glorot_uniform suits most layers, he_normal suits layers followed by relu.',
    ko: '가중치의 처음 값을 정하는 방법입니다. 대개 glorot_uniform이 알맞고, relu 앞의 층에는 he_normal이 좋습니다.',
  },
};

export const BIAS: WeightParam = {
  noun: { en: 'Bias', ko: '편향' },
  initializer: 'zeros',
  initializerHelp: {
    en: 'How the biases start. zeros is right for nearly every network.',
    ko: '편향의 처음 값을 정하는 방법입니다. 거의 모든 신경망에서 zeros면 충분합니다.',
  },
  when: { param: 'useBias', is: [true] },
};

/**
 * Keras's `<weight>Initializer`, `<weight>Regularizer` and `<weight>Constraint` of every weight, each followed by the numbers of what can be
 * chosen (`kernelRegularizerL2`). Rows of a table that have a number of the same name share it.
 */
export const weightParams = (weights: Readonly<Record<string, WeightParam>>): ParamSpecs => {
  const each = (build: (weight: string, param: WeightParam) => ParamSpecs) =>
    Object.assign(
      {},
      ...Object.entries(weights).map(([weight, param]) => build(weight, param)),
    ) as ParamSpecs;
  return {
    ...each((weight, param) => initializerParams(`${weight}Initializer`, param)),
    ...each((weight, param) => choiceWithNumbers(`${weight}Regularizer`, param, regularizerChoice(param))),
    ...each((weight, param) => choiceWithNumbers(`${weight}Constraint`, param, constraintChoice(param))),
  };
};

/** The choice of an initializer under the name `key`, with its numbers. */
export const initializerParams = (key: string, param: WeightParam): ParamSpecs =>
  choiceWithNumbers(key, param, {
    kind: 'choice',
    default: param.initializer,
    options: optionsOf(INITIALIZERS),
    label: labelled(param, 'initializer', '초기화'),
    help: param.initializerHelp ?? {
      en: 'How these weights start. The default is right for nearly every network.',
      ko: '이 가중치의 처음 값을 정하는 방법입니다. 거의 모든 신경망에서 기본값이면 충분합니다.',
    },
  });

/** Whether a parameter names a row of `INITIALIZERS`, `REGULARIZERS` or `CONSTRAINTS`. */
export const namesRow = (key: string): boolean => roleOf(key) !== undefined;

/** The module of Keras and TensorFlow.js that has the rows which such a parameter names. */
export const moduleOf = (key: string): string => roleOf(key)!.module;

/** Whether a parameter is a number of such a row. */
export const isOfRow = ({ when }: ParamSpec): boolean => when !== undefined && namesRow(when.param);

/** The row that a parameter names, with all of its numbers; null for none. */
export function chosenRow(specs: ParamSpecs, values: Params, key: string): Choice | null {
  const type = String(values[key] ?? specs[key]?.default ?? NONE);
  const row = tableOf(key)?.[type];
  if (!row) return null;
  const numbers = Object.keys(row.params).map((name) => {
    const own = ownKey(key, name);
    return [name, values[own] ?? specs[own]?.default ?? null] as const;
  });
  return { type, params: Object.fromEntries(numbers) };
}

/** The numbers of a row as its table has them. */
export const rowDefaults = (key: string, type: string): Params =>
  Object.fromEntries(
    Object.entries(tableOf(key)?.[type]?.params ?? {}).map(([name, spec]) => [name, spec.default]),
  );

type ChoiceSpec = Extract<ParamSpec, { kind: 'choice' }>;
type Table = Readonly<Record<string, { readonly label: string; readonly params: ParamSpecs }>>;

const NONE = 'none';

const ROLES: readonly { readonly ending: RegExp; readonly module: string; readonly table: Table }[] = [
  { ending: /initializer$/i, module: 'initializers', table: INITIALIZERS },
  { ending: /Regularizer$/, module: 'regularizers', table: REGULARIZERS },
  { ending: /Constraint$/, module: 'constraints', table: CONSTRAINTS },
];

const roleOf = (key: string) => ROLES.find(({ ending }) => ending.test(key));

const tableOf = (key: string): Table | undefined => roleOf(key)?.table;

/** `kernelRegularizer`, `l2` → `kernelRegularizerL2`. */
const ownKey = (key: string, name: string): string => `${key}${name[0]!.toUpperCase()}${name.slice(1)}`;

const optionsOf = (table: Table): ChoiceSpec['options'] =>
  Object.entries(table).map(([value, { label }]) => ({ value, label: { en: label, ko: label } }));

const orNone = (table: Table): ChoiceSpec['options'] => [
  { value: NONE, label: { en: 'none', ko: '없음' } },
  ...optionsOf(table),
];

const labelled = ({ noun }: WeightParam, en: string, ko: string): Localized => ({
  en: `${noun.en} ${en}`,
  ko: `${noun.ko} ${ko}`,
});

const regularizerChoice = (param: WeightParam): ChoiceSpec => ({
  kind: 'choice',
  default: NONE,
  options: orNone(REGULARIZERS),
  label: labelled(param, 'regularizer', '규제'),
  help: {
    en: 'A penalty on these weights that is added to the loss, against overfitting. L2 with 0.001 is a careful start.',
    ko: '이 가중치에 매겨 손실에 더하는 벌점으로, 과적합을 줄입니다. 처음에는 L2를 0.001 정도로 씁니다.',
  },
});

const constraintChoice = (param: WeightParam): ChoiceSpec => ({
  kind: 'choice',
  default: NONE,
  options: orNone(CONSTRAINTS),
  label: labelled(param, 'constraint', '제약'),
  help: {
    en: 'What these weights are made to obey after every step. Most networks need none.',
    ko: '스텝마다 이 가중치가 지키게 할 조건입니다. 대부분의 신경망에는 필요하지 않습니다.',
  },
});

function choiceWithNumbers(key: string, { noun, when }: WeightParam, choice: ChoiceSpec): ParamSpecs {
  const specs: Record<string, ParamSpec> = { [key]: { ...choice, advanced: true, ...(when && { when }) } };
  const rows = Object.entries(tableOf(key)!);
  for (const [name, spec] of rows.flatMap(([, { params }]) => Object.entries(params))) {
    const is = rows.filter(([, { params }]) => Object.hasOwn(params, name)).map(([type]) => type);
    const label = { en: `${noun.en}: ${spec.label.en}`, ko: `${noun.ko}: ${spec.label.ko}` };
    specs[ownKey(key, name)] ??= {
      ...spec,
      label,
      advanced: true,
      when: { param: key, is, ...(when && { and: when }) },
    };
  }
  return specs;
}
