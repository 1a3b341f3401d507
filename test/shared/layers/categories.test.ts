import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';

const channels = (color: string) =>
  [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];

/** WCAG's relative luminance. */
const luminance = (color: string) => {
  const [r, g, b] = channels(color);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/ */
const oklab = (color: string) => {
  const [r, g, b] = channels(color);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ] as const;
};

const distance = (a: string, b: string) => {
  const [p, q] = [oklab(a), oklab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

const entries = Object.entries(CATEGORIES);

describe('layer categories', () => {
  it.each(entries)('%s stands out from light and dark backgrounds', (_name, { color }) => {
    expect(Math.min(contrast(color, '#ffffff'), contrast(color, '#14171c'))).toBeGreaterThanOrEqual(3);
  });

  it('have colours that can be told apart', () => {
    const close = entries.flatMap(([a, first], i) =>
      entries
        .slice(i + 1)
        .map(([b, second]) => ({ pair: `${a}–${b}`, distance: distance(first.color, second.color) }))
        .filter((found) => found.distance < 0.07),
    );
    expect(close).toEqual([]);
  });

  it('are all used by a layer', () => {
    const used = new Set(Object.values(LAYERS).map((layer) => layer.category));
    expect([...used].toSorted()).toEqual(Object.keys(CATEGORIES).toSorted());
  });

  it.each([...entries.map(([, { icon }]) => icon), ...Object.values(LAYERS).map(({ icon }) => icon)])(
    'the icon %s exists',
    (icon) => {
      const file = path.resolve('node_modules/lucide-react/dist/esm/icons', `${icon}.mjs`);
      expect(existsSync(file)).toBe(true);
    },
  );
});
