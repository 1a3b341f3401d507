import type { Viewport } from '@xyflow/react';
import { BLOCK, type Point, type Rect, type Size } from '../state/block-place';
import type { Bounds } from './find-wire';

/** What is seen of the drawing, in its own units. */
export const seenOf = ({ x, y, zoom }: Viewport, { width, height }: Size): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
});

/** Whether something lies in what is seen, at least in part. */
export const isSeen = ({ left, top, right, bottom }: Bounds, seen: Rect): boolean =>
  right > seen.x && left < seen.x + seen.width && bottom > seen.y && top < seen.y + seen.height;

/** The bounds of a block at a place, with so much room around it. */
export const boundsAt = ({ x, y }: Point, around = 0): Bounds => ({
  left: x - around,
  top: y - around,
  right: x + BLOCK.width + around,
  bottom: y + BLOCK.height + around,
});
