import { useEffect, useRef } from 'react';
import { GRID } from '../state/block-place';
import { onView, viewNow } from './moving-view';

/** Radius of a dot, in the drawing's units. */
const DOT = 0.7;

/**
 * The dots that blocks snap to. They are drawn once for each zoom and then moved with the view by whole gaps and what is left of one, which the browser does
 * without drawing them again.
 */
export function Grid() {
  const dots = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { style } = dots.current!;
    let drawn = 0;
    const place = () => {
      const { x, y, zoom } = viewNow();
      const gap = GRID * zoom;
      if (zoom !== drawn) {
        drawn = zoom;
        style.setProperty('--gap', `${gap}px`);
        style.setProperty('--dot', `${DOT * zoom}px`);
      }
      // A dot stands in the middle of its tile.
      style.transform = `translate(${rest(x - gap / 2, gap)}px, ${rest(y - gap / 2, gap)}px)`;
    };
    place();
    return onView(place);
  }, []);
  return (
    <div className="pointer-events-none absolute inset-0 -z-1 overflow-hidden group-data-[distance=tile]/canvas:hidden">
      <div
        ref={dots}
        data-grid
        className="absolute top-[calc(-1*var(--gap))] left-[calc(-1*var(--gap))] h-[calc(100%+2*var(--gap))] w-[calc(100%+2*var(--gap))] bg-[radial-gradient(circle,var(--grid)_var(--dot),transparent_calc(var(--dot)+0.5px))] bg-size-[var(--gap)_var(--gap)] will-change-transform"
      />
    </div>
  );
}

/** What is left of `n` after whole gaps, from 0 to a gap. */
const rest = (n: number, gap: number): number => ((n % gap) + gap) % gap;
