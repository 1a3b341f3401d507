import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';
const steps = (app: Page) => app.getByRole('list', { name: 'Steps' }).getByRole('button');
const names = async (app: Page) => (await steps(app).allTextContents()).map((text) => text.trim());

test('every step has its name in the list, and a click or the keys go to any of them', async ({ app }) => {
  // A drag of several blocks is one step.
  await block(app, 'dense').click();
  await block(app, 'dropout').click({ modifiers: ['Shift'] });
  const place = (await block(app, 'dropout').boundingBox())!;
  await app.mouse.move(place.x + 30, place.y + 30);
  await app.mouse.down();
  await app.mouse.move(place.x + 80, place.y + 90, { steps: 6 });
  await app.mouse.up();
  // So are typing in a field, pasting, arranging, renaming, freezing.
  await block(app, 'conv2d').click();
  await app.getByRole('textbox', { name: 'Filters' }).fill('12');
  await app.keyboard.press('Escape');
  await block(app, 'conv2d').click();
  await app.keyboard.press(`${MOD}+l`);
  await app.keyboard.press(`${MOD}+d`);
  await app.keyboard.press('F2');
  await app.getByLabel('New name of conv2d_2').fill('spare');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Delete');
  await app.keyboard.press(`${MOD}+Shift+l`);

  await app.keyboard.press(`${MOD}+Alt+z`);
  await expect(steps(app).first()).toHaveText('As opened');
  expect(await names(app)).toEqual([
    'As opened',
    'Move 2 blocks',
    'Filters of conv2d',
    'Freeze conv2d',
    'Duplicate conv2d_2',
    'Rename conv2d_2 to spare',
    'Delete spare',
    'Arrange all',
  ]);
  await expect(app.locator('[aria-current=step]')).toHaveText('Arrange all');
  await keepPicture(app, 'history');

  await steps(app).nth(2).click();
  await expect(app.locator('[aria-current=step]')).toHaveText('Filters of conv2d');
  await expect(block(app, 'spare')).toHaveCount(0);
  await expect(block(app, 'conv2d')).toContainText('120');
  // By keyboard: forward to the step that named the copy, then to the beginning.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await app.keyboard.press(key);
  await expect(block(app, 'spare')).toBeVisible();
  await app.keyboard.press('Home');
  await app.keyboard.press('Enter');
  await expect(block(app, 'conv2d')).toContainText('160');
  await expect(app.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  await app.keyboard.press('Escape');
  await expect(steps(app)).toHaveCount(0);
  await app.keyboard.press(`${MOD}+Shift+z`);
  await expect(app.getByRole('button', { name: /^Undo: Move 2 blocks/ })).toBeEnabled();
});
