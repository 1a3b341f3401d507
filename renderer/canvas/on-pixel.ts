/** The nearest whole pixel of the screen, in CSS pixels: between them the browser mixes what it has drawn anew in each frame. */
export const onPixel = (n: number, ratio: number = globalThis.devicePixelRatio): number =>
  Math.round(n * ratio) / ratio;
