/** A colour of the present theme by its token in `styles.css` (`line`, `muted`), for drawing on a canvas. */
export const themeColor = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

/** The page's font for figures, for drawing on a canvas. */
export const MONO_FONT = "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace";
