import type { Localized } from '#shared/graph/diagnostic';
import type { Choice, Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from './read-params';

/** What a probe can record of a layer, by the name that its curve has. */
export const PROBE_QUANTITIES = {
  weight_norm: { en: 'weight norm', ko: '가중치 크기(노름)' },
  gradient_norm: { en: 'gradient norm', ko: '기울기 크기(노름)' },
  update_ratio: { en: 'update to weight ratio', ko: '업데이트 비율' },
  output_mean: { en: 'mean of the outputs', ko: '출력 평균' },
  output_std: { en: 'standard deviation of the outputs', ko: '출력 표준편차' },
  dead: { en: 'share of dead units', ko: '죽은 유닛 비율' },
  saturated: { en: 'share of saturated outputs', ko: '포화된 출력 비율' },
  weight: { en: 'a single weight', ko: '가중치 하나' },
  learning_rate: { en: 'learning rate', ko: '학습률' },
} as const satisfies Readonly<Record<string, Localized>>;
export type ProbeQuantity = keyof typeof PROBE_QUANTITIES;

const OF_LAYERS = Object.keys(PROBE_QUANTITIES).filter((name) => name !== 'learning_rate');

export const PROBE_PARAMS: ParamSpecs = {
  quantity: {
    kind: 'choice',
    default: 'weight_norm',
    options: Object.entries(PROBE_QUANTITIES).map(([value, label]) => ({ value, label })),
    label: { en: 'Quantity', ko: '기록할 값' },
    help: {
      en: 'What is recorded. Gradients are those before clipping; outputs are in inference mode, of up to 32 samples of the batch.',
      ko: '무엇을 기록할지 정합니다. 기울기는 자르기 전의 값이고, 출력은 배치의 샘플 최대 32개를 추론 모드로 계산합니다.',
    },
  },
  layers: {
    kind: 'text',
    default: '',
    of: 'layers',
    when: { param: 'quantity', is: OF_LAYERS },
    label: { en: 'Layers', ko: '층' },
    help: {
      en: 'Names of layers, separated by commas; without any, every layer for which it makes sense.',
      ko: '층 이름을 쉼표로 나누어 적습니다. 비워 두면 해당하는 모든 층을 기록합니다.',
    },
  },
  weight: {
    kind: 'text',
    default: 'bias',
    when: { param: 'quantity', is: ['weight'] },
    label: { en: 'Weight', ko: '가중치' },
    help: {
      en: 'The name of the weight in its layer, such as kernel or bias.',
      ko: '층 안에서 쓰는 가중치의 이름입니다. kernel이나 bias 등이 있습니다.',
    },
  },
  index: {
    kind: 'list',
    item: 'int',
    default: [0],
    min: 0,
    max: 1e9,
    when: { param: 'quantity', is: ['weight'] },
    label: { en: 'Index', ko: '인덱스' },
    help: {
      en: 'Where in the weight, one number for each axis in Keras’s order: 3, 0 is row 3, column 0 of a dense kernel.',
      ko: '가중치 안의 위치입니다. Keras 순서로 축마다 수를 하나씩 적습니다. 3, 0은 Dense 커널의 3행 0열입니다.',
    },
  },
  every: {
    kind: 'int',
    default: 10,
    min: 1,
    max: 1_000_000,
    label: { en: 'Every', ko: '간격' },
    help: {
      en: 'How often it is recorded. Every single step slows training down.',
      ko: '얼마나 자주 기록할지 정합니다. 스텝마다 기록하면 학습이 느려집니다.',
    },
  },
  unit: {
    kind: 'choice',
    default: 'step',
    options: [
      { value: 'step', label: { en: 'steps', ko: '스텝' } },
      { value: 'epoch', label: { en: 'epochs', ko: '에포크' } },
    ],
    label: { en: 'Of', ko: '단위' },
    help: {
      en: 'Whether steps or epochs are counted. Of an epoch it is the last step that is recorded.',
      ko: '스텝을 셀지 에포크를 셀지 정합니다. 에포크는 마지막 스텝의 값을 기록합니다.',
    },
  },
};

/** A probe row as it is meant. */
export interface ProbeSettings {
  readonly quantity: ProbeQuantity;
  /** Null: all for which it makes sense. */
  readonly layers: readonly string[] | null;
  readonly weight: string;
  readonly index: readonly number[];
  readonly every: number;
  readonly unit: 'step' | 'epoch';
}

export function probeSettings(params: Params): ProbeSettings {
  const read = readParams(PROBE_PARAMS, params);
  const layers = layerNames(read.text('layers'));
  return {
    quantity: read.text('quantity') as ProbeQuantity,
    layers: layers.length > 0 ? layers : null,
    weight: read.text('weight').trim(),
    index: read.list('index'),
    every: read.number('every'),
    unit: read.text('unit') as 'step' | 'epoch',
  };
}

/** `conv2d, dense` → both names. */
export const layerNames = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

export const PROBE = 'Probe';

/** The probes among callbacks, in order. */
export const probesOf = (callbacks: readonly Choice[]): readonly ProbeSettings[] =>
  callbacks.filter(({ type }) => type === PROBE).map(({ params }) => probeSettings(params));

/** The name of what is recorded: `dense/weight_norm`, `dense/kernel[3, 0]`, `learning_rate`. */
export function probeName({ quantity, weight, index }: ProbeSettings, layer: string): string {
  if (quantity === 'learning_rate') return quantity;
  return `${layer}/${quantity === 'weight' ? `${weight}[${index.join(', ')}]` : quantity}`;
}

/** Where a number lies in a weight that is stored with the axes `layout` of `shape`; null when there is no such place. */
export function weightPlace(
  shape: readonly number[],
  layout: readonly number[] | undefined,
  index: readonly number[],
): number | null {
  if (index.length !== shape.length || index.some((at, axis) => at < 0 || at >= shape[axis]!)) return null;
  return (layout ?? shape.map((_, axis) => axis)).reduce(
    (place, axis) => place * shape[axis]! + index[axis]!,
    0,
  );
}
