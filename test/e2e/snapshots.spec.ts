import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const scrubber = (app: Page) => app.getByRole('slider', { name: 'Look back' });
const past = (app: Page) => app.locator('[data-past]');
/** The pixels of a block's picture. */
const pictureOf = (app: Page, name: string) =>
  block(app, name)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

async function trainFewSamples(app: Page, epochs: number): Promise<void> {
  await app.getByRole('tab', { name: 'Data' }).click();
  await app.getByRole('textbox', { name: 'Limit', exact: true }).fill('600');
  await app.getByRole('tab', { name: 'Training' }).click();
  await app.getByRole('textbox', { name: 'Epochs', exact: true }).fill(String(epochs));
  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
}

const expectDone = (app: Page) =>
  expect(app.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'done', { timeout: 60_000 });

test('one looks back at the network as it was, and returns with one click', async ({ app }) => {
  await trainFewSamples(app, 5);
  await expectDone(app);
  // The fresh weights and five epochs; the last place is now.
  await expect(scrubber(app)).toHaveAttribute('max', '6');
  await expect(scrubber(app)).toHaveValue('6');
  await test.step('in a small window it covers no tab of the lower panel', async () => {
    const size = app.viewportSize();
    await app.setViewportSize({ width: 1280, height: 720 });
    const tabs = app.getByRole('tablist', { name: 'Charts and problems' });
    expect(await tabs.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    if (size) await app.setViewportSize(size);
  });
  await block(app, 'conv2d').click();
  await app.getByRole('tab', { name: 'Filters' }).click();
  const now = await pictureOf(app, 'dense_1');

  await scrubber(app).fill('0');
  await expect(past(app)).toHaveAttribute('data-past', '0');
  await expect(app.getByText('As it was: step 0 · epoch 0')).toBeVisible();
  await expect.poll(() => pictureOf(app, 'dense_1')).not.toBe(now);
  const first = await pictureOf(app, 'dense_1');
  await scrubber(app).press('ArrowRight');
  await scrubber(app).press('ArrowRight');
  await expect(past(app)).toHaveAttribute('data-past', '18');
  await expect.poll(() => pictureOf(app, 'dense_1')).not.toBe(first);
  await expect(app.getByRole('complementary', { name: 'Inspector' })).toContainText('step 18 · epoch 2');
  await keepPicture(app, 'snapshots-past');

  await app.getByRole('status').getByRole('button', { name: 'Back to now' }).click();
  await expect(past(app)).toHaveAttribute('data-past', 'now');
  await expect(app.getByText(/^As it was/)).toHaveCount(0);
  await expect.poll(() => pictureOf(app, 'dense_1')).toBe(now);

  await test.step('they are there after a reload', async () => {
    await app.reload();
    await expect(scrubber(app)).toHaveAttribute('max', '6', { timeout: 20_000 });
    await scrubber(app).fill('0');
    await expect.poll(() => pictureOf(app, 'dense_1')).toBe(first);
  });

  await test.step('another project has none', async () => {
    await scrubber(app).blur();
    await app.keyboard.press('Control+Alt+n');
    await app.getByRole('button', { name: 'Do not save' }).click();
    await expect(scrubber(app)).toHaveCount(0);
  });
});

test('training goes on while one looks back', async ({ app }) => {
  await trainFewSamples(app, 1000);
  await expect
    .poll(async () => Number(await scrubber(app).getAttribute('max')), { timeout: 30_000 })
    .toBeGreaterThan(4);
  await scrubber(app).fill('1');
  await expect(past(app)).toHaveAttribute('data-past', '9');
  // Pictures are drawn a few in a frame: this one stands still once it is that of the past.
  let then = '';
  await expect
    .poll(async () => {
      then = await pictureOf(app, 'dense_1');
      await app.waitForTimeout(500);
      return then === (await pictureOf(app, 'dense_1'));
    })
    .toBe(true);
  const steps = async () => Number(await app.getByTestId('chart-loss').getAttribute('data-points'));
  const before = await steps();
  await expect.poll(steps, { timeout: 30_000 }).toBeGreaterThan(before + 30);
  expect(await pictureOf(app, 'dense_1')).toBe(then);
  await expect(app.getByText(/Training goes on/)).toBeVisible();
  await app.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(app.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'stopped');
});

test('how many are kept is a setting of the training', async ({ app }) => {
  await app.getByRole('tab', { name: 'Training' }).click();
  const policy = app.getByRole('combobox', { name: 'Snapshots' });
  await policy.selectOption('steps');
  await app.getByRole('textbox', { name: 'Steps between' }).fill('3');
  await trainFewSamples(app, 1);
  await expectDone(app);
  // 9 steps: the beginning and three of them.
  await expect(scrubber(app)).toHaveAttribute('max', '4');
  await policy.selectOption('none');
  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expectDone(app);
  await expect(scrubber(app)).toHaveCount(0);
});
