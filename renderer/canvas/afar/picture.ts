import { type PaintContext, showPainted } from '../../views/show-painted';
import { onPixel } from '../on-pixel';
import { seenOf } from '../seen';
import { type AfarScene, type AfarView, paintAfar, seenPart } from './paint-afar';

/** A part of the drawing painted at a zoom. */
export interface Picture {
  readonly zoom: number;
  readonly ratio: number;
  /** Of its top left corner, and its size, in the drawing's units. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pictures of more pixels are not worth their memory. */
const MOST_PIXELS = 8e6;

/** Paints what of a scene is seen in a view; null where that would be too large. */
export const paintPart = (canvas: HTMLCanvasElement, scene: AfarScene, view: AfarView): Picture | null =>
  paintPicture(canvas, view, (context) => paintAfar(context, seenPart(scene, view), view));

/** Paints a picture of what is seen in a view, from its top left corner on, in device pixels; null where that would be too large. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  view: AfarView,
  paint: (context: PaintContext) => void,
): Picture | null {
  const { ratio } = view;
  const pixels = { width: Math.ceil(view.width * ratio), height: Math.ceil(view.height * ratio) };
  const count = pixels.width * pixels.height;
  if (count === 0 || count >= MOST_PIXELS) return null;
  showPainted(canvas, pixels, paint);
  Object.assign(canvas.style, { width: `${pixels.width / ratio}px`, height: `${pixels.height / ratio}px` });
  return { zoom: view.zoom, ratio, ...seenOf(view, view) };
}

/** Puts a picture where the view has it; at its own zoom on whole pixels, where it stays sharp. */
export function place(
  { style }: HTMLCanvasElement,
  picture: Picture,
  { x, y, zoom, ratio }: Omit<AfarView, 'width' | 'height'>,
): void {
  const [left, top] = [picture.x * zoom + x, picture.y * zoom + y];
  style.transform =
    picture.zoom === zoom
      ? `translate(${onPixel(left, ratio)}px,${onPixel(top, ratio)}px)`
      : `translate(${left}px,${top}px) scale(${zoom / picture.zoom})`;
}

/** The view with a quarter of it more on each side; null where a picture of that would be too large. */
export function areaAround(view: AfarView): AfarView | null {
  const [beside, above] = [Math.round(view.width / 4), Math.round(view.height / 4)];
  const area = {
    ...view,
    x: view.x + beside,
    y: view.y + above,
    width: view.width + 2 * beside,
    height: view.height + 2 * above,
  };
  return area.width * area.height * view.ratio ** 2 < MOST_PIXELS ? area : null;
}

/** Whether a picture shows all that a view sees, not enlarged beyond recognition. */
export function covers(picture: Picture, view: AfarView): boolean {
  const seen = seenOf(view, view);
  return (
    view.zoom < picture.zoom * 2 &&
    seen.x >= picture.x &&
    seen.y >= picture.y &&
    seen.x + seen.width <= picture.x + picture.width &&
    seen.y + seen.height <= picture.y + picture.height
  );
}
