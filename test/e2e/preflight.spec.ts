import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const line = (app: Page) => app.locator('[data-preflight-line]');
const details = (app: Page) => app.getByRole('dialog', { name: 'Before training' });
const basis = (app: Page, value: string) =>
  expect(line(app)).toHaveAttribute('data-preflight-line', value, { timeout: 60_000 });

test('time, memory and cost are told before training, measured once the drawing rests, and replaced by the real epoch', async ({
  app,
}) => {
  // It waits for the drawing to rest several times, and trains an epoch.
  test.slow();
  await basis(app, 'measured');
  await expect(line(app)).toHaveText(/^≈ [\d.]+ (ms|s)\/epoch · \d+ MB · measured$/);

  await test.step('the details name each layer’s share; a click selects its block', async () => {
    await app.keyboard.press('Control+Alt+p');
    await expect(details(app)).toContainText(/Largest batch ?all 9,000 samples at once, within/);
    await expect(details(app)).toContainText('56,714');
    await details(app).getByRole('button', { name: 'conv2d_1', exact: true }).click();
    await expect(block(app, 'conv2d_1')).toHaveClass(/selected/);
    await keepPicture(app, 'preflight');
    await details(app).getByRole('button', { name: 'Close' }).click();
    await expect(details(app)).toHaveCount(0);
  });

  await test.step('an edit takes the figures back to an estimate, from what was measured before', async () => {
    await app.getByRole('tab', { name: 'Training' }).click();
    await app.getByRole('textbox', { name: 'Batch size', exact: true }).fill('128');
    await basis(app, 'estimate');
    await expect(app.locator('[data-preflight]')).toContainText('71 steps');
  });

  await test.step('training ends measuring at once, and its epoch takes the place of the guess', async () => {
    await app.getByRole('button', { name: 'Train one epoch', exact: true }).click();
    await basis(app, 'run');
    await expect(line(app)).toHaveText(/· trained$/);
  });
});

test('with errors in the drawing it says when it will measure; blocks can show their share', async ({
  app,
}) => {
  await block(app, 'flatten').click();
  await app.keyboard.press('Control+Shift+X');
  await expect(line(app)).toHaveText('time: once there are no errors', { timeout: 20_000 });
  await app.keyboard.press('Control+z');
  await expect(line(app)).toContainText('MB', { timeout: 20_000 });
  await app.keyboard.press('Control+k');
  await app.keyboard.type('Show cost');
  await app.keyboard.press('Enter');
  const share = block(app, 'conv2d_1').locator('[data-cost-share]');
  await expect(share).toHaveAttribute('data-cost-share', /^0\.7/);
});
