import { clsx } from 'clsx';
import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { ModelSummary, SummaryRow } from '#shared/compile/summary';
import { LAYERS } from '#shared/layers/table';
import { sameFields, sameItems } from '#shared/graph/same';
import { useText } from '../i18n/use-text';
import { blockKind } from '../state/block-kind';
import { canvasView } from '../state/canvas-view';
import { currentGraph, useProject } from '../state/project-store';
import { iconColor } from '../ui/category-color';
import { EndKept } from '../ui/EndKept';
import { Icon } from '../ui/Icon';
import { watchSeen } from '../views/watch-seen';
import { WhyNumber } from '../why/WhyNumber';
import { COLUMNS, nextSorting, type SummaryColumn, sorted, type Sorting } from './summary-columns';

/** Where there is room for all columns: the table's own width decides, not the window's. */
const WIDE = 'hidden @lg:table-cell';

/** What the cells of a column have in common. */
const cellLook = ({ key, isWide, isNumber }: SummaryColumn): string =>
  clsx(isWide && WIDE, isNumber ? 'pl-1 text-right @lg:pl-3' : 'pr-2 @lg:pr-3', key === 'trained' && 'pl-6');

/** So many rows take longer than a picture of the screen. */
const MANY = 60;

/** The layers of a model; sortable by each column, a click or Enter selects the block, arrow keys walk and fold. */
export const SummaryTable = memo(function SummaryTable({ summary }: { readonly summary: ModelSummary }) {
  const t = useText();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string, isOpen: boolean) =>
      setOpen((before) => new Set(isOpen ? [...before, id] : [...before].filter((other) => other !== id))),
    [],
  );
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
          <Rows
            rows={sorted(summary.rows, sorting)}
            depth={0}
            isLong={summary.rows.length > MANY}
            {...{ open, toggle, sorting }}
          />
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            {COLUMNS.map((column) => {
              const { key, quantity, total } = column;
              return (
                <td key={key} className={clsx('pt-1.5', cellLook(column))}>
                  {key === 'name' && t({ en: 'Total', ko: '합계' })}
                  {total && quantity && <WhyNumber quantity={quantity}>{total(summary)}</WhyNumber>}
                </td>
              );
            })}
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

function Heading({ column, sorting, onSort }: HeadingProps) {
  const { key, label, isNumber } = column;
  const t = useText();
  const direction = sorting?.key !== key ? 'none' : sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={clsx('py-1 font-normal @lg:w-auto', WIDTHS[key], cellLook(column))}
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
  /** Of many rows only those in view show what they have to show. */
  readonly isLong: boolean;
}

function Rows({ rows, ...rest }: RowsProps) {
  return rows.map((row) => <Lines key={row.id} row={row} {...rest} />);
}

type LinesProps = Omit<RowsProps, 'rows'> & { readonly row: SummaryRow };

/** A row and, where it is open, those inside; of hundreds only those that show something else are drawn again. */
const Lines = memo(function Lines({ row, depth, open, toggle, sorting, isLong }: LinesProps) {
  const isOpen = open.has(row.id);
  const isSelected = useProject((state) => state.selection.has(row.id));
  const line = useRef<HTMLTableRowElement>(null);
  const [isSeen, setSeen] = useState(!isLong);
  useEffect(() => (isLong ? watchSeen(line.current!, setSeen) : undefined), [isLong]);
  return (
    <>
      <tr
        ref={line}
        className={clsx('h-5 hover:bg-hover', isSelected && 'bg-accent-soft')}
        data-fold={row.inside.length === 0 ? undefined : isOpen ? 'open' : 'closed'}
      >
        <Cells {...{ row, depth, isOpen, isSeen, toggle }} />
      </tr>
      {isOpen && (
        <Rows rows={sorted(row.inside, sorting)} depth={depth + 1} {...{ open, toggle, sorting, isLong }} />
      )}
    </>
  );
}, sameLines);

function sameLines({ row: before, ...rest }: LinesProps, { row: now, ...others }: LinesProps): boolean {
  const isSameRow =
    sameFields({ ...before, from: now.from, inside: now.inside }, now) &&
    sameItems(before.from, now.from) &&
    sameItems(before.inside, now.inside);
  return isSameRow && sameFields(rest, others);
}

interface CellsProps {
  readonly row: SummaryRow;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly isSeen: boolean;
  toggle(id: string, isOpen: boolean): void;
}

/** Out of view a row has its name alone. */
function Cells({ row, depth, isOpen, isSeen, toggle }: CellsProps) {
  const t = useText();
  return COLUMNS.map((column) => {
    const { key, quantity, text } = column;
    if (!isSeen && key !== 'name') return null;
    const shown = text(row);
    const written = typeof shown === 'string' ? shown : t(shown);
    return (
      <td key={key} className={clsx('truncate py-0.5', cellLook(column))}>
        {key === 'name' ? (
          <NameCell {...{ row, depth, isOpen, isSeen }} onFold={(next) => toggle(row.id, next)} />
        ) : quantity && row.shape && depth === 0 ? (
          <WhyNumber quantity={quantity} nodeId={row.id} className="max-w-full truncate align-bottom">
            {written}
          </WhyNumber>
        ) : (
          written
        )}
      </td>
    );
  });
}

interface NameCellProps extends Omit<CellsProps, 'toggle'> {
  readonly onFold: (isOpen: boolean) => void;
}

function NameCell({ row, depth, isOpen, isSeen, onFold }: NameCellProps) {
  const t = useText();
  return (
    <span className="flex items-center gap-1" style={{ paddingLeft: `${depth * 0.75}rem` }}>
      {isSeen && row.inside.length > 0 && (
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
      {isSeen && <TypeIcon type={row.type} />}
      <RowButton row={row}>
        {isSeen && (
          <>
            <EndKept text={row.name} />
            <span className="hidden shrink-0 font-normal whitespace-pre text-muted @lg:inline">
              {' '}
              ({t(blockKind(row.type))})
            </span>
          </>
        )}
      </RowButton>
    </span>
  );
}

/** Chooses the block of a row. Where the row is out of view it has a name, and nothing to be seen. */
function RowButton({ row, children }: { readonly row: SummaryRow; readonly children: ReactNode }) {
  const t = useText();
  const select = useProject((state) => state.select);
  const named = `${row.name} (${t(blockKind(row.type))})`;
  const show = () => {
    const isDrawn = currentGraph().nodes.some(({ id }) => id === row.id);
    // A layer inside is shown by the block that it is inside of.
    const id = isDrawn ? row.id : row.id.split('/')[0]!;
    select([id]);
    canvasView()?.reveal(id);
  };
  return (
    <button
      type="button"
      data-row={row.id}
      className="flex min-w-0 text-left font-medium hover:underline"
      aria-label={named}
      title={named}
      onClick={show}
      onKeyDown={walk}
    >
      {children}
    </button>
  );
}

/** The type by its icon and colour, and its name for those who do not see it. */
function TypeIcon({ type }: { type: string }) {
  const kind = useText()(blockKind(type));
  const layer = LAYERS[type];
  const color = layer && iconColor(layer.category);
  return (
    <span className="shrink-0" style={{ color }} title={kind}>
      <Icon name={layer?.icon ?? 'layers'} size={14} />
      <span className="sr-only">{kind}</span>
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
