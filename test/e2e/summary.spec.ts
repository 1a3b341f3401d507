import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';
const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' });

test('the summary sorts, copies, folds, walks by keys and selects blocks', async ({ app }) => {
  await app.setViewportSize({ width: 1280, height: 720 });
  await app.keyboard.press('Escape');
  await app.getByRole('tab', { name: 'Summary' }).click();
  const wide = app.getByRole('tabpanel', { name: 'Summary' });
  const names = () =>
    wide.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.firstChild!.textContent));
  const drawn = await names();

  await test.step('all columns in the dock, three beside the drawing, none cut off', async () => {
    await expect(wide.getByRole('columnheader')).toHaveText([
      'Layer (type)',
      'Output shape',
      'Param #',
      'Trainable',
      'FLOPs',
      'Memory',
    ]);
    const narrow = inspector(app).locator('[data-summary]');
    await expect(narrow.getByRole('columnheader')).toHaveCount(3);
    expect(await narrow.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await keepPicture(app, 'summary');
  });

  await test.step('a heading sorts one way, the other way, and gives the order back', async () => {
    const params = wide.getByRole('columnheader', { name: 'Param #' });
    await params.getByRole('button').click();
    await expect(params).toHaveAttribute('aria-sort', 'descending');
    expect((await names())[0]).toBe('dense');
    await params.getByRole('button').click();
    expect((await names()).at(-1)).toBe('dense');
    await params.getByRole('button').click();
    await expect(params).toHaveAttribute('aria-sort', 'none');
    expect(await names()).toEqual(drawn);
  });

  await test.step('copied as Keras prints it, and as Markdown', async () => {
    const copied = async (button: string) => {
      await wide.getByRole('button', { name: button }).click();
      return app.evaluate(() => navigator.clipboard.readText());
    };
    const text = await copied('Copy as text');
    expect(text).toContain('│ conv2d (Conv2D)                │ (None, 26, 26, 16) │     160 │');
    expect(text).toContain(' Total params: 56,714 (221.54 KB)');
    expect(await copied('Copy as Markdown')).toContain(
      '| conv2d (Conv2D) | 26 × 26 × 16 | 160 | yes | 216,320 |',
    );
  });

  await test.step('totals say which blocks they come from', async () => {
    await wide.locator('tfoot [data-why="flops"]').click();
    await expect(app.getByRole('dialog')).toContainText('conv2d_1');
    await app.keyboard.press('Escape');
  });

  await test.step('keys walk the rows, Enter selects the block', async () => {
    await wide.getByRole('button', { name: 'input (Input)' }).focus();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Enter');
    await expect(block(app, 'max_pooling2d')).toHaveClass(/selected/);
    await expect(inspector(app).getByRole('textbox', { name: 'Name of the block' })).toHaveValue(
      'max_pooling2d',
    );
  });

  await test.step('a composite block is one line that unfolds to its layers', async () => {
    await app.setViewportSize({ width: 1440, height: 900 });
    await app.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
    await app.keyboard.press('1');
    await block(app, 'dense').click();
    await block(app, 'dropout').click({ modifiers: ['Shift'] });
    await app.keyboard.press(`${MOD}+Alt+g`);
    await app.getByLabel('New name of block').fill('hidden');
    await app.keyboard.press('Enter');
    await expect(wide.getByRole('button', { name: 'dropout (Dropout)' })).toHaveCount(0);
    await wide.getByRole('button', { name: 'hidden (Composite block)' }).focus();
    await app.keyboard.press('ArrowRight');
    await expect(wide.getByRole('button', { name: 'dropout (Dropout)' })).toBeVisible();
    await keepPicture(app, 'summary-composite');
    await app.keyboard.press('ArrowLeft');
    await expect(wide.getByRole('button', { name: 'dropout (Dropout)' })).toHaveCount(0);
  });
});
