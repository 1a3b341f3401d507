import type { Choice, GraphDoc, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { output } from '#shared/layers/output';
import { HEAD_LOSS, nameMetrics, type NamedMetric } from '#shared/train/metric-names';
import { METRICS } from '#shared/train/metrics';
import { completeParams } from './infer';

/** What an Output is compared with: the labels of the samples, or the samples themselves. */
export type Learns = 'labels' | 'input';

/** One Output of a drawing, as its parameters say. */
export interface Head {
  readonly node: GraphNode;
  readonly learns: Learns;
  /** A row of `LOSSES`, or `auto`; null: the loss of the training. */
  readonly ownLoss: string | null;
  readonly lossWeight: number;
  readonly isMeasured: boolean;
}

/** The Outputs of an expanded drawing, in the drawing's order. */
export const headsOf = ({ nodes }: Pick<GraphDoc, 'nodes'>): readonly Head[] =>
  nodes
    .filter(({ type }) => type === 'Output')
    .map((node) => {
      const { target, loss, lossWeight, metrics } = completeParams(output, node.params);
      return {
        node,
        learns: target === 'input' ? 'input' : 'labels',
        ownLoss: loss === 'training' ? null : String(loss),
        lossWeight: Number(lossWeight),
        isMeasured: metrics !== 'none',
      };
    });

/** The Output whose prediction is shown: the first that learns labels, else the first. */
export const predictingHead = (heads: readonly Head[]): Head | undefined =>
  heads.find(({ learns }) => learns === 'labels') ?? heads[0];

/** Whether a metric can compare a prediction with samples: it must compare number by number. */
const comparesNumbers = ({ type }: Choice): boolean =>
  Object.hasOwn(METRICS, type) && METRICS[type]!.targets === undefined;

/** What is measured of one head: by Keras's names, with the head's own in front where there are several. */
export function metricsOfHead(
  { node, learns, isMeasured }: Head,
  isOneOfSeveral: boolean,
  choices: readonly Choice[],
): readonly NamedMetric[] {
  const fitting = isMeasured ? choices.filter((one) => learns === 'labels' || comparesNumbers(one)) : [];
  const named = nameMetrics(fitting);
  if (!isOneOfSeveral) return named;
  const loss: NamedMetric = { type: HEAD_LOSS, params: {}, name: `${node.name}_loss` };
  return [loss, ...named.map((metric) => ({ ...metric, name: `${node.name}_${metric.name}` }))];
}

/** All that a training of this drawing measures. */
export function projectMetrics(graph: GraphDoc, choices: readonly Choice[]): readonly NamedMetric[] {
  const heads = headsOf(expandGraph(graph).graph);
  if (heads.length === 0) return nameMetrics(choices);
  return heads.flatMap((head) => metricsOfHead(head, heads.length > 1, choices));
}
