/** What paints onto a canvas, in the page or beside it. */
export type PaintContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

let shared: OffscreenCanvasRenderingContext2D | null = null;

/**
 * Has a canvas show what is painted, as an image, which the browser keeps until another is painted. What is painted on a canvas of the page itself it copies
 * again in each frame in which anything moves. The canvas must not have been given a context of another kind. Sizes are in device pixels, at least 1.
 */
export function showPainted(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): void {
  shared ??= new OffscreenCanvas(width, height).getContext('2d')!;
  // This also clears it, and all that it has been told.
  Object.assign(shared.canvas, { width, height });
  paint(shared);
  Object.assign(canvas, { width, height });
  canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(shared.canvas.transferToImageBitmap());
}
