import type { Localized } from '#shared/graph/diagnostic';
import type { EventPayload } from '#shared/protocol/api';
import { formatNumber, formatShare } from '../i18n/format';

type Epoch = EventPayload<'run.epoch'>;

interface Column {
  /** As Keras's history names it. */
  readonly id: string;
  readonly label: Localized;
  readonly read: (epoch: Epoch) => number | null | undefined;
  readonly format: (value: number) => string;
}

const loss = (value: number): string => formatNumber(value, 4);

/** What is known of every epoch, in the order in which it is shown. */
export const EPOCH_COLUMNS: readonly Column[] = [
  { id: 'epoch', label: { en: 'Epoch', ko: '에포크' }, read: ({ epoch }) => epoch, format: String },
  { id: 'loss', label: { en: 'Loss', ko: '손실' }, read: (epoch) => epoch.loss, format: loss },
  {
    id: 'accuracy',
    label: { en: 'Accuracy', ko: '정확도' },
    read: ({ metrics }) => metrics['accuracy'],
    format: formatShare,
  },
  {
    id: 'val_loss',
    label: { en: 'Val. loss', ko: '검증 손실' },
    read: ({ valLoss }) => valLoss,
    format: loss,
  },
  {
    id: 'val_accuracy',
    label: { en: 'Val. accuracy', ko: '검증 정확도' },
    read: ({ valMetrics }) => valMetrics?.['accuracy'],
    format: formatShare,
  },
  {
    id: 'seconds',
    label: { en: 'Seconds', ko: '시간(초)' },
    read: ({ seconds }) => seconds,
    format: (value) => formatNumber(value, 3),
  },
];

/** One cell as it is shown; a dash where there is no value. */
export function cellText({ read, format }: Column, epoch: Epoch): string {
  const value = read(epoch);
  return value == null ? '–' : format(value);
}

/** The table with all digits, to be pasted into a spreadsheet. */
export const epochsAsText = (epochs: readonly Epoch[]): string =>
  [
    EPOCH_COLUMNS.map(({ id }) => id),
    ...epochs.map((epoch) => EPOCH_COLUMNS.map(({ read }) => read(epoch) ?? '')),
  ]
    .map((cells) => cells.join('\t'))
    .join('\n');
