import { PROBE_PARAMS } from '../probe';
import type { CallbackDefinition } from './definition';

/** Keras users write a LambdaCallback for it. The engine looks at the steps; the row only says at what. */
export const probe: CallbackDefinition<Record<string, never>> = {
  label: { en: 'Probe', ko: '프로브' },
  summary: {
    en: 'Records a value of your choice while it trains: as a curve in the charts, and in the CSV log.',
    ko: '학습하는 동안 원하는 값을 기록합니다. 차트의 곡선과 CSV 기록에 나타납니다.',
  },
  params: PROBE_PARAMS,
  start: () => ({}),
};
