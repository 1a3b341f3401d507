import type { IrBuilder } from '#shared/ops/builder';
import type { IrPort, IrValue } from '#shared/ops/ir';
import { HEAD_LOSS, meanMetrics, streamingMetrics } from '#shared/train/metric-names';
import { probabilitiesOf, scorePerSample } from './score';
import type { HeadValues } from './total-loss';

export interface Measures {
  /** By the names of the metrics that are means: one number a sample, [batch]. */
  readonly scores: readonly IrPort[];
  /** [batch, columns]: what streaming metrics look at, of all heads that have some; null where none has. */
  readonly prediction: IrValue | null;
}

/** What is measured of the heads; `ofHeads` are their losses, [batch] each. */
export function measuresOf(
  b: IrBuilder,
  heads: readonly HeadValues[],
  ofHeads: readonly IrValue[],
): Measures {
  const probabilities = heads.map(({ loss, prediction, encoding }) =>
    encoding === 'input' ? prediction : probabilitiesOf(b, loss, prediction),
  );
  const scores = heads.flatMap(({ metrics, encoding, target }, i) =>
    meanMetrics(metrics).map((metric): IrPort => ({
      name: metric.name,
      value:
        metric.type === HEAD_LOSS
          ? ofHeads[i]!
          : scorePerSample(b, metric, encoding, target, probabilities[i]!),
    })),
  );
  const streamed = probabilities.filter((_, i) => streamingMetrics(heads[i]!.metrics).length > 0);
  const prediction = streamed.length > 1 ? b.concat(streamed, 1) : (streamed[0] ?? null);
  return { scores, prediction };
}
