/** A colour of the present theme by its token in `styles.css` (`line`, `muted`), for drawing on a canvas. */
export const themeColor = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();
