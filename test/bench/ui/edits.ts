import type { Page } from '@playwright/test';
import { HELD } from './drawing';
import { showBlock } from './hand';

/** Times of one edit, in milliseconds from the key that made it. */
export interface EditTimes {
  /** Until the blocks on screen have their new shapes. */
  readonly shapes: number;
  /** Until the picture with them was handed over for display; it waits for the next turn of the screen. */
  readonly painted: number;
}

export interface Edit {
  readonly id: string;
  readonly label: string;
  /** The block on which one sees that it has happened. */
  readonly seen: string;
  /** Selects what is edited. */
  readonly held: string;
  /** Label of the field in the inspector that is typed into; absent: keys go to the canvas. */
  readonly field?: string;
  /** One is pressed after the other. */
  readonly keys: readonly string[];
}

export const EDITS: readonly Edit[] = [
  {
    id: 'few',
    label: 'units of a Dense: two blocks change',
    held: HELD.dense,
    seen: HELD.dense,
    field: 'Units',
    keys: ['8', '9'],
  },
  {
    id: 'most',
    label: 'padding at the front: every image changes',
    held: HELD.padding,
    seen: HELD.behindPadding,
    field: 'Padding',
    keys: ['3', '1'],
  },
  {
    id: 'wires',
    label: 'delete a block, undo',
    held: HELD.dense,
    seen: HELD.dense,
    keys: ['Delete', 'Control+z'],
  },
];

/** Brings what is edited into view, with everything that blocks show, and gives it the keyboard. */
export async function takeHold(page: Page, { held, field }: Edit): Promise<void> {
  await showBlock(page, held);
  if (field !== undefined) await fieldOf(page, field).click();
}

const fieldOf = (page: Page, label: string) =>
  page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label, { exact: true });

/** Presses a key and waits until it shows on the block `seen`. */
export async function timeEdit(page: Page, { seen, field }: Edit, key: string): Promise<EditTimes> {
  if (field !== undefined) await page.keyboard.press('Control+a');
  const times = await page.evaluateHandle(watchEdit, seen);
  await page.keyboard.press(key);
  return times.evaluate((promise) => promise.seen);
}

/** In the page: resolves once the text of a block differs from what it is now. */
function watchEdit(id: string): { readonly seen: Promise<EditTimes> } {
  const text = () => document.querySelector(`.react-flow__node[data-id="${id}"]`)?.textContent ?? null;
  const before = text();
  let pressed = 0;
  addEventListener('keydown', ({ timeStamp }) => (pressed ||= timeStamp), { capture: true, once: true });
  const seen = new Promise<EditTimes>((resolve) => {
    const observer = new MutationObserver(() => {
      if (text() === before) return;
      observer.disconnect();
      const shapes = performance.now() - pressed;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve({ shapes, painted: performance.now() - pressed }));
        port1.start();
        port2.postMessage(null);
      });
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return { seen };
}
