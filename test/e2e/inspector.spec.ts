import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';
const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' });
const field = (app: Page, name: string) => inspector(app).getByRole('textbox', { name, exact: true });

test('fields take sums, tell what is wrong, step by keys and go back to their default; several blocks at once', async ({
  app,
}) => {
  await block(app, 'conv2d').click();
  const filters = field(app, 'Filters');

  await test.step('a sum is worked out as it is typed', async () => {
    await filters.fill('4*(2+6)');
    const hint = app.locator('body > p', { hasText: '= 32 · 1 … 4096 · default 16' });
    await expect(hint).toBeVisible();
    await expect(block(app, 'conv2d')).toContainText('26 × 26 × 32');
    // Beside the form, where it covers no other field.
    const [shown, form] = [await hint.boundingBox(), await inspector(app).boundingBox()];
    expect(shown!.x + shown!.width).toBeLessThan(form!.x);
  });

  await test.step('what cannot be read says why, and the drawing stays', async () => {
    await filters.fill('4*(2');
    await expect(inspector(app).getByRole('alert')).toHaveText('A bracket is not closed.');
    await filters.fill('5000');
    await expect(inspector(app).getByRole('alert')).toHaveText('Expected: a whole number ≥ 1, ≤ 4096');
    await expect(block(app, 'conv2d')).toContainText('26 × 26 × 32');
  });

  await test.step('arrow keys step by 1, with Shift by 10, in a pair where the caret stands', async () => {
    await filters.fill('20');
    await filters.press('ArrowUp');
    await filters.press('Shift+ArrowDown');
    await expect(filters).toHaveValue('11');
    const kernel = field(app, 'Kernel size');
    await kernel.focus();
    await kernel.press('End');
    await kernel.press('ArrowUp');
    await expect(kernel).toHaveValue('3 × 4');
    await inspector(app).getByRole('button', { name: 'Reset Kernel size' }).click();
    await expect(kernel).toHaveValue('3 × 3');
  });

  await test.step('a long form is searched', async () => {
    const search = inspector(app).getByRole('searchbox', { name: 'Search the parameters' });
    await search.fill('dilation');
    await expect(field(app, 'Dilation rate')).toBeVisible();
    await expect(filters).toBeHidden();
    await search.press('Escape');
    await expect(filters).toBeVisible();
  });

  await test.step('a slider drag is one step of undo, however long it takes', async () => {
    await block(app, 'dropout').click();
    const rate = field(app, 'Rate');
    await expect(rate).toHaveValue('0.3');
    const slider = inspector(app).getByRole('slider', { name: 'Rate' });
    const { x, y, width, height } = (await slider.boundingBox())!;
    await app.mouse.move(x + width / 2, y + height / 2);
    await app.mouse.down();
    await app.mouse.move(x + 20, y + height / 2, { steps: 3 });
    // Longer than the pause after which typing would begin a new step.
    await app.waitForTimeout(1_100);
    await app.mouse.move(x + 40, y + height / 2, { steps: 3 });
    await app.mouse.up();
    await expect(rate).not.toHaveValue('0.3');
    await slider.press('ArrowRight');
    await app.keyboard.press(`${MOD}+z`);
    await app.keyboard.press(`${MOD}+z`);
    await expect(rate).toHaveValue('0.3');
  });

  await test.step('several blocks are edited by what they have in common, in one step', async () => {
    await block(app, 'conv2d').click();
    await block(app, 'dense_1').click({ modifiers: ['Shift'] });
    const activation = inspector(app).getByRole('combobox', { name: 'Activation' });
    await expect(activation.locator('option:checked')).toHaveText('mixed');
    await activation.selectOption('tanh');
    await expect(block(app, 'conv2d')).toContainText('tanh');
    await expect(block(app, 'dense_1')).toContainText('tanh');
    await keepPicture(app, 'several-types');
    await app.keyboard.press(`${MOD}+z`);
    await expect(block(app, 'conv2d')).toContainText('relu');
    await expect(block(app, 'dense_1')).toContainText('softmax');
  });
});

test('every number says why it is that number; help shows formula, an example by hand and code', async ({
  app,
}) => {
  await block(app, 'conv2d_1').click();
  const why = (quantity: string) => inspector(app).locator(`[data-why="${quantity}"]`).first();
  const results = app.getByRole('dialog').locator('[data-result]');
  const values = () => results.evaluateAll((lines) => lines.map((line) => line.getAttribute('data-result')));

  await why('shape').click();
  await expect(app.getByRole('dialog').getByRole('heading', { name: 'Why 11 × 11 × 32' })).toBeVisible();
  // Typeset, and readable as MathML.
  await expect(results.first().locator('math')).toContainText('13−3');
  await expect(results.first().locator('.katex-html')).toBeVisible();
  expect(await values()).toEqual(['11', '11', '32']);
  await keepPicture(app, 'why-shape');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog')).toBeHidden();
  await expect(why('shape')).toBeFocused();

  await why('params').click();
  expect(await values()).toEqual(['4608', '32', '4640']);
  await why('params').click();
  await expect(app.getByRole('dialog')).toBeHidden();

  await why('flops').press('Enter');
  expect(await values()).toEqual([String(11 * 11 * 32 * (2 * 9 * 16 + 2))]);
  await app.keyboard.press('Escape');
  await why('memory').click();
  expect(await values()).toEqual(['15488', '991232']);

  await test.step('help: formula, an example computed by hand and coloured code to take away', async () => {
    await app.keyboard.press('Escape');
    await block(app, 'conv2d').click();
    await inspector(app).getByRole('tab', { name: 'Help', exact: true }).click();
    const help = inspector(app).getByRole('tabpanel', { name: 'Help' });
    await expect(help.getByRole('region', { name: 'Formula' }).locator('.katex-html').first()).toBeVisible();
    await expect(help.locator('[data-worked="Conv2D"]')).toContainText(
      '1·1 + 2·0 + 0·0 + 1·(−1) + 0.5 = 0.5',
    );
    const keras = help.getByRole('region', { name: 'Keras' });
    await expect(keras.locator('span.text-warning').first()).toHaveText('16');
    await keras.getByRole('button', { name: 'Copy Keras code' }).click();
    const copied = await app.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await keras.locator('pre').textContent());
    expect(copied).toContain('layers.Conv2D(16, 3');
    await keepPicture(app, 'help');
  });
});
