import type { ReactFlowState } from '@xyflow/react';
import { type Point, wayBetween } from '../../state/block-place';
import { asSeen, placesNow } from '../moving-blocks';
import { boundsAt, isSeen, seenOf } from '../seen';
import type { AfarScene } from './paint-afar';
import { wayOf, type WireWay } from './wire-ways';

/** Blocks and wires that are drawn. */
export type Drawn = Pick<AfarScene, 'blocks' | 'wires' | 'distance'>;

/** What is only drawn, and what is part of the page: of its blocks those that the page has only as long as they are in view. */
export interface Shown extends Drawn {
  readonly page: Pick<AfarScene, 'blocks' | 'wires'>;
}

export const NOTHING: Drawn = { blocks: [], wires: [], distance: 'tile' };

type Hangs = (wire: WireWay) => boolean;

/** Tells which wires hang on what is dragged. */
const hanging = (moved: ReadonlyMap<string, unknown>): Hangs => {
  return ({ source, target }) => moved.has(source.id) || moved.has(target.id);
};

/** A wire between blocks where they are seen. */
const carried = ({ edge, source, target }: WireWay): WireWay => wayOf(edge, asSeen(source), asSeen(target));

/**
 * What is drawn from near: also what belongs to the page and is not there yet, since it was out of view when that last rested, and the wires
 * that hang on what is dragged.
 */
export function nearScene(
  { blocks, wires, distance, page }: Shown,
  { transform: [x, y, zoom], ...size }: Pick<ReactFlowState, 'transform' | 'width' | 'height'>,
): Drawn {
  const seen = seenOf({ x, y, zoom }, size);
  const moved = placesNow();
  const hangs = moved ? hanging(moved) : null;
  const all = [...wires, ...page.wires.filter((wire) => hangs?.(wire) === true || !isSeen(wire, seen))];
  return {
    blocks: [...blocks, ...page.blocks.filter(({ position }) => !isSeen(boundsAt(position), seen))].map(
      asSeen,
    ),
    wires: hangs ? all.map((wire) => (hangs(wire) ? carried(wire) : wire)) : all,
    distance,
  };
}

/** What is seen from very far away. */
export interface Split {
  /** What stands still. */
  readonly standing: Drawn;
  /** What is being dragged, with the wires between: where the page has it, and how far from there it is seen. */
  readonly moving: Drawn;
  readonly by: Point;
  /** Wires that hang on it with one end, where they are seen. */
  readonly hanging: Drawn;
}

export function split({ blocks, wires, distance, page }: Shown): Split {
  const moved = placesNow();
  if (moved === null)
    return { standing: { blocks, wires, distance }, moving: NOTHING, by: { x: 0, y: 0 }, hanging: NOTHING };
  const hangs = hanging(moved);
  const isBetween = ({ source, target }: WireWay) => moved.has(source.id) && moved.has(target.id);
  const taken = blocks.filter(({ id }) => moved.has(id));
  const hung = [...wires, ...page.wires].filter(hangs);
  return {
    standing: {
      blocks: blocks.filter(({ id }) => !moved.has(id)),
      wires: wires.filter((wire) => !hangs(wire)),
      distance,
    },
    moving: { blocks: taken, wires: hung.filter(isBetween), distance },
    by: taken[0] ? wayBetween(taken[0].position, asSeen(taken[0]).position) : { x: 0, y: 0 },
    hanging: { blocks: [], wires: hung.filter((wire) => !isBetween(wire)).map(carried), distance },
  };
}

/** All that is being dragged, where it is seen. */
export const draggedOf = ({ moving, hanging: { wires } }: Split): Drawn => ({
  ...moving,
  blocks: moving.blocks.map(asSeen),
  wires: [...moving.wires.map(carried), ...wires],
});
