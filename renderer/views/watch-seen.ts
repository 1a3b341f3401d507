type Told = (isSeen: boolean) => void;

const watched = new WeakMap<Element, Told>();
let observer: IntersectionObserver | undefined;

/**
 * Tells whether an element is on screen: at first, and whenever that changes. What is scrolled or moved out of view, or not displayed, is not.
 * Returns what ends it.
 */
export function watchSeen(element: Element, told: Told): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
  });
  watched.set(element, told);
  observer.observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}
