import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { create } from 'zustand';
import { BLOCK, type Rect } from '../../state/block-place';
import { useUi } from '../../state/ui-store';
import type { Distance } from '../distance';
import type { CanvasFlowNode } from '../flow-adapter';
import { isFew, useFlow } from '../flow-store';
import { isViewMoving, viewNow } from '../moving-view';
import { seenOf } from '../seen';

/** Blocks that are part of the page with all they show, by id. */
export type Whole = ReadonlySet<string> | 'all';

export const useWholeBlocks = create<{ readonly whole: Whole }>()(() => ({ whole: 'all' }));

/** Whether a block is part of the page with all it shows, and not only drawn. */
export function useIsWhole(id: string): boolean {
  const isWhole = useWholeBlocks(({ whole }) => whole === 'all' || whole.has(id));
  const isRenaming = useUi(({ renaming }) => renaming === id);
  return isWhole || isRenaming;
}

/** Blocks become whole so far out of view, and stay so up to the second distance, as shares of the view. */
const AHEAD = 0.05;
const BEHIND = 0.3;
/** So many become whole, or cease to be, with each picture of the screen. */
const AT_ONCE = 4;

/** From far away no block is whole; nearer all are where there are few, else those in view, some more with each picture of the screen. */
export function useKeepWhole(distance: Distance): void {
  const flow = useStoreApi();
  const areFew = useFlow(({ nodes }) => isFew(nodes));
  const isTile = distance === 'tile';
  useEffect(() => {
    if (isTile || areFew) {
      useWholeBlocks.setState({ whole: isTile ? NONE : 'all' });
      return undefined;
    }
    let frame = 0;
    const advance = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      // It comes to rest first, and then calls again.
      if (isViewMoving()) return;
      const view = seenOf(viewNow(), flow.getState());
      const { whole } = useWholeBlocks.getState();
      const next = nextWhole(whole === 'all' ? NONE : whole, useFlow.getState().drawn, view);
      if (next === whole) return;
      useWholeBlocks.setState({ whole: next });
      frame = requestAnimationFrame(advance);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(advance);
    };
    advance();
    const leave = [
      flow.subscribe((now, before) => {
        if (now.transform !== before.transform) soon();
      }),
      useFlow.subscribe((now, before) => {
        // At once, so that what comes back with an undo is whole from the beginning.
        if (now.nodes !== before.nodes) advance();
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const end of leave) end();
    };
  }, [flow, isTile, areFew]);
}

const NONE: ReadonlySet<string> = new Set();

/** What is whole next: some of those in view that are not, those in the middle first, without some of those that are far out of it. */
export function nextWhole(
  whole: ReadonlySet<string>,
  blocks: readonly Pick<CanvasFlowNode, 'id' | 'position'>[],
  view: Rect,
): ReadonlySet<string> {
  const from = (share: number) => ({
    left: view.x - view.width * share - BLOCK.width,
    right: view.x + view.width * (1 + share),
    top: view.y - view.height * share - BLOCK.height,
    bottom: view.y + view.height * (1 + share),
  });
  const within = ({ left, right, top, bottom }: ReturnType<typeof from>) => {
    return ({ position: { x, y } }: (typeof blocks)[number]) =>
      x > left && x < right && y > top && y < bottom;
  };
  const [isWanted, isKept] = [within(from(AHEAD)), within(from(BEHIND))];
  const kept = new Set(blocks.filter(isKept).map(({ id }) => id));
  const centre = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const distance = ({ position: { x, y } }: (typeof blocks)[number]) =>
    Math.hypot(x + BLOCK.width / 2 - centre.x, y + BLOCK.height / 2 - centre.y);
  const coming = blocks
    .filter((block) => !whole.has(block.id) && isWanted(block))
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, AT_ONCE);
  const going = [...whole].filter((id) => !kept.has(id)).slice(0, AT_ONCE);
  if (coming.length === 0 && going.length === 0) return whole;
  const next = new Set(whole);
  for (const id of going) next.delete(id);
  for (const { id } of coming) next.add(id);
  return next;
}
