import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Rect } from '../state/block-place';
import type { Gap, Guide } from './guides';
import { useInteraction } from './interaction-store';
import { lift } from './lift';
import { viewNow } from './moving-view';

/** The lines and equal gaps that what is dragged keeps to. */
export function Guides() {
  const isDragging = useInteraction((state) => state.moved !== null);
  return isDragging ? <Lines /> : null;
}

/** Three guides and four gaps of three lines each on both axes. */
const MOST = 30;

/** In each frame there may be others: as many as there can be are there from the beginning, and only moved, those that are not needed out of sight. */
function Lines() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const lines = [...place.current!.children] as HTMLElement[];
    const show = () => {
      const { guides, gaps } = useInteraction.getState();
      const { zoom } = viewNow();
      const rects = [
        ...guides.map((guide) => guideRect(guide, zoom)),
        ...gaps.flatMap((gap) => gapRects(gap, zoom)),
      ];
      for (const [i, line] of lines.entries()) {
        const rect = rects[i];
        line.toggleAttribute('data-guide', rect !== undefined);
        line.style.transform = rect
          ? `translate(${rect.x}px,${rect.y}px) scale(${rect.width},${rect.height})`
          : 'scale(0)';
      }
    };
    show();
    const leave = [...lines.map((line) => lift(line, 'transform')), useInteraction.subscribe(show)];
    return () => {
      for (const end of leave) end();
    };
  }, []);
  return (
    <ViewportPortal>
      <div ref={place} aria-hidden className="pointer-events-none absolute top-0 left-0">
        {Array.from({ length: MOST }, (_, i) => (
          <div key={i} className="absolute size-px origin-top-left bg-danger" />
        ))}
      </div>
    </ViewportPortal>
  );
}

/** In pixels of the screen: how wide a line is, and half of the length of the ends of a gap. */
const WIDTH = 1.25;
const CAP = 5;

function guideRect({ axis, at, from, to }: Guide, zoom: number): Rect {
  const width = WIDTH / zoom;
  const along = { start: from, length: to - from };
  const across = { start: at - width / 2, length: width };
  return axis === 'x' ? rectOn(across, along) : rectOn(along, across);
}

function gapRects({ axis, from, to, at }: Gap, zoom: number): readonly Rect[] {
  const [width, cap] = [WIDTH / zoom, CAP / zoom];
  const parts = [
    [
      { start: from, length: to - from },
      { start: at - width / 2, length: width },
    ],
    ...[from, to].map((end) => [
      { start: end - width / 2, length: width },
      { start: at - cap, length: 2 * cap },
    ]),
  ] as const;
  return parts.map(([along, across]) => (axis === 'x' ? rectOn(along, across) : rectOn(across, along)));
}

interface Extent {
  readonly start: number;
  readonly length: number;
}

const rectOn = (x: Extent, y: Extent): Rect => ({
  x: x.start,
  y: y.start,
  width: x.length,
  height: y.length,
});
