import type { Page } from '@playwright/test';
import { HELD } from './drawing';
import { around, blockInMiddle, blockOf, canvasOf, during, middleOf, type Point, pull } from './hand';

/** Something that a hand does for a while, with as many events as a mouse or keyboard sends. */
export interface Gesture {
  readonly id: string;
  readonly label: string;
  /** The block on which the view is; absent: the one in the middle. */
  readonly on?: string;
  /** Where it can only be done from near: from afar ports are too small to be taken hold of. */
  readonly isClose?: true;
  /** Brings the page to where it begins; not measured. */
  prepare?(page: Page): Promise<unknown>;
  run(page: Page, ms: number): Promise<void>;
  /** Takes back what was done; not measured. */
  clear?(page: Page): Promise<unknown>;
}

/** Between two keys of a quick typist. */
const KEY_MS = 90;

const inspectorField = (page: Page) =>
  page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Units', { exact: true });

/** Presses a button at a place, moves around with it, and lets it go where it began. */
async function swing(
  page: Page,
  { x, y }: Point,
  { ms, radius, button }: { ms: number; radius: number; button: 'left' | 'middle' },
): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down({ button });
  await during(ms, (share) => {
    const by = around(share, radius);
    return pull(page, { x: x + by.x, y: y + by.y }, button);
  });
  await page.mouse.up({ button });
}

async function dragFrom(page: Page, ms: number): Promise<void> {
  const from = await middleOf(blockOf(page, await blockInMiddle(page)));
  await swing(page, from, { ms, radius: 120, button: 'left' });
}

/** Pulls a wire out of the block in the middle, and lets it go on empty canvas. */
async function dragWire(page: Page, ms: number): Promise<void> {
  const block = blockOf(page, await blockInMiddle(page));
  const from = await middleOf(block.locator('.react-flow__handle.source').first());
  await swing(page, from, { ms, radius: 160, button: 'left' });
}

const undo = (page: Page) => page.keyboard.press('Control+z');

/** The first place between blocks, from a place on to the right and down: on a block a box would not begin. */
const freeFrom = (page: Page, from: Point): Promise<Point> =>
  page.evaluate(({ x, y }) => {
    const isFree = (n: number) =>
      document.elementFromPoint(x + n, y + n)?.classList.contains('react-flow__pane') === true;
    let by = 0;
    while (by < 400 && !isFree(by)) by++;
    return { x: x + by, y: y + by };
  }, from);

/** Selects what lies in the middle of the canvas, about a quarter of what is seen. */
async function selectMiddle(page: Page): Promise<void> {
  const box = (await canvasOf(page).boundingBox())!;
  const at = (share: number): Point => ({ x: box.x + box.width * share, y: box.y + box.height * share });
  const [from, to] = [await freeFrom(page, at(0.26)), at(0.74)];
  await page.keyboard.down('Shift');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

export const GESTURES: readonly Gesture[] = [
  { id: 'rest', label: 'nothing', run: (page, ms) => page.waitForTimeout(ms) },
  { id: 'drag', label: 'drag a block', run: dragFrom, clear: undo },
  { id: 'drag-many', label: 'drag a selection', prepare: selectMiddle, run: dragFrom, clear: undo },
  {
    id: 'drag-wire',
    label: 'drag a wire',
    isClose: true,
    run: dragWire,
    clear: (page) => page.keyboard.press('Escape'),
  },
  {
    id: 'zoom',
    label: 'zoom',
    async run(page, ms) {
      const { x, y } = await middleOf(canvasOf(page));
      await page.mouse.move(x, y);
      await during(ms, (share) => page.mouse.wheel(0, Math.floor(share * 4) % 2 === 0 ? -20 : 20));
    },
  },
  {
    id: 'pan',
    label: 'pan',
    async run(page, ms) {
      await swing(page, await middleOf(canvasOf(page)), { ms, radius: 160, button: 'middle' });
    },
  },
  {
    id: 'type',
    label: 'type in the inspector',
    on: HELD.dense,
    async prepare(page) {
      await blockOf(page, HELD.dense).click();
      await inspectorField(page).click();
      await page.keyboard.press('End');
    },
    async run(page, ms) {
      const started = performance.now();
      for (let i = 0; performance.now() - started < ms; i++) {
        await page.keyboard.press(i % 2 === 0 ? '4' : 'Backspace');
        await page.waitForTimeout(KEY_MS);
      }
    },
    clear: (page) => inspectorField(page).fill('32'),
  },
];
