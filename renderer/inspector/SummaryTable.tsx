import { clsx } from 'clsx';
import { type KeyboardEvent, memo, useState } from 'react';
import type { ModelSummary, SummaryRow } from '#shared/compile/summary';
import { LAYERS } from '#shared/layers/table';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { currentGraph, useProject } from '../state/project-store';
import { iconColor } from '../ui/category-color';
import { EndKept } from '../ui/EndKept';
import { Icon } from '../ui/Icon';
import { WhyNumber } from '../why/WhyNumber';
import { COLUMNS, nextSorting, type SummaryColumn, sorted, type Sorting } from './summary-columns';

/** Where there is room for all columns: the table's own width decides, not the window's. */
const WIDE = 'hidden @lg:table-cell';

/** The layers of a model; sortable by each column, a click or Enter selects the block, arrow keys walk and fold. */
export const SummaryTable = memo(function SummaryTable({ summary }: { readonly summary: ModelSummary }) {
  const t = useText();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  return (
    <div className="@container">
      <table className="w-full table-fixed text-xs tabular-nums @lg:table-auto">
        <thead className="text-left text-muted">
          <tr className="border-b border-line">
            {COLUMNS.map((column) => (
              <Heading key={column.key} {...{ column, sorting }} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Rows rows={sorted(summary.rows, sorting)} depth={0} {...{ open, toggle, sorting }} />
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            {COLUMNS.map(({ key, isWide, isNumber, quantity, total }) => (
              <td
                key={key}
                className={clsx(
                  'pt-1.5',
                  isWide && WIDE,
                  isNumber ? 'pl-1 text-right @lg:pl-3' : 'pr-2 @lg:pr-3',
                  key === 'trained' && 'pl-6',
                )}
              >
                {key === 'name' && t({ en: 'Total', ko: '합계' })}
                {total && quantity && <WhyNumber quantity={quantity}>{total(summary)}</WhyNumber>}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
});

interface HeadingProps {
  readonly column: SummaryColumn;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
}

const WIDTHS: Partial<Record<SummaryColumn['key'], string>> = { name: 'w-[42%]', params: 'w-16' };

function Heading({ column: { key, label, isWide, isNumber }, sorting, onSort }: HeadingProps) {
  const t = useText();
  const direction = sorting?.key !== key ? 'none' : sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={clsx(
        'py-1 font-normal @lg:w-auto',
        WIDTHS[key],
        isWide && WIDE,
        isNumber ? 'pl-1 text-right @lg:pl-3' : 'pr-2 @lg:pr-3',
        key === 'trained' && 'pl-6',
      )}
    >
      <button
        type="button"
        title={t({ en: 'Sort by this column', ko: '이 열로 정렬' })}
        className={clsx(
          'inline-flex max-w-full items-center gap-0.5 whitespace-nowrap hover:text-ink',
          isNumber && 'flex-row-reverse',
          direction !== 'none' && 'font-semibold text-ink',
        )}
        onClick={() => onSort(nextSorting(sorting, key))}
      >
        <span className="truncate">{t(label)}</span>
        {direction !== 'none' && (
          <Icon name={direction === 'descending' ? 'chevron-down' : 'chevron-up'} size={12} />
        )}
      </button>
    </th>
  );
}

interface RowsProps {
  readonly rows: readonly SummaryRow[];
  readonly depth: number;
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string, isOpen: boolean) => void;
  readonly sorting: Sorting | null;
}

function Rows({ rows, depth, open, toggle, sorting }: RowsProps) {
  return rows.map((row) => <Lines key={row.id} {...{ row, depth, open, toggle, sorting }} />);
}

function Lines({
  row,
  depth,
  open,
  toggle,
  sorting,
}: Omit<RowsProps, 'rows'> & { readonly row: SummaryRow }) {
  const t = useText();
  const isOpen = open.has(row.id);
  const isSelected = useProject((state) => state.selection.has(row.id));
  return (
    <>
      <tr
        className={clsx('hover:bg-hover', isSelected && 'bg-accent-soft')}
        data-fold={row.inside.length === 0 ? undefined : isOpen ? 'open' : 'closed'}
      >
        {COLUMNS.map((column) => {
          const { key, isWide, isNumber, quantity, text } = column;
          const shown = text(row);
          const written = typeof shown === 'string' ? shown : t(shown);
          return (
            <td
              key={key}
              className={clsx(
                'truncate py-0.5',
                isWide && WIDE,
                isNumber ? 'pl-1 text-right @lg:pl-3' : 'pr-2 @lg:pr-3',
                key === 'trained' && 'pl-6',
              )}
            >
              {key === 'name' ? (
                <NameCell row={row} depth={depth} isOpen={isOpen} onFold={(next) => toggle(row.id, next)} />
              ) : quantity && row.shape && depth === 0 ? (
                <WhyNumber quantity={quantity} nodeId={row.id} className="max-w-full truncate align-bottom">
                  {written}
                </WhyNumber>
              ) : (
                written
              )}
            </td>
          );
        })}
      </tr>
      {isOpen && <Rows rows={sorted(row.inside, sorting)} depth={depth + 1} {...{ open, toggle, sorting }} />}
    </>
  );
}

interface NameCellProps {
  readonly row: SummaryRow;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly onFold: (isOpen: boolean) => void;
}

function NameCell({ row, depth, isOpen, onFold }: NameCellProps) {
  const t = useText();
  const select = useProject((state) => state.select);
  const show = () => {
    const isDrawn = currentGraph().nodes.some(({ id }) => id === row.id);
    // A layer inside is shown by the block that it is inside of.
    const id = isDrawn ? row.id : row.id.split('/')[0]!;
    select([id]);
    canvasView()?.reveal(id);
  };
  return (
    <span className="flex items-center gap-1" style={{ paddingLeft: `${depth * 0.75}rem` }}>
      {row.inside.length > 0 && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={t({ en: `Layers inside ${row.name}`, ko: `${row.name} 안의 층` })}
          className="shrink-0 rounded hover:bg-hover"
          onClick={() => onFold(!isOpen)}
          onKeyDown={walk}
        >
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
        </button>
      )}
      <TypeIcon type={row.type} />
      <button
        type="button"
        data-row={row.id}
        className="flex min-w-0 text-left font-medium hover:underline"
        aria-label={`${row.name} (${row.type})`}
        title={`${row.name} (${row.type})`}
        onClick={show}
        onKeyDown={walk}
      >
        <EndKept text={row.name} />
        <span className="hidden shrink-0 font-normal whitespace-pre text-muted @lg:inline">
          {' '}
          ({row.type})
        </span>
      </button>
    </span>
  );
}

/** The type by its icon and colour, and its name for those who do not see it. */
function TypeIcon({ type }: { type: string }) {
  const layer = LAYERS[type];
  const color = layer && iconColor(layer.category);
  return (
    <span className="shrink-0" style={{ color }} title={type}>
      <Icon name={layer?.icon ?? 'layers'} size={14} />
      <span className="sr-only">{type}</span>
    </span>
  );
}

/** Up and down from name to name; right and left unfold and fold a composite block. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.closest('tr');
  const names = [...(row?.parentElement?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const at = names.findIndex((name) => row?.contains(name));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined && at >= 0) {
    event.preventDefault();
    names[at + step]?.focus();
  }
  const wanted = { ArrowRight: 'closed', ArrowLeft: 'open' }[event.key];
  if (wanted !== undefined && row?.dataset['fold'] === wanted) {
    event.preventDefault();
    row.querySelector<HTMLElement>('[aria-expanded]')?.click();
  }
}
