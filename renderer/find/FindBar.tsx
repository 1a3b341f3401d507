import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { formatShape } from '#shared/graph/shape';
import { focusCanvas } from '../canvas/focus-canvas';
import { useText } from '../i18n/use-text';
import { rectOf } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { itemsOf } from '../state/graph-edits';
import { currentGraph, useGraph, useInference, useProject } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { blockKind } from '../state/block-kind';
import { findBlocks, type Found } from './find-blocks';
import { closeFind, useFind } from './find-store';

/** The search over the drawing, while it is open. */
export function FindBar() {
  const isOpen = useFind((state) => state.isOpen);
  return isOpen && <OpenBar />;
}

const HINT = { en: 'Name, layer or shape: conv, 28×28', ko: '이름, 층, 모양: conv, 28×28' };

function OpenBar() {
  const t = useText();
  const { query, asked } = useFind();
  const [at, setAt] = useState(0);
  const graph = useGraph();
  const inference = useInference();
  const found = useMemo(() => findBlocks(graph, inference, query), [graph, inference, query]);
  const index = Math.min(at, found.length - 1);
  const current = found[index];
  useMarks(query.trim() === '' ? null : found, current?.id ?? null);

  const go = (by: number) => {
    if (found.length > 0) setAt((index + by + found.length) % found.length);
  };
  const close = () => {
    closeFind();
    focusCanvas();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    onEscape(event);
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(event.shiftKey ? -by : by);
  };
  return (
    <search
      className="absolute top-3 right-3 z-20 w-80 max-w-[calc(100%-24px)] rounded-lg border border-line bg-panel p-1 shadow-xl"
      aria-label={t({ en: 'Find in the drawing', ko: '캔버스에서 찾기' })}
    >
      <div className="flex items-center gap-0.5">
        <Icon name="search" size={14} className="mx-1.5 shrink-0 text-muted" />
        <input
          // Asked for again, it takes the keys again.
          key={asked}
          ref={takeFocus}
          type="text"
          value={query}
          spellCheck={false}
          autoComplete="off"
          aria-label={t(HINT)}
          placeholder={t(HINT)}
          className="h-8 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-muted"
          onChange={({ target }) => {
            useFind.setState({ query: target.value });
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <output className="shrink-0 px-1 text-xs text-muted tabular-nums">
          {query.trim() !== '' && t(countOf(index, found.length))}
        </output>
        <IconButton
          icon="chevron-up"
          size="small"
          label={t({ en: 'Previous', ko: '이전' })}
          hint="Shift+Enter"
          disabled={found.length === 0}
          onClick={() => go(-1)}
          onKeyDown={onEscape}
        />
        <IconButton
          icon="chevron-down"
          size="small"
          label={t({ en: 'Next', ko: '다음' })}
          hint="Enter"
          disabled={found.length === 0}
          onClick={() => go(1)}
          onKeyDown={onEscape}
        />
        <IconButton
          icon="x"
          size="small"
          label={t({ en: 'Close the search', ko: '찾기 닫기' })}
          hint="Esc"
          onClick={close}
          onKeyDown={onEscape}
        />
      </div>
      {current && <Description found={current} />}
    </search>
  );
}

const takeFocus = (field: HTMLInputElement | null) => {
  field?.focus({ preventScroll: true });
  field?.select();
};

/** Room that the bar takes at the top of the canvas. */
const BAR = 76;

const STEPS: Readonly<Record<string, number>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

const countOf = (index: number, count: number) =>
  count === 0
    ? { en: 'none', ko: '없음' }
    : { en: `${index + 1} of ${count}`, ko: `${count}개 중 ${index + 1}` };

/** Rings what was found, and selects and shows the one that is looked at. */
function useMarks(found: readonly Found[] | null, current: string | null): void {
  const ids = found?.map(({ id }) => id).join(' ') ?? null;
  useEffect(() => {
    useFind.setState({ found: ids === null ? null : new Set(ids.split(' ')), current });
  }, [ids, current]);
  useEffect(() => {
    if (current === null) return;
    const item = itemsOf(currentGraph()).find(({ id }) => id === current);
    useProject.getState().select([current]);
    if (item) canvasView()?.bringIn(rectOf(item), { top: BAR });
  }, [current]);
}

/** What is looked at, in a line; what lies inside a composite block can be gone to. */
function Description({ found: { name, type, shape, inner } }: { found: Found }) {
  const t = useText();
  const kind = type === '' ? '' : t(blockKind(type));
  const parts = [name, kind, shape ? formatShape(shape) : ''].filter((part) => part !== '');
  const open = () => {
    closeFind();
    if (inner !== null) canvasView()?.reveal(inner);
    focusCanvas();
  };
  return (
    <div className="flex items-center gap-2 border-t border-line px-2 pt-1 text-xs text-muted">
      <p className="min-w-0 flex-1 truncate" title={parts.join(' · ')}>
        {parts.join(' · ')}
      </p>
      {inner !== null && (
        <button type="button" className="shrink-0 text-accent hover:underline" onClick={open}>
          {t({ en: 'Go inside', ko: '안으로 가기' })}
        </button>
      )}
    </div>
  );
}
