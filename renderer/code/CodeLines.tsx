import { clsx } from 'clsx';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { useProject } from '../state/project-store';
import { OUTSIDE } from '../state/scope';
import { type CodeRow, outermost } from './code-rows';
import { CODE_COLORS } from './colors';

interface CodeLinesProps {
  readonly label: string;
  readonly rows: readonly CodeRow[];
}

/** A program whose lines know their blocks: those of the selected ones are marked, and a click on a line selects its block. */
export function CodeLines({ label, rows }: CodeLinesProps) {
  const list = useRef<HTMLOListElement>(null);
  const marked = useMarked();
  const [reached, setReached] = useState(-1);
  const first = rows.findIndex(({ nodeIds }) => nodeIds.some((one) => marked.has(one)));
  const firstOfBlock = rows.findIndex(({ nodeIds }) => nodeIds.length > 0);
  // One line is a stop of the Tab key; arrows lead to the others.
  const stop = (rows[reached]?.nodeIds.length ?? 0) > 0 ? reached : firstOfBlock;

  useEffect(() => {
    if (first >= 0) list.current?.children[first]?.scrollIntoView({ block: 'nearest' });
  }, [first]);

  useEffect(() => {
    const whole = list.current!;
    // A click that ends the selection of text selects no block.
    const onClick = ({ target }: MouseEvent) => {
      const line = target instanceof Element ? target.closest('li') : null;
      const index = line ? [...whole.children].indexOf(line) : -1;
      if (getSelection()?.isCollapsed !== false) selectBlocks(rows[index]?.nodeIds ?? []);
    };
    whole.addEventListener('click', onClick);
    return () => whole.removeEventListener('click', onClick);
  }, [rows]);

  return (
    <ol
      ref={list}
      aria-label={label}
      className="min-h-0 flex-1 overflow-auto bg-canvas py-2 font-mono text-xs select-text"
    >
      {rows.map((row, i) => (
        <CodeLine
          key={i}
          row={row}
          number={i + 1}
          isMarked={row.nodeIds.some((one) => marked.has(one))}
          isStop={i === stop}
          onReach={() => setReached(i)}
        />
      ))}
    </ol>
  );
}

/** The blocks of the whole drawing that are selected, or hold what is. */
function useMarked(): ReadonlySet<string> {
  const selection = useProject((state) => state.selection);
  const nodes = useProject((state) => state.project.graph.nodes);
  return useMemo(() => {
    const blocks = new Set(nodes.map((node) => node.id));
    return new Set([...selection].map((one) => outermost(one, blocks)));
  }, [nodes, selection]);
}

/** Selects blocks of the whole drawing and shows the first one. */
function selectBlocks(nodeIds: readonly string[]): void {
  const [first] = nodeIds;
  if (first === undefined) return;
  const { select, enter } = useProject.getState();
  enter(OUTSIDE);
  select(nodeIds);
  canvasView()?.reveal(first);
}

/** Leads to the next or the one before of the lines that have a block. */
function moveAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const lines = [...(event.currentTarget.closest('ol')?.querySelectorAll('button') ?? [])];
  const here = lines.indexOf(event.currentTarget);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: lines.length - 1,
  };
  const place = places[event.key];
  if (place === undefined) return;
  lines[place]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

interface CodeLineProps {
  readonly row: CodeRow;
  readonly number: number;
  readonly isMarked: boolean;
  readonly isStop: boolean;
  readonly onReach: () => void;
}

const CodeLine = memo(
  function CodeLine({ row, number, isMarked, isStop, onReach }: CodeLineProps) {
    const t = useText();
    const hasBlock = row.nodeIds.length > 0;
    return (
      <li
        data-blocks={hasBlock ? row.nodeIds.join(' ') : undefined}
        aria-current={isMarked || undefined}
        className={clsx(
          'flex border-l-2',
          isMarked ? 'border-accent bg-accent-soft' : 'border-transparent',
          hasBlock && 'cursor-pointer hover:bg-hover',
        )}
      >
        {hasBlock ? (
          <button
            type="button"
            tabIndex={isStop ? 0 : -1}
            aria-label={t({
              en: `Line ${number}: select its block`,
              ko: `${number}번째 줄: 블록 선택`,
            })}
            onFocus={onReach}
            onKeyDown={moveAlong}
            className="w-10 shrink-0 pr-3 text-right text-muted select-none"
          >
            {number}
          </button>
        ) : (
          <span aria-hidden className="w-10 shrink-0 pr-3 text-right text-muted select-none">
            {number}
          </span>
        )}
        <code className="min-h-4 pr-4 break-words whitespace-pre-wrap">
          {row.pieces.map(({ text, kind }, i) => (
            <span key={i} className={clsx(kind !== undefined && CODE_COLORS[kind])}>
              {text}
            </span>
          ))}
        </code>
      </li>
    );
  },
  (a, b) => a.row === b.row && a.number === b.number && a.isMarked === b.isMarked && a.isStop === b.isStop,
);
