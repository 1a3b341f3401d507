/** What paints onto a canvas, in the page or beside it. */
export type PaintContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * Has a canvas show what is painted once and then only moved: as an image, which the browser keeps. What is painted on a canvas of the page itself it copies
 * again in each frame in which anything moves. The canvas must not have been given a context of another kind.
 */
export function showPainted(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): void {
  const ratio = globalThis.devicePixelRatio;
  const painted = new OffscreenCanvas(width, height);
  paint(painted.getContext('2d')!);
  Object.assign(canvas, { width, height });
  Object.assign(canvas.style, { width: `${width / ratio}px`, height: `${height / ratio}px` });
  canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(painted.transferToImageBitmap());
}
