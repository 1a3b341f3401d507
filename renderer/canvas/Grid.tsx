import { useStore, ViewportPortal } from '@xyflow/react';
import { GRID } from '../state/block-place';

/** Radius of a dot, in the drawing's units. */
const DOT = 0.7;

/** So far the dots reach in each direction, in the drawing's units; the browser draws only those in view. */
const REACH = 200_000;

/** The dots that blocks snap to: part of what moves with the view, so that they cost nothing while it moves. */
export const Grid = () => (
  <ViewportPortal>
    <Dots />
  </ViewportPortal>
);

function Dots() {
  const soft = useStore(({ transform }) => 0.5 / transform[2]);
  return (
    <div
      data-grid
      style={{
        // A dot stands in the middle of its tile.
        inset: -REACH - GRID / 2,
        backgroundSize: `${GRID}px ${GRID}px`,
        backgroundImage: `radial-gradient(circle, var(--grid) ${DOT}px, transparent ${DOT + soft}px)`,
      }}
      className="pointer-events-none absolute -z-1 group-data-[distance=tile]/canvas:hidden"
    />
  );
}
