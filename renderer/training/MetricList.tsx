import { METRICS } from '#shared/train/metrics';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { ChoiceList, type ChoiceRow } from './ChoiceList';
import { metricLabel } from './metric-labels';

/** Parameters that follow from the data and the network. */
const KNOWN_FROM_DATA: ReadonlySet<string> = new Set([
  'numClasses',
  'sparseYTrue',
  'sparseYPred',
  'fromLogits',
]);

const TABLE: Readonly<Record<string, ChoiceRow>> = Object.fromEntries(
  Object.entries({ ...METRICS, ...STREAMING_METRICS }).map(([type, { summary, params }]) => [
    type,
    {
      label: metricLabel(type),
      summary,
      params: Object.fromEntries(Object.entries(params).filter(([name]) => !KNOWN_FROM_DATA.has(name))),
    },
  ]),
);

/** What is measured beside the loss. */
export const MetricList = () => (
  <ChoiceList
    name="metrics"
    label={{ en: 'Metrics', ko: '지표' }}
    help={{
      en: 'What is measured beside the loss. Metrics change nothing in the training.',
      ko: '손실과 함께 재는 값입니다. 지표는 학습 자체에는 영향을 주지 않습니다.',
    }}
    table={TABLE}
  />
);
