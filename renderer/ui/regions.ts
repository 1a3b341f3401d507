/** The parts of the window that F6 walks through, in this order; each is marked with `data-region`. */
export const REGIONS = ['top', 'left', 'canvas', 'right', 'dock', 'status'] as const;

const TABBABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** Where the keys were last in each region. */
const last = new WeakMap<Element, HTMLElement>();
/** The region that had them last. */
let latest: Element | null = null;

function remember({ target }: FocusEvent): void {
  const region = target instanceof HTMLElement && target.closest('[data-region]');
  if (!region) return;
  last.set(region, target);
  latest = region;
}

/** Whether a region has the keys, or had them until what had them went. */
const hasKeys = (region: Element): boolean =>
  document.activeElement === document.body ? region === latest : region.contains(document.activeElement);

/** Remembers from here on where the keys are in each region; returns what ends that. */
export function followRegions(): () => void {
  document.addEventListener('focusin', remember);
  return () => document.removeEventListener('focusin', remember);
}

const isSeen = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
};

/** What takes the keys in a region: the canvas itself, else what had them last, the tab that is open, or the first that can. */
function entryOf(region: Element): HTMLElement | null {
  const canvas = region.querySelector<HTMLElement>('[data-canvas]');
  if (canvas) return canvas;
  const known = last.get(region);
  if (known && region.contains(known) && isSeen(known)) return known;
  const tab = region.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  return tab ?? [...region.querySelectorAll<HTMLElement>(TABBABLE)].find(isSeen) ?? null;
}

/** Gives the keys to the next region (1) or the one before (-1); panels that are put away are passed over. */
export function goToRegion(step: 1 | -1): void {
  const entries = REGIONS.flatMap((name) => {
    const region = document.querySelector(`[data-region="${name}"]`);
    const entry = region && isSeen(region) ? entryOf(region) : null;
    return region && entry ? [{ region, entry }] : [];
  });
  const now = entries.findIndex(({ region }) => hasKeys(region));
  const next = now < 0 && step < 0 ? -1 : now + step;
  entries.at(next % entries.length)?.entry.focus({ preventScroll: true });
}

/** Gives the keys back to a region that lost them since what had them went. */
export function keepKeys(name: (typeof REGIONS)[number]): void {
  const region = document.querySelector(`[data-region="${name}"]`);
  if (region && region === latest && document.activeElement === document.body)
    entryOf(region)?.focus({ preventScroll: true });
}
