import type { MetricDefinition } from '../definition';
import { meanSquaredError as loss } from '../losses/mean-squared-error';
import { meanPerSample } from '../targets';

export const meanSquaredError: MetricDefinition = {
  label: loss.label,
  summary: loss.summary,
  formula: 'mean((target − ŷ)²)',
  params: {},
  unit: 'number',
  better: 'lower',
  perSample: (b, target, prediction) => meanPerSample(b, loss.unreduced(b, target, prediction, {})),
};
