import type { CompileSource } from '#shared/compile/program';
import type { HeadTarget } from '#shared/compile/target';
import type { NetworkPlan } from './plan';

/** What a program is written from: a project without errors. */
export interface CodeSource extends CompileSource {
  readonly name: string;
}

/** A source with what the writers of both frameworks look up in it. */
export interface CodeContext {
  readonly source: CodeSource;
  readonly plan: NetworkPlan;
  /** One for each head of the plan, in its order. */
  readonly heads: readonly CodeHead[];
  readonly classes: number;
  readonly inputIds: readonly string[];
}

/** A head with the shape of its prediction, Keras's order. */
export interface CodeHead extends HeadTarget {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether its last layer gives the softmax of logits: losses may go down to the smallest probabilities. */
  readonly isSoftmax: boolean;
}

export const isWeighted = ({ source, heads }: CodeContext): boolean =>
  source.info.isWeighted === true ||
  source.training.classWeights === 'balanced' ||
  (source.training.classWeights !== null && heads.length > 1);

/** What each training sample counts, as the array `name`: its own weight (`weight_train`) times that of its class, which counts in training only. */
export function sampleWeightLines({ source, classes }: CodeContext, name: string): readonly string[] {
  const { classWeights, validationSplit } = source.training;
  const own = source.info.isWeighted === true ? 'weight_train' : null;
  if (classWeights === null) return own === name ? [] : [`${name} = ${own}`];
  const trained = validationSplit > 0 ? 'y_train[:split]' : 'y_train';
  const ofClass =
    classWeights === 'balanced'
      ? [
          `counts = np.bincount(${trained}, minlength=${classes})`,
          `class_weight = np.where(counts > 0, counts.sum() / (${classes} * np.maximum(counts, 1)), 1)`,
        ]
      : [`class_weight = np.array([${classWeights.join(', ')}])`];
  return [
    ...ofClass,
    `class_factor = class_weight[y_train].astype("float32")`,
    ...(validationSplit > 0 ? ['class_factor[split:] = 1'] : []),
    `${name} = class_factor${own ? ` * ${own}` : ''}`,
  ];
}
