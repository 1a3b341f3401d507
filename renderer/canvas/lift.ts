/**
 * Until what it returns is called, an element only moves: the browser puts its layer in its new place without going through the layers of the whole window,
 * which takes half of a frame. Chromium does so where an animation of that property is under way, whoever sets it; this one adds nothing.
 */
export function lift(element: HTMLElement, property: 'transform' | 'translate'): () => void {
  const animation = element.animate({ [property]: ['none', 'none'] }, { duration: 1, composite: 'add' });
  animation.pause();
  return () => animation.cancel();
}
