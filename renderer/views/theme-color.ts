const known = new Map<string, string>();

/** A colour of the present theme by its token in `styles.css` (`line`, `muted`), for drawing on a canvas. Asking the page takes a while: it is asked once for each theme. */
export function themeColor(token: string): string {
  const root = document.documentElement;
  const key = `${root.dataset['theme'] ?? ''} ${token}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const color = getComputedStyle(root).getPropertyValue(`--${token}`).trim();
  // Nothing before the styles are there.
  if (color !== '') known.set(key, color);
  return color;
}

/** The page's font for figures, for drawing on a canvas. */
export const MONO_FONT = "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace";
