import type { Locator, Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';
const frame = (page: Page, title: string): Locator =>
  page.locator('.react-flow__node-frame').filter({ hasText: title });
const note = (page: Page): Locator => page.locator('.react-flow__node-note');
const placeOf = async (locator: Locator) => (await locator.boundingBox())!;

/** Selects two blocks and draws a frame around them. */
async function drawFrame(page: Page, title: string): Promise<void> {
  await block(page, 'conv2d').click();
  await block(page, 'max_pooling2d').click({ modifiers: ['Shift'] });
  await page.keyboard.press(`${MOD}+g`);
  await page.getByLabel('Title of the frame').fill(title);
  await page.keyboard.press('Enter');
}

test('a frame around the selection: titled at once, moves what it holds, is one step of undo', async ({
  app,
}) => {
  await drawFrame(app, 'Feature extractor');
  await expect(frame(app, 'Feature extractor')).toBeVisible();
  const below = async (name: string) =>
    (await placeOf(block(app, name))).y - (await placeOf(block(app, 'input'))).y;
  const outside = await below('dense');
  expect(await below('conv2d')).toBe(0);
  const title = await placeOf(app.getByText('Feature extractor', { exact: true }).first());
  await app.mouse.move(title.x + 5, title.y + 5);
  await app.mouse.down();
  await app.mouse.move(title.x + 45, title.y + 45, { steps: 5 });
  await app.mouse.up();
  await expect.poll(() => below('conv2d')).toBeGreaterThan(10);
  expect(await below('dense')).toBe(outside);
  await keepPicture(app, 'frames-moved');
  await app.keyboard.press(`${MOD}+z`);
  await expect.poll(() => below('conv2d')).toBe(0);
});

test('a frame is coloured in the inspector, resized at its corner, and deleted without what it holds', async ({
  app,
}) => {
  await drawFrame(app, 'Feature extractor');
  await app.getByRole('radio', { name: 'Blue' }).check();
  await expect(app.getByRole('radio', { name: 'Blue' })).toBeChecked();
  await expect(app.getByText('2 blocks')).toBeVisible();
  const before = await placeOf(frame(app, 'Feature extractor'));
  const corner = await placeOf(app.locator('.react-flow__resize-control.handle.bottom.right'));
  await app.mouse.move(corner.x + 4, corner.y + 4);
  await app.mouse.down();
  await app.mouse.move(corner.x + 64, corner.y + 24, { steps: 5 });
  await app.mouse.up();
  await expect
    .poll(async () => (await placeOf(frame(app, 'Feature extractor'))).width)
    .toBeGreaterThan(before.width + 30);
  await app.keyboard.press('Delete');
  await expect(frame(app, 'Feature extractor')).toBeHidden();
  await expect(block(app, 'conv2d')).toBeVisible();
  for (const _ of ['delete', 'resize']) await app.keyboard.press(`${MOD}+z`);
  expect((await placeOf(frame(app, 'Feature extractor'))).width).toBe(before.width);
});

test('a note is written where the pointer is, edited by a double click and duplicated', async ({ app }) => {
  const { x, y } = await placeOf(block(app, 'output'));
  await app.mouse.move(x + 330, y + 40);
  await app.getByRole('application').focus();
  await app.keyboard.press('n');
  await app.getByLabel('Text of the note').fill('Pooling halves\nthe picture.');
  await app.keyboard.press(`${MOD}+Enter`);
  await expect(note(app)).toContainText('Pooling halves');
  await note(app).dblclick();
  await app.getByLabel('Text of the note').fill('Pooling halves it.');
  await app.keyboard.press('Escape');
  await expect(note(app)).toContainText('halves it.');
  await keepPicture(app, 'frames-note');
  await note(app).click();
  await app.keyboard.press(`${MOD}+d`);
  await expect(note(app)).toHaveCount(2);
  await app.keyboard.press('Delete');
  await expect(note(app)).toHaveCount(1);
});
