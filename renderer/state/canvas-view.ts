import type { Rect } from './block-place';

/** What commands ask of the drawing's view; the canvas offers it while it is there. */
export interface CanvasView {
  fit(): void;
  fitSelection(): void;
  /** Shows the middle of the view in its own size. */
  fullSize(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings a block or wire into the middle and selects it. */
  reveal(id: string): void;
  /**
   * Moves the view as little as it takes to see a rectangle of the drawing, or its upper left part where all of it finds no room. `covered` is what
   * lies over the canvas at its left and at its top, in CSS pixels.
   */
  bringIn(rect: Rect, covered?: { readonly left?: number; readonly top?: number }): void;
  /** Opens the list of layers to add at the pointer, or in the middle of the view. */
  openAdd(): void;
  /** A place in the drawing's own units at the middle of the view. */
  centre(): { readonly x: number; readonly y: number };
}

let current: CanvasView | null = null;

export const setCanvasView = (view: CanvasView | null): void => {
  current = view;
};

/** The canvas, when it is on screen. */
export const canvasView = (): CanvasView | null => current;
