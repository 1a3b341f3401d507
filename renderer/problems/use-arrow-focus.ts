import { type RefObject, useEffect } from 'react';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Lets the arrows up and down go from item to item of a list, each time to its first button. */
export function useArrowFocus(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const move = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      const items = [...element.children];
      const at = items.findIndex((item) => item.contains(document.activeElement));
      const next = items[at + step]?.querySelector<HTMLElement>('button');
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    element.addEventListener('keydown', move);
    return () => element.removeEventListener('keydown', move);
  }, [list]);
}
