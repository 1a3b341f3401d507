import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import { formatShape, sizeOf } from '#shared/graph/shape';
import type { ModelSummary, SummaryRow, Trained } from '#shared/compile/summary';
import { formatCount } from '#shared/graph/count';
import type { Quantity } from '../why/answer';

export type ColumnKey = 'name' | 'shape' | 'params' | 'trained' | 'flops' | 'bytes';

export interface SummaryColumn {
  readonly key: ColumnKey;
  readonly label: Localized;
  /** The number behind the text can be asked about. */
  readonly quantity?: Quantity;
  /** Stands only where there is room for it. */
  readonly isWide: boolean;
  readonly isNumber: boolean;
  /** What the column sorts by. */
  by(row: SummaryRow): number | string;
  text(row: SummaryRow): Localized | string;
  /** Below the table. */
  total?(summary: ModelSummary): string;
}

export const TRAINED: Readonly<Record<Trained, Localized | string>> = {
  all: { en: 'yes', ko: '예' },
  some: { en: 'partly', ko: '일부' },
  none: { en: 'no', ko: '아니요' },
  nothing: '–',
};

const RANK: Readonly<Record<Trained, number>> = { all: 3, some: 2, none: 1, nothing: 0 };

/** The columns of a model's summary. */
export const COLUMNS: readonly SummaryColumn[] = [
  {
    key: 'name',
    label: { en: 'Layer (type)', ko: '층 (종류)' },
    isWide: false,
    isNumber: false,
    by: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'shape',
    label: { en: 'Output shape', ko: '출력 모양' },
    quantity: 'shape',
    isWide: false,
    isNumber: false,
    by: ({ shape }) => (shape ? sizeOf(shape) : -1),
    text: ({ shape }) => (shape ? formatShape(shape) : '—'),
  },
  {
    key: 'params',
    label: { en: 'Param #', ko: '파라미터' },
    quantity: 'params',
    isWide: false,
    isNumber: true,
    by: ({ params }) => params,
    text: ({ params, shape }) => (shape ? formatCount(params) : '—'),
    total: ({ params }) => formatCount(params),
  },
  {
    key: 'trained',
    label: { en: 'Trainable', ko: '학습 가능' },
    isWide: true,
    isNumber: false,
    by: ({ trained }) => RANK[trained],
    text: ({ trained }) => TRAINED[trained],
  },
  {
    key: 'flops',
    label: { en: 'FLOPs', ko: '연산 수' },
    quantity: 'flops',
    isWide: true,
    isNumber: true,
    by: ({ flops }) => flops,
    text: ({ flops, shape }) => (shape ? formatCount(flops) : '—'),
    total: ({ flops }) => formatCount(flops),
  },
  {
    key: 'bytes',
    label: { en: 'Memory', ko: '메모리' },
    quantity: 'memory',
    isWide: true,
    isNumber: true,
    by: ({ bytes }) => bytes,
    text: ({ bytes, shape }) => (shape ? formatBytes(bytes) : '—'),
    total: ({ bytes }) => formatBytes(bytes),
  },
];

export interface Sorting {
  readonly key: ColumnKey;
  readonly isDescending: boolean;
}

/** What a click on a column's heading does: largest first, smallest first, then the network's order again. Names go from A on first. */
export function nextSorting(sorting: Sorting | null, key: ColumnKey): Sorting | null {
  const first = key !== 'name';
  if (sorting?.key !== key) return { key, isDescending: first };
  return sorting.isDescending === first ? { key, isDescending: !first } : null;
}

/** The rows in the order asked for; equal ones, and all without sorting, as the samples pass them. */
export function sorted(rows: readonly SummaryRow[], sorting: Sorting | null): readonly SummaryRow[] {
  if (!sorting) return rows;
  const { by } = COLUMNS.find(({ key }) => key === sorting.key)!;
  const sign = sorting.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)];
    const order =
      typeof left === 'string'
        ? left.localeCompare(String(right), 'en', { numeric: true })
        : left - Number(right);
    return sign * order;
  });
}
