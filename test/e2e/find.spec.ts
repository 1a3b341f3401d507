import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';
import { block, canvas, MOD } from './canvas';

const bar = (page: Page) => page.getByRole('search', { name: 'Find in the drawing' });
const mark = (page: Page, name: string) => block(page, name).locator('[data-find]');

test('Ctrl+F finds blocks by name, layer and shape, walks among them and leaves one selected', async ({
  app,
}) => {
  await test.step('by layer', async () => {
    await app.keyboard.press(`${MOD}+f`);
    await expect(bar(app).getByRole('textbox')).toBeFocused();
    await app.keyboard.type('conv');
    await expect(bar(app)).toContainText('1 of 2');
    await expect(mark(app, 'conv2d')).toHaveAttribute('data-find', 'current');
    await expect(mark(app, 'conv2d_1')).toHaveAttribute('data-find', 'found');
    await expect(mark(app, 'dense')).toHaveAttribute('data-find', 'other');
    await keepPicture(app, 'find');
  });

  await test.step('next and back, round about', async () => {
    await app.keyboard.press('Enter');
    await expect(bar(app)).toContainText('2 of 2');
    await expect(mark(app, 'conv2d_1')).toHaveAttribute('data-find', 'current');
    await app.keyboard.press('Enter');
    await expect(bar(app)).toContainText('1 of 2');
    await app.keyboard.press('Shift+Enter');
    await expect(bar(app)).toContainText('2 of 2');
  });

  await test.step('by shape', async () => {
    await app.keyboard.press(`${MOD}+f`);
    await app.keyboard.type('28x28');
    await expect(bar(app)).toContainText('1 of 1');
    await expect(bar(app)).toContainText('input · Input · 28 × 28 × 1');
    await app.keyboard.press(`${MOD}+f`);
    await app.keyboard.type('nothing like it');
    await expect(bar(app)).toContainText('none');
  });

  await test.step('Escape leaves what was found selected and ends the marks', async () => {
    await app.keyboard.press(`${MOD}+f`);
    await app.keyboard.type('dropout');
    await app.keyboard.press('Escape');
    await expect(bar(app)).toHaveCount(0);
    await expect(canvas(app)).toBeFocused();
    await expect(app.locator('.react-flow__node.selected')).toHaveAccessibleName('dropout');
    await expect(mark(app, 'dense')).toHaveAttribute('data-find', 'none');
  });

  await test.step('the command palette names each command with its key, and runs it', async () => {
    await app.keyboard.press(`${MOD}+k`);
    await app.keyboard.type('bypass');
    const option = app.getByRole('option', { name: /^Bypass/ });
    await expect(option).toContainText(/Ctrl\+B|⌘B/);
    await app.keyboard.press('Enter');
    await expect(block(app, 'dropout')).toHaveAccessibleDescription(/bypassed/);
  });

  await test.step('inside composite blocks', async () => {
    await block(app, 'conv2d').click();
    await block(app, 'max_pooling2d').click({ modifiers: ['Shift'] });
    await app.keyboard.press(`${MOD}+Alt+g`);
    await app.keyboard.press('Escape');
    await expect(block(app, 'max_pooling2d')).toHaveCount(0);
    await app.keyboard.press(`${MOD}+f`);
    await app.keyboard.type('maxpool');
    await expect(bar(app)).toContainText('1 of 2');
    await expect(bar(app)).toContainText('/max_pooling2d · MaxPooling2D · 13 × 13 × 16');
    await bar(app).getByRole('button', { name: 'Go inside' }).click();
    await expect(block(app, 'max_pooling2d')).toBeVisible();
    await expect(app.locator('.react-flow__node.selected')).toHaveAccessibleName('max_pooling2d');
  });
});
