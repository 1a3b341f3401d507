type Told = (isSeen: boolean) => void;

const watched = new Map<Element, Told>();
let observer: IntersectionObserver | undefined;
let isHeld = false;

/**
 * Tells whether an element is on screen: at first, and whenever that changes. What is scrolled or moved out of view, or not displayed, is not.
 * Returns what ends it.
 */
export function watchSeen(element: Element, told: Told): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
  });
  watched.set(element, told);
  if (!isHeld) observer.observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}

/** Until `followSeen` nothing is told: for hundreds of elements the browser looks at each in every frame in which something moves. */
export function holdSeen(): void {
  isHeld = true;
  observer?.disconnect();
}

/** Tells again, and what has changed since `holdSeen`. */
export function followSeen(): void {
  isHeld = false;
  for (const element of watched.keys()) observer?.observe(element);
}
