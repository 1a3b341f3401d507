import type { Locator, Page } from '@playwright/test';

/** A place of the window, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Ctrl, or ⌘ on a Mac. */
export const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';

/** A block, frame or note by its name. */
export const block = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true });
export const blocks = (page: Page): Locator => page.locator('.react-flow__node');
export const wires = (page: Page): Locator => page.locator('.react-flow__edge');
/** A wire by its blocks: `conv2d → flatten`. */
export const wire = (page: Page, name: string): Locator => page.getByRole('img', { name, exact: true });
export const port = (page: Page, name: string, side: 'source' | 'target'): Locator =>
  block(page, name).locator(`.react-flow__handle.${side}`);
export const canvas = (page: Page): Locator => page.getByRole('application');
/** A layer of the palette. */
export const entry = (page: Page, type: string): Locator =>
  page.getByRole('treeitem').getByText(type, { exact: true });

export async function middleOf(locator: Locator): Promise<Place> {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where a layer of the palette is taken hold of. */
export async function hold(page: Page, type: string): Promise<Place> {
  await entry(page, type).scrollIntoViewIfNeeded();
  return middleOf(entry(page, type));
}

/** Drags from place to place as a hand does, and leaves the button down. */
export async function pull(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6, { steps: 2 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  // A drop needs a move within its target.
  await page.mouse.move(to.x + 1, to.y + 1);
  await page.mouse.move(to.x, to.y);
}

export async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await pull(page, from, to);
  await page.mouse.up();
}

/** An empty place in the last row of the first example. */
export const emptyPlace = async (page: Page): Promise<Place> => {
  const { x, y } = await middleOf(block(page, 'output'));
  return { x: x + 220, y: y + 10 };
};

export const undo = (page: Page) => page.keyboard.press(`${MOD}+z`);
export const redo = (page: Page) => page.keyboard.press(`${MOD}+Shift+z`);

/** Of the place of a block on the pictures of what is only drawn: the share of pixels in a colour of their own, and of white ones. */
export async function tilePixels(page: Page, name: string): Promise<{ colors: number; whites: number }> {
  const box = (await block(page, name).boundingBox())!;
  return page
    .locator('canvas[data-still], canvas[data-afar], canvas[data-held]')
    .evaluateAll((elements, box) => {
      const shares = elements.map((element) => {
        const canvas = element as HTMLCanvasElement;
        const { left, top, width } = canvas.getBoundingClientRect();
        const ratio = canvas.width / width;
        const place = [box.x - left, box.y - top, box.width, box.height].map((n) => Math.round(n * ratio));
        const [fromX = 0, fromY = 0, wide = 0, high = 0] = place;
        const isShown = canvas.checkVisibility({ visibilityProperty: true });
        const copy = new OffscreenCanvas(wide, high).getContext('2d')!;
        if (canvas.width > 0) copy.drawImage(canvas, -fromX, -fromY);
        const { data } = copy.getImageData(0, 0, wide, high);
        let [colors, whites] = [0, 0];
        const end = isShown ? data.length : 0;
        for (let at = 0; at < end; at += 4) {
          const channels = [...data.subarray(at, at + 3)];
          const [least, most] = [Math.min(...channels), Math.max(...channels)];
          if (data[at + 3]! > 200 && most - least > 20) colors++;
          if (data[at + 3]! > 200 && least > 225) whites++;
        }
        return { colors: (4 * colors) / data.length, whites: (4 * whites) / data.length };
      });
      return shares.toSorted((a, b) => b.colors - a.colors)[0]!;
    }, box);
}
