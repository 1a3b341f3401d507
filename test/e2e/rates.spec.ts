import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';

const rates = (app: Page) => app.getByTestId('rates-chart');
const points = async (app: Page) => Number(await rates(app).getAttribute('data-points'));
const outcome = (app: Page) => app.locator('[data-rates]');
const dialog = (app: Page) => app.getByRole('dialog', { name: 'Find a learning rate' });
const button = (app: Page, name: string) => dialog(app).getByRole('button', { name, exact: true });

async function open(app: Page): Promise<void> {
  await app.getByRole('tab', { name: 'Training' }).click();
  await app.getByRole('button', { name: 'Find a learning rate…' }).click();
  await expect(dialog(app)).toBeVisible();
}

test('a learning rate is looked for, marked, and used with one button that can be undone', async ({
  app,
}) => {
  await open(app);
  await button(app, 'Search').click();
  await expect(outcome(app)).toHaveAttribute('data-rates', /done|diverged/, { timeout: 60_000 });
  expect(await points(app)).toBeGreaterThan(50);
  await expect(outcome(app)).toContainText('The loss falls most steeply at');
  const chosen = dialog(app).getByRole('textbox', { name: 'Rate to use' });
  const suggestion = await chosen.inputValue();
  expect(Number(suggestion)).toBeGreaterThan(1e-5);
  expect(Number(suggestion)).toBeLessThan(1);
  await keepPicture(app, 'rates');

  await test.step('a click in the chart chooses another one', async () => {
    const plot = rates(app).locator('.u-over');
    const { width } = (await plot.boundingBox())!;
    await plot.click({ position: { x: width / 2, y: 50 } });
    // Half way between 1e-7 and 10 on a logarithmic axis.
    expect(Number(await chosen.inputValue())).toBeCloseTo(0.001, 3);
    await dialog(app).getByRole('button', { name: 'Reset Rate to use' }).click();
    await expect(chosen).toHaveValue(suggestion);
  });

  await button(app, 'Use this rate').click();
  await expect(dialog(app)).toHaveCount(0);
  const rate = app.getByRole('textbox', { name: 'Learning rate', exact: true });
  await expect(rate).toHaveValue(suggestion);
  await app.keyboard.press('Control+z');
  await expect(rate).toHaveValue('0.001');
});

test('a search can be cancelled, and settings that cannot be used are named', async ({ app }) => {
  await open(app);
  const steps = dialog(app).getByRole('textbox', { name: 'Steps' });
  await steps.fill('5');
  await expect(dialog(app).getByRole('alert')).toContainText('a whole number ≥ 10, ≤ 10000');
  await steps.fill('10000');
  await expect(dialog(app).getByRole('alert')).toHaveCount(0);
  await button(app, 'Search').click();
  await expect.poll(() => points(app), { timeout: 30_000 }).toBeGreaterThan(5);
  await button(app, 'Cancel').click();
  await expect(outcome(app)).toHaveText('Cancelled.');
  const to = dialog(app).getByRole('textbox', { name: 'To', exact: true });
  await to.fill('1e-7');
  await to.blur();
  await expect(dialog(app).getByRole('alert')).toContainText('10 times “From” or more');
  await expect(button(app, 'Search')).toBeDisabled();
});

test('a training goes on while a rate is looked for', async ({ app }) => {
  const lossPoints = async () => Number(await app.getByTestId('chart-loss').getAttribute('data-points'));
  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(lossPoints, { timeout: 30_000 }).toBeGreaterThan(0);
  await open(app);
  await button(app, 'Search').click();
  await expect(outcome(app)).toHaveAttribute('data-rates', /done|diverged/, { timeout: 60_000 });
  await app.keyboard.press('Escape');
  const before = await lossPoints();
  await expect.poll(lossPoints, { timeout: 30_000 }).toBeGreaterThan(before);
  await app.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(app.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'stopped');
});
