import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';

const row = (app: Page) => app.locator('[data-choice=Probe]').last();

async function addProbe(app: Page, quantity: string): Promise<void> {
  await app.getByRole('combobox', { name: 'Callbacks', exact: true }).selectOption('Probe');
  await row(app).getByRole('combobox', { name: 'Quantity' }).selectOption(quantity);
}

test('a probe records what one chooses, as curves beside the loss', async ({ app }) => {
  await app.getByRole('tab', { name: 'Data' }).click();
  await app.getByRole('textbox', { name: 'Limit', exact: true }).fill('600');
  await app.getByRole('tab', { name: 'Training' }).click();
  await app.getByRole('textbox', { name: 'Epochs', exact: true }).fill('4');
  await addProbe(app, 'gradient_norm');
  await row(app).getByRole('textbox', { name: 'Every' }).fill('3');
  await row(app).getByRole('button', { name: 'Layers' }).click();
  await app.getByRole('menuitemcheckbox', { name: 'conv2d', exact: true }).click();
  await app.getByRole('menuitemcheckbox', { name: 'dense', exact: true }).click();
  await app.keyboard.press('Escape');
  await expect(row(app).locator('[data-layers]')).toHaveAttribute('data-layers', 'conv2d, dense');
  await addProbe(app, 'weight');
  const index = row(app).getByRole('textbox', { name: 'Index' });
  await row(app).getByRole('combobox', { name: 'Weight' }).selectOption('kernel');
  await expect(row(app)).toContainText('The index lies outside the weight');
  await row(app).getByRole('button', { name: 'Layers' }).click();
  await app.getByRole('menuitemcheckbox', { name: 'dense', exact: true }).click();
  await app.keyboard.press('Escape');
  await index.fill('5, 3');
  await expect(row(app)).not.toContainText('The index lies outside the weight');
  await keepPicture(app, 'probe-settings');

  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(app.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'done', {
    timeout: 60_000,
  });
  // 4 epochs of 9 steps; every third is recorded.
  for (const name of ['conv2d/gradient_norm', 'dense/gradient_norm', 'dense/kernel[5, 3]'])
    await expect(app.getByTestId(`chart-probe-${name}`)).toHaveAttribute('data-last', /\d/);
  await expect(app.getByRole('figure', { name: 'conv2d: gradient norm' })).toBeVisible();
  await app.getByTestId('chart-probe-dense/kernel[5, 3]').scrollIntoViewIfNeeded();
  await keepPicture(app, 'probe-charts');

  await test.step('the curves come back after a reload', async () => {
    await app.reload();
    await expect(app.getByTestId('chart-probe-dense/gradient_norm')).toHaveAttribute('data-last', /\d/, {
      timeout: 20_000,
    });
  });

  await test.step('a layer that is gone is named beside the row', async () => {
    await app.getByRole('tab', { name: 'Training' }).click();
    await app.locator('.react-flow__node[aria-label="dense"]').click();
    await app.keyboard.press('Delete');
    const first = app.locator('[data-choice=Probe]').first();
    await expect(first).toContainText('There is no layer “dense” for the probe');
    await first.getByRole('button', { name: 'Record all layers' }).click();
    await expect(first.locator('[data-layers]')).toHaveAttribute('data-layers', '');
  });
});
