import type { CDPSession, Locator, Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A mouse reports about once for each picture of the screen. */
const EVENT_MS = 16;

export const canvasOf = (page: Page): Locator => page.locator('[data-canvas]');

/** A block of the large drawing, whose ids are its names. */
export const blockOf = (page: Page, id: string): Locator =>
  page.locator(`.react-flow__node[data-id="${id}"]`);

export async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (!box) throw new Error('There is nothing on screen to take hold of');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Calls `act` with how much of the time has passed, once for each event of a mouse. */
export async function during(ms: number, act: (share: number) => Promise<void>): Promise<void> {
  const started = performance.now();
  for (let next = started; ; next += EVENT_MS) {
    const share = (performance.now() - started) / ms;
    if (share >= 1) return;
    await act(share);
    const wait = next + EVENT_MS - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * Moves the mouse as a hand does, which waits for nothing: a page that is late gets the next place with its next frame. Playwright's own move with the left
 * button down asks the page twice, each time, whether something is being dragged out of it, and so came to no more than twenty moves a second.
 */
export async function pull(page: Page, { x, y }: Point, button: 'left' | 'middle'): Promise<void> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  void (await session).send('Input.dispatchMouseEvent', {
    type: 'mouseMoved',
    x,
    y,
    button,
    buttons: button === 'left' ? 1 : 4,
  });
}

/** Three rounds on an ellipse that begins and ends at the origin. */
export const around = (share: number, radius: number): Point => ({
  x: radius * Math.sin(share * Math.PI * 6),
  y: radius * (1 - Math.cos(share * Math.PI * 6)) * 0.5,
});

/** The id of the block nearest to the middle of the canvas. */
export async function blockInMiddle(page: Page): Promise<string> {
  const middle = await middleOf(canvasOf(page));
  return page.locator('.react-flow__node-block').evaluateAll((blocks, { x, y }) => {
    const distance = (block: Element) => {
      const { left, top, width, height } = block.getBoundingClientRect();
      return Math.hypot(left + width / 2 - x, top + height / 2 - y);
    };
    return blocks.toSorted((a, b) => distance(a) - distance(b))[0]!.getAttribute('data-id')!;
  }, middle);
}

/** What moves by itself has come to rest by then. */
export const SETTLE_MS = 400;

/** Shows the whole drawing, with nothing selected and the keyboard on the canvas. */
export async function showAll(page: Page): Promise<void> {
  await canvasOf(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.waitForTimeout(SETTLE_MS);
}

/** Selects a block and shows it in its own size. */
export async function showBlock(page: Page, id: string): Promise<void> {
  await showAll(page);
  await blockOf(page, id).click();
  await page.keyboard.press('f');
  await page.waitForTimeout(SETTLE_MS);
}

/** Shows a block and its neighbours at six tenths of their size, where about twenty are seen with their pictures. */
export async function showClose(page: Page, id: string): Promise<void> {
  await showBlock(page, id);
  await page.keyboard.press('Escape');
  const { x, y } = await middleOf(canvasOf(page));
  await page.mouse.move(x, y);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, 92);
  await page.waitForTimeout(SETTLE_MS);
}
