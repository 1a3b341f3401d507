import { type KeyboardEvent, useRef, useState } from 'react';
import { CATEGORIES } from '#shared/layers/categories';
import { useText } from '../i18n/use-text';
import { SearchField } from '../ui/SearchField';
import { PaletteEntry } from './PaletteEntry';
import { useLayerGroups } from './use-layer-groups';

/** All layers, to search and to drag onto the drawing. */
export function Palette() {
  const t = useText();
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = useLayerGroups(query);
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-layer]') ?? [])];
  const step = (event: KeyboardEvent, from: number) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = entries()[from + move];
    if (next) next.focus();
    else if (move < 0) searchField(list.current)?.focus();
  };
  return (
    <div className="flex h-full flex-col">
      <SearchField
        className="m-2 shrink-0"
        label={t(SEARCH)}
        value={query}
        onChange={setQuery}
        onKeyDown={(event) => {
          step(event, -1);
          if (event.key === 'Enter') entries()[0]?.focus();
          if (event.key === 'Escape') setQuery('');
        }}
      />
      <div ref={list} role="tree" aria-label={t(LAYERS)} className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {groups.map(({ category, layers }) => (
          <div
            key={category}
            {...GROUP}
            aria-label={t(CATEGORIES[category].label)}
            // What is scrolled out of view is not drawn; its place is kept.
            className="pb-2 [content-visibility:auto]"
            style={{ containIntrinsicHeight: `auto ${HEADING + layers.length * ENTRY + GAP}px` }}
          >
            <h3 aria-hidden className="flex items-center gap-1.5 px-1.5 py-1 text-xs font-medium text-muted">
              <span className="size-2 rounded-full" style={{ backgroundColor: CATEGORIES[category].color }} />
              {t(CATEGORIES[category].label)}
            </h3>
            {layers.map((layer) => (
              <PaletteEntry
                key={layer.type}
                layer={layer}
                onStep={(event) => step(event, entries().indexOf(event.currentTarget as HTMLElement))}
              />
            ))}
          </div>
        ))}
        {groups.length === 0 && (
          <p className="px-2 py-6 text-center text-sm text-muted">
            {t({ en: `No layer matches “${query}”.`, ko: `“${query}”에 맞는 층이 없습니다.` })}
          </p>
        )}
      </div>
    </div>
  );
}

const LAYERS = {
  en: 'Layers: drag one onto the drawing, or press Enter to add it',
  ko: '층: 캔버스로 끌어다 놓거나 Enter 키로 추가합니다',
};
const GROUP = { role: 'group' } as const;
/** Heights, in pixels. */
const [HEADING, ENTRY, GAP] = [24, 44, 8];
const SEARCH = { en: 'Search layers', ko: '층 검색' };

const searchField = (list: HTMLElement | null): HTMLInputElement | null | undefined =>
  list?.parentElement?.querySelector('input');
