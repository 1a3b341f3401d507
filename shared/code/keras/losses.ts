import type { NamedMetric } from '#shared/train/metric-names';
import { METRICS } from '#shared/train/metrics';
import { LOSSES } from '#shared/train/losses';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import type { CodeHead } from '../source';
import { changedArguments, literal, pascalCase } from '../python';

/** Keras's names where they are not the row's in CamelCase. */
const CLASSES: Readonly<Record<string, string>> = {
  kl_divergence: 'KLDivergence',
  auc: 'AUC',
  f1_score: 'F1Score',
  r2_score: 'R2Score',
  mean_io_u: 'MeanIoU',
  one_hot_mean_io_u: 'MeanIoU',
  sparse_categorical_accuracy: 'SparseCategoricalAccuracy',
};

const classOf = (type: string): string => CLASSES[type] ?? pascalCase(type);

/** How Keras gets a head's targets. */
export type KerasTargets = 'one-hot' | 'sparse' | 'binary' | 'input';

const wantsOneHot = ({ type }: NamedMetric): boolean =>
  METRICS[type]?.targets === 'one-hot' ||
  (Object.hasOwn(METRICS, type) && METRICS[type]!.targets === undefined) ||
  (Object.hasOwn(STREAMING_METRICS, type) && !('sparseYTrue' in STREAMING_METRICS[type]!.params));

/** One-hot where a metric compares number by number: a sparse loss on them is the same as the plain one. */
export function targetsOf({ encoding, loss, metrics }: CodeHead): KerasTargets {
  const isPlain =
    loss.type === 'sparse_categorical_crossentropy' && (loss.params['ignoreClass'] ?? null) === null;
  return encoding === 'sparse' && isPlain && metrics.some(wantsOneHot) ? 'one-hot' : encoding;
}

/** `keras.losses.CategoricalCrossentropy(label_smoothing=0.1)`. */
export function kerasLoss(head: CodeHead): string {
  const { type, params } = head.loss;
  const isTurned = type === 'sparse_categorical_crossentropy' && targetsOf(head) === 'one-hot';
  const name = isTurned ? 'CategoricalCrossentropy' : classOf(type);
  const args = changedArguments(LOSSES[type]!.params, params);
  return `keras.losses.${name}(${args.map((arg) => arg.replace(/"(-?\d+)"/, '$1')).join(', ')})`;
}

/** What stands for a metric: Keras's class, or why there is none. */
export interface KerasMetric {
  readonly name: string;
  /** Null where Keras has none that computes the same. */
  readonly code: string | null;
}

type MetricWriter = (head: CodeHead, metric: NamedMetric, name: string) => string | null;

const onLogits = ({ loss }: CodeHead): boolean => loss.params['fromLogits'] === true;

const rowOf = (type: string) => METRICS[type] ?? STREAMING_METRICS[type]!;

const plain = (_head: CodeHead, { type, params }: NamedMetric, name: string): string =>
  `keras.metrics.${classOf(type)}(${[...changedArguments(rowOf(type).params, params), `name=${name}`].join(', ')})`;

/** Of probabilities; Keras would take the logits as they are. */
function ofProbabilities(head: CodeHead, metric: NamedMetric, name: string): string {
  const code = plain(head, metric, name);
  if (!onLogits(head)) return code;
  const activation = head.loss.type === 'binary_crossentropy' ? 'sigmoid' : 'softmax';
  return `OfProbabilities(${code}, "${activation}")`;
}

const hits =
  (prefix: string): MetricWriter =>
  (head, { params }, name) => {
    const k =
      params['k'] === undefined || prefix !== 'TopKCategoricalAccuracy' ? [] : [`k=${literal(params['k'])}`];
    const kind = targetsOf(head) === 'sparse' ? `Sparse${prefix}` : prefix;
    return `keras.metrics.${kind}(${[...k, `name=${name}`].join(', ')})`;
  };

/** Logits above 0 are probabilities above one half. */
const binary = (head: CodeHead, threshold: number, name: string): string => {
  const limit = onLogits(head) ? Math.log(threshold / (1 - threshold)) : threshold;
  const args = limit === 0.5 ? [] : [`threshold=${Number(limit.toPrecision(12))}`];
  return `keras.metrics.BinaryAccuracy(${[...args, `name=${name}`].join(', ')})`;
};

const intersection: MetricWriter = (head, { params }, name) => {
  const width = head.shape.at(-1)!;
  // Of a single output Keras takes the largest of one number, which is always the first.
  if (width === 1) return null;
  const count = (params['numClasses'] ?? null) === null ? width : Number(params['numClasses']);
  const ignored =
    (params['ignoreClass'] ?? null) === null ? [] : [`ignore_class=${literal(params['ignoreClass']!)}`];
  const sparse = targetsOf(head) === 'sparse' ? [] : ['sparse_y_true=False'];
  return `keras.metrics.MeanIoU(${[String(count), ...ignored, ...sparse, 'sparse_y_pred=False', `name=${name}`].join(', ')})`;
};

const WRITERS: Readonly<Record<string, MetricWriter>> = {
  accuracy: (head, _metric, name) =>
    head.shape.at(-1) === 1 ? binary(head, 0.5, name) : hits('CategoricalAccuracy')(head, _metric, name),
  binary_accuracy: (head, metric, name) =>
    onLogits(head) && head.shape.at(-1)! > 1
      ? ofProbabilities(head, metric, name)
      : binary(head, (metric.params['threshold'] as number | undefined) ?? 0.5, name),
  categorical_accuracy: hits('CategoricalAccuracy'),
  sparse_categorical_accuracy: hits('CategoricalAccuracy'),
  top_k_categorical_accuracy: hits('TopKCategoricalAccuracy'),
  sparse_top_k_categorical_accuracy: hits('TopKCategoricalAccuracy'),
  mean_io_u: intersection,
  one_hot_mean_io_u: intersection,
  confusion_matrix: () => null,
  f1_score: (head, metric, name) => {
    const isNever = head.shape.at(-1) === 1 && (metric.params['threshold'] ?? null) === null;
    return isNever ? null : ofProbabilities(head, metric, name);
  },
};

/** A metric of a head as Keras has it. */
export const kerasMetric = (head: CodeHead, metric: NamedMetric, prefix: string): KerasMetric => {
  const name = metric.name.startsWith(prefix) ? metric.name.slice(prefix.length) : metric.name;
  const write = WRITERS[metric.type] ?? ofProbabilities;
  return { name: metric.name, code: write(head, metric, JSON.stringify(name)) };
};

/** Loss and metrics of one head without the loss that stands among the metrics of several. */
export const measured = ({ metrics }: CodeHead): readonly NamedMetric[] =>
  metrics.filter(({ type }) => type !== 'loss');
