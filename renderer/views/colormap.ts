import type { Theme } from '../state/settings-store';

/** 256 colours, as little-endian RGBA words, for the levels of a tile. */
export type Colormap = Uint32Array;

export type ColormapName = 'diverging' | 'viridis' | 'grey';

/** The colours of tiles: `diverging` about zero for weights, `viridis` for feature maps, `grey` for images. */
export function colormap(name: ColormapName, theme: Theme): Colormap {
  const key = name === 'diverging' ? `${name}-${theme}` : name;
  return (tables[key] ??= makeTable(ANCHORS[key]!));
}

/** Colours of bars, the same as the ends of the diverging map: orange above zero, blue below. */
export const SIGN_COLORS: Readonly<Record<Theme, { readonly positive: string; readonly negative: string }>> =
  {
    light: { positive: '#c2500a', negative: '#2459d3' },
    dark: { positive: '#ff9d4d', negative: '#7aa5ff' },
  };

/** The colours of a map from its low end to its high one, for a CSS gradient. */
export const colormapStops = (name: ColormapName, theme: Theme): readonly string[] =>
  ANCHORS[name === 'diverging' ? `${name}-${theme}` : name]!;

const ANCHORS: Readonly<Record<string, readonly string[]>> = {
  grey: ['#000000', '#ffffff'],
  // Matplotlib's viridis (CC0) at eight even places.
  viridis: ['#440154', '#46337e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#9fda3a', '#fde725'],
  'diverging-light': ['#10308f', '#2459d3', '#8fb0f5', '#f7f7f7', '#f6b07c', '#c2500a', '#7a2f00'],
  'diverging-dark': ['#b9d0ff', '#5f8ff2', '#2a4786', '#161a20', '#7d431a', '#ef8636', '#ffd9b0'],
};

const tables: Record<string, Colormap> = {};

function makeTable(anchors: readonly string[]): Colormap {
  const points = anchors.map((color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)));
  const table = new Uint32Array(256);
  for (let level = 0; level < 256; level++) {
    const place = (level / 255) * (points.length - 1);
    const first = Math.min(points.length - 2, Math.floor(place));
    const share = place - first;
    const [r, g, b] = points[first]!.map((low, i) =>
      Math.round(low + (points[first + 1]![i]! - low) * share),
    ) as [number, number, number];
    table[level] = rgb(r, g, b);
  }
  return table;
}

/** An opaque colour as one little-endian word. */
export const rgb = (r: number, g: number, b: number): number => (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
