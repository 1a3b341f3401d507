import { clsx } from 'clsx';
import type { Nested } from '#shared/layers/help';
import { plainNumber } from '#shared/layers/why/term';
import { useText } from '../i18n/use-text';

interface NumberGridProps {
  readonly numbers: Nested;
  /** Cells that stand out, each by an index along every axis. */
  readonly marked?: readonly (readonly number[])[];
}

/** Small arrays of numbers as one sees them on paper: a row, a table, or for several channels a table each. */
export function NumberGrid({ numbers, marked = [] }: NumberGridProps) {
  const t = useText();
  const planes = planesOf(numbers);
  return (
    <div className="flex flex-wrap items-end gap-2">
      {planes.map(({ label, cells }, plane) => (
        <figure key={plane}>
          {label !== null && (
            <figcaption className="text-[0.6875rem] text-muted">
              {t({ en: `channel ${label + 1}`, ko: `채널 ${label + 1}` })}
            </figcaption>
          )}
          <table className="border-collapse font-mono text-xs tabular-nums">
            <tbody>
              {cells.map((row, i) => (
                <tr key={i}>
                  {row.map(({ value, at }, j) => (
                    <td
                      key={j}
                      className={clsx(
                        'h-6 min-w-6 border border-line px-1 text-center',
                        marked.some((cell) => cell.join() === at.join()) && 'bg-accent-soft font-semibold',
                      )}
                    >
                      {plainNumber(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      ))}
    </div>
  );
}

interface Cell {
  readonly value: number;
  readonly at: readonly number[];
}

interface Plane {
  /** Which channel; null where there is only one plane. */
  readonly label: number | null;
  readonly cells: readonly (readonly Cell[])[];
}

const isList = (nested: Nested): nested is readonly Nested[] => Array.isArray(nested);

/** All numbers with their places. */
function cellsOf(nested: Nested, at: readonly number[] = []): readonly Cell[] {
  return isList(nested) ? nested.flatMap((part, i) => cellsOf(part, [...at, i])) : [{ value: nested, at }];
}

/** Rows and columns are the first two axes; each index of the others has a plane of its own. */
export function planesOf(numbers: Nested): readonly Plane[] {
  const cells = cellsOf(numbers);
  const rank = cells[0]?.at.length ?? 0;
  if (rank <= 1) return [{ label: null, cells: [cells] }];
  const planes = groups(cells, ({ at }) => at.slice(2).join());
  return planes.map((plane, label) => ({
    label: planes.length === 1 ? null : label,
    cells: groups(plane, ({ at }) => String(at[0])),
  }));
}

function groups(cells: readonly Cell[], keyOf: (cell: Cell) => string): readonly (readonly Cell[])[] {
  const keys = [...new Set(cells.map(keyOf))];
  return keys.map((key) => cells.filter((cell) => keyOf(cell) === key));
}
