import { create } from 'zustand';
import type { Point } from '../state/block-place';
import type { Joint } from './add-layer';
import type { End } from './connection-rules';
import type { Resized } from './frame-adapter';
import type { Gap, Guide } from './guides';
import { canvasPointer } from './pointer';

/** The open list of layers to add. */
export interface AddRequest {
  /** Where the list opens, from the canvas's top left corner. */
  readonly screen: Point;
  /** Where the layer goes in the drawing. */
  readonly drawing: Point;
  readonly joint: Joint;
}

/** A wire that hangs on the pointer. */
interface Connecting {
  readonly from: End;
  /** The wire that is being plugged in elsewhere. */
  readonly plugged: string | undefined;
  /** Blocks that refuse it. */
  readonly refused: ReadonlySet<string>;
}

interface Interaction {
  /** Blocks, frames and notes that are being dragged, where the page has them; where they are seen tells `placesNow`. */
  readonly moved: ReadonlyMap<string, Point> | null;
  /** Lines and equal gaps that they keep to. */
  readonly guides: readonly Guide[];
  readonly gaps: readonly Gap[];
  readonly resized: Resized | null;
  /** The wire that takes in what is being dragged. */
  readonly spliced: string | null;
  readonly connecting: Connecting | null;
  /** The block that the wire on the pointer reaches. */
  readonly aimed: string | null;
  /** Wires that give way when it is dropped there. */
  readonly replaced: readonly string[];
  readonly adding: AddRequest | null;
  /** The block or wire whose connection is being chosen from the list. */
  readonly connectingFrom: string | null;
}

/** What the pointer is doing on the canvas; nothing of it is in the project yet. */
export const useInteraction = create<Interaction>()(() => ({
  moved: null,
  guides: [],
  gaps: [],
  resized: null,
  spliced: null,
  connecting: null,
  aimed: null,
  replaced: [],
  adding: null,
  connectingFrom: null,
}));

/** Marks the wire that a drop would go into. */
export function markSplice(edgeId: string | null): void {
  if (useInteraction.getState().spliced !== edgeId) useInteraction.setState({ spliced: edgeId });
}

/** Opens the list of layers to add at the pointer. */
export function openAddListAtPointer(joint: Joint): void {
  const pointer = canvasPointer();
  const corner = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  if (!pointer || !corner) return;
  const screen = { x: pointer.screen.x - corner.left, y: pointer.screen.y - corner.top };
  openAddList({ screen, drawing: pointer.drawing, joint });
}

export const openAddList = (adding: AddRequest): void => useInteraction.setState({ adding });
export const closeAddList = (): void => useInteraction.setState({ adding: null });

/** Opens the list of what a block, or an end of a wire, can be connected with. */
export const openConnectList = (id: string): void => useInteraction.setState({ connectingFrom: id });

export const closeConnectList = (): void =>
  useInteraction.setState({ connectingFrom: null, connecting: null, aimed: null, replaced: [] });
