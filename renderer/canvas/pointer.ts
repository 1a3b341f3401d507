import type { Point } from '../state/block-place';

/** Where the pointer is, in the window and in the drawing. */
export interface CanvasPointer {
  readonly screen: Point;
  readonly drawing: Point;
}

let toDrawing: ((screen: Point) => Point) | null = null;
let over: Point | null = null;
let pinned: Point | null = null;

/** The canvas tells how places of the window translate into the drawing; null when it goes. */
export const setDrawingSpace = (translate: typeof toDrawing): void => {
  toDrawing = translate;
};

/** The pointer moved over the canvas, or, with null, left it. */
export const setPointer = (screen: Point | null): void => {
  over = screen;
};

/** Holds the place where a menu was opened as the pointer's, while the pointer is on the menu. */
export const pinPointer = (screen: Point | null): void => {
  pinned = screen;
};

/** The pointer while it is over the canvas. */
export function canvasPointer(): CanvasPointer | null {
  const screen = pinned ?? over;
  return screen && toDrawing ? { screen, drawing: toDrawing(screen) } : null;
}
