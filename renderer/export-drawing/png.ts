import type { Svg } from './drawing-svg';

/** Pixels for each unit of the drawing, where the picture does not get too large. */
const SCALE = 2;
/** What browsers draw at the most: the longer side, and all pixels together. */
const MOST = { side: 16_384, area: 2 ** 26 } as const;

/** Pixels for each unit of the drawing: 2, or as many as a browser can draw of a very large one. */
export const pngScale = ({ width, height }: Pick<Svg, 'width' | 'height'>): number =>
  Math.min(SCALE, MOST.side / Math.max(width, height), Math.sqrt(MOST.area / (width * height)));

/** Size of the PNG in pixels. */
export function pngSize(svg: Pick<Svg, 'width' | 'height'>): {
  readonly width: number;
  readonly height: number;
} {
  const scale = pngScale(svg);
  return {
    width: Math.max(1, Math.floor(svg.width * scale)),
    height: Math.max(1, Math.floor(svg.height * scale)),
  };
}

/** An SVG as the browser draws it, as PNG. */
export async function svgToPng(svg: Svg): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg.text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = pngSize(svg);
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large'))));
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
