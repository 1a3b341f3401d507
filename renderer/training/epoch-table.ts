import type { Localized } from '#shared/graph/diagnostic';
import type { EventPayload } from '#shared/protocol/api';
import { formatNumber } from '../i18n/format';
import { formatMetric, metricLabel } from './metric-labels';

type Epoch = EventPayload<'run.epoch'>;

interface Column {
  /** As Keras's history names it. */
  readonly id: string;
  readonly label: Localized;
  readonly read: (epoch: Epoch) => number | null | undefined;
  readonly format: (value: number) => string;
}

const loss = (value: number): string => formatNumber(value, 4);

const validated = ({ en, ko }: Localized): Localized => ({
  // Abbreviations keep their capitals.
  en: `Val. ${/^[A-Z][a-z]/.test(en) ? en.charAt(0).toLowerCase() + en.slice(1) : en}`,
  ko: `검증 ${ko}`,
});

/** Metrics of training and validation among the epochs, in their order. */
const namesIn = (epochs: readonly Epoch[], key: 'metrics' | 'valMetrics'): readonly string[] => [
  ...new Set(epochs.flatMap((epoch) => Object.keys(epoch[key] ?? {}))),
];

const metricColumn = (key: 'metrics' | 'valMetrics', name: string): Column => ({
  id: key === 'metrics' ? name : `val_${name}`,
  label: key === 'metrics' ? metricLabel(name) : validated(metricLabel(name)),
  read: (epoch) => epoch[key]?.[name],
  format: (value) => formatMetric(name, value),
});

/** What is known of the epochs, in the order in which it is shown. */
export function epochColumns(epochs: readonly Epoch[]): readonly Column[] {
  const isValidated = epochs.some(({ valLoss }) => valLoss !== null);
  const isConstant = epochs.every(({ learningRate }) => learningRate === epochs[0]!.learningRate);
  return [
    { id: 'epoch', label: { en: 'Epoch', ko: '에포크' }, read: ({ epoch }) => epoch, format: String },
    { id: 'loss', label: { en: 'Loss', ko: '손실' }, read: (epoch) => epoch.loss, format: loss },
    ...namesIn(epochs, 'metrics').map((name) => metricColumn('metrics', name)),
    ...(isValidated ? [VALIDATION_LOSS] : []),
    ...namesIn(epochs, 'valMetrics').map((name) => metricColumn('valMetrics', name)),
    ...(isConstant ? [] : [LEARNING_RATE]),
    {
      id: 'seconds',
      label: { en: 'Seconds', ko: '시간(초)' },
      read: ({ seconds }) => seconds,
      format: (value) => formatNumber(value, 3),
    },
  ];
}

const VALIDATION_LOSS: Column = {
  id: 'val_loss',
  label: { en: 'Val. loss', ko: '검증 손실' },
  read: ({ valLoss }) => valLoss,
  format: loss,
};

const LEARNING_RATE: Column = {
  id: 'learning_rate',
  label: { en: 'Learning rate', ko: '학습률' },
  read: ({ learningRate }) => learningRate,
  format: (value) => formatNumber(value, 3),
};

/** One cell as it is shown; a dash where there is no value. */
export function cellText({ read, format }: Column, epoch: Epoch): string {
  const value = read(epoch);
  return value == null ? '–' : format(value);
}

/** The table with all digits, to be pasted into a spreadsheet. */
export function epochsAsText(epochs: readonly Epoch[]): string {
  const columns = epochColumns(epochs);
  return [columns.map(({ id }) => id), ...epochs.map((epoch) => columns.map(({ read }) => read(epoch) ?? ''))]
    .map((cells) => cells.join('\t'))
    .join('\n');
}
