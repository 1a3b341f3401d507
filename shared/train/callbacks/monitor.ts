import type { ParamSpec } from '#shared/graph/params';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { METRICS } from '../metrics';
import { STREAMING_METRICS } from '../streaming-metrics';
import type { CallbackAction, EpochEvent } from './definition';

export const monitorParam = (usual: string): Extract<ParamSpec, { kind: 'text' | 'file' }> => ({
  kind: 'text',
  default: usual,
  label: { en: 'Monitor', ko: '지켜볼 값' },
  help: {
    en: 'The quantity that is watched, such as val_loss or val_accuracy. Without validation data: loss or accuracy.',
    ko: '지켜볼 값의 이름입니다. val_loss나 val_accuracy 등이고, 검증 데이터가 없으면 loss나 accuracy를 씁니다.',
  },
});

export const modeParam: Extract<ParamSpec, { kind: 'choice' }> = {
  kind: 'choice',
  default: 'auto',
  options: [
    { value: 'auto', label: { en: 'auto (by the name)', ko: 'auto (이름에 따라)' } },
    { value: 'min', label: { en: 'min (lower is better)', ko: 'min (낮을수록 좋음)' } },
    { value: 'max', label: { en: 'max (higher is better)', ko: 'max (높을수록 좋음)' } },
  ],
  advanced: true,
  label: { en: 'Mode', ko: '좋은 방향' },
  help: {
    en: 'Which way is better. auto knows it for losses and metrics.',
    ko: '어느 쪽이 더 좋은지 정합니다. auto면 손실과 지표의 이름을 보고 정합니다.',
  },
};

export const minDeltaParam = (usual: number): Extract<ParamSpec, { kind: 'int' | 'float' }> => ({
  kind: 'float',
  default: usual,
  min: 0,
  max: 1e6,
  advanced: true,
  label: { en: 'Smallest improvement', ko: '최소 개선폭' },
  help: {
    en: 'An improvement must be more than this to count.',
    ko: '이 값보다 크게 나아져야 개선으로 봅니다.',
  },
});

export type Direction = 'min' | 'max';

const MEASURES = Object.entries({ ...METRICS, ...STREAMING_METRICS });

/** Which way a monitored quantity is better: as asked, or by the metric that its name ends in; losses and strangers are better when lower. */
export function directionOf(monitor: string, mode: string): Direction {
  if (mode === 'min' || mode === 'max') return mode;
  const isNamed = (name: string) => monitor === name || monitor.endsWith(`_${name}`);
  const measure = MEASURES.find(([name]) => isNamed(name))?.[1];
  return measure?.better === 'higher' ? 'max' : 'min';
}

/** The warning that a monitored quantity is not there, as an action; what it is part of then does nothing. */
export function missingMonitor(label: Localized, monitor: string, { logs }: EpochEvent): CallbackAction {
  const diagnostic: Diagnostic = {
    code: 'monitor-not-available',
    severity: 'warning',
    param: 'monitor',
    message: {
      en: `${label.en} watches “${monitor}”, which this training does not have, so it does nothing.`,
      ko: `${label.ko}: 지켜볼 값 “${monitor}”이(가) 이 학습에 없어 아무 일도 하지 않습니다.`,
    },
    expected: Object.keys(logs).join(', '),
    received: monitor,
  };
  return { kind: 'warn', diagnostic };
}
