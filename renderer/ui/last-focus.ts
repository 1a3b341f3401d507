/** What floats above the window and goes again, and with it the focus inside. */
const FLOATING = 'dialog, [role="dialog"], [role="menu"]';

let last: HTMLElement | null = null;

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(FLOATING)) last = target;
});

/**
 * Where the keys are now or, when a menu that has them is about to go or has just gone, where they were before it: what they go back to
 * when a dialog that opens now is closed.
 */
export function focusToReturnTo(): HTMLElement | null {
  const now = document.activeElement;
  const isLost =
    !(now instanceof HTMLElement) || now === document.body || now.closest('[role="menu"]') !== null;
  return isLost ? last : now;
}
