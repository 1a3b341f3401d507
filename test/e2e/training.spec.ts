import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';

const openTab = (app: Page, name: string) => app.getByRole('tab', { name }).click();
const field = (app: Page, name: string) => app.getByRole('textbox', { name, exact: true });
const list = (app: Page, name: string) => app.getByRole('combobox', { name, exact: true });
const button = (app: Page, name: string | RegExp) => app.getByRole('button', { name, exact: true });
const runState = (app: Page) => app.locator('[data-run-state]');
const chart = (app: Page, quantity: 'loss' | 'accuracy') => app.getByTestId(`chart-${quantity}`);
const points = async (app: Page) => Number(await chart(app, 'loss').getAttribute('data-points'));
const accuracy = async (app: Page) => Number(await chart(app, 'accuracy').getAttribute('data-last'));

/** MNIST in a few seconds: 540 training samples make 9 steps an epoch. */
async function useFewSamples(app: Page, epochs: number): Promise<void> {
  await openTab(app, 'Data');
  await field(app, 'Limit').fill('600');
  await openTab(app, 'Training');
  await expect(
    app.getByText('540 samples to train on, 60 to validate with; 9 steps an epoch.'),
  ).toBeVisible();
  await field(app, 'Epochs').fill(String(epochs));
}

async function openExample(app: Page, title: string): Promise<void> {
  await app.keyboard.press('Control+e');
  await app.getByRole('dialog').getByText(title, { exact: true }).click();
  await expect(app.getByRole('textbox', { name: 'Project name' })).toHaveValue(title);
}

async function expectDone(app: Page, timeout = 60_000): Promise<void> {
  await expect(runState(app)).toHaveAttribute('data-run-state', 'done', { timeout });
}

test('trains the MNIST CNN, paused, resumed, step by step, epoch by epoch, and on from there', async ({
  app,
}) => {
  test.setTimeout(180_000);
  await useFewSamples(app, 200);
  /** Some more than are done when it is paused, which depends on how fast the machine is. */
  let epochs = 0;
  let steps = 0;

  await test.step('the curves grow, the accuracy rises, the time left is told', async () => {
    await button(app, 'Train').click();
    await expect(app.getByText(/\d:\d\d left/)).toBeVisible({ timeout: 15_000 });
    await expect.poll(() => points(app), { timeout: 60_000 }).toBeGreaterThanOrEqual(20);
    await keepPicture(app, 'training-charts');
  });

  await test.step('pause holds it, resume goes on to the end', async () => {
    await button(app, 'Pause').click();
    await expect(button(app, 'Resume')).toBeVisible();
    const paused = await points(app);
    await app.waitForTimeout(600);
    expect(await points(app)).toBe(paused);
    await expect(app.getByText(/changes above apply when training starts or resumes next/)).toBeVisible();
    epochs = Math.ceil(paused / 9) + 10;
    steps = 9 * epochs;
    await field(app, 'Epochs').fill(String(epochs));
    await button(app, 'Resume').click();
    await expectDone(app);
    expect(await points(app)).toBe(steps);
    expect(await accuracy(app)).toBeGreaterThan(0.5);
  });

  await test.step('the results are there', async () => {
    await openTab(app, 'Results');
    const results = app.getByRole('region', { name: 'Results' });
    await expect(results).toContainText(`Done after ${epochs} epochs.`);
    const shown = await results.locator('[data-result=test-accuracy]').textContent();
    expect(Number.parseFloat(shown!)).toBeGreaterThan(50);
    await expect(results.getByRole('row')).toHaveCount(epochs + 1);
    await expect(results.locator('[data-result=checkpoint]')).toContainText('runs');
    await results.getByRole('button', { name: 'Copy', exact: true }).click();
    const copied = await app.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')[0]).toBe('epoch\tloss\taccuracy\tval_loss\tval_accuracy\tseconds');
    expect(copied.split('\n')).toHaveLength(epochs + 1);
    await keepPicture(app, 'training-results');
  });

  await test.step('the log tells all of it', async () => {
    await openTab(app, 'Log');
    const log = app.getByRole('list', { name: 'Log, newest first' });
    await expect(log).toContainText('Training begins.');
    await expect(log).toContainText(/Epoch \d+ · Loss \d/);
    await expect(log).toContainText('Training goes on.');
    await expect(log).toContainText(`Done after ${epochs} epochs.`);
    await keepPicture(app, 'log');
  });

  await test.step('the status line leads to the choice of the device', async () => {
    await app.getByRole('button', { name: /^Device: cpu/ }).click();
    await expect(app.getByRole('combobox', { name: 'Device' })).toBeFocused();
    await openTab(app, 'Charts');
  });

  await test.step('one step, then the rest of its epoch, then stop within the next', async () => {
    await button(app, 'Train one step').click();
    await expect.poll(() => points(app)).toBe(steps + 1);
    await expect(button(app, 'Resume')).toBeVisible();
    await button(app, 'Train one epoch').click();
    await expect.poll(() => points(app), { timeout: 20_000 }).toBe(steps + 9);
    await expect(runState(app)).toContainText(`Epoch ${epochs + 1}/${epochs + 1}`);
    await button(app, 'Train one step').click();
    await expect.poll(() => points(app)).toBe(steps + 10);
    await button(app, 'Stop').click();
    await expect(runState(app)).toHaveAttribute('data-run-state', 'stopped');
  });

  await test.step('two more epochs', async () => {
    await field(app, 'More epochs').fill('2');
    await button(app, 'Continue').click();
    await expect.poll(() => points(app), { timeout: 30_000 }).toBe(steps + 27);
    await expectDone(app);
    await expect(runState(app)).toContainText(`Epoch ${epochs + 3}/${epochs + 3}`);
  });

  await test.step('training again starts anew', async () => {
    await button(app, 'Train').click();
    await expect.poll(() => points(app), { timeout: 20_000 }).toBeLessThan(steps + 27);
    await button(app, 'Stop').click();
    await expect(runState(app)).toHaveAttribute('data-run-state', 'stopped');
  });
});

test('a wrong setting is told beside its field; a right one is one step to undo', async ({ app }) => {
  await openTab(app, 'Training');
  const rate = field(app, 'Learning rate');
  await rate.fill('0');
  await expect(rate).toHaveAttribute('aria-invalid', 'true');
  const form = app.getByRole('region', { name: 'Training' });
  await expect(form.getByRole('alert')).toHaveText('Expected: a number > 0, ≤ 100');
  await rate.fill('0.3');
  await expect(form.getByRole('alert')).toHaveCount(0);
  await expect(form.getByText(/far above what usually works with Adam/)).toBeVisible();
  await form.getByRole('button', { name: 'Set to 0.001' }).click();
  await expect(rate).toHaveValue('0.001');
  await rate.blur();
  await app.keyboard.press('Control+z');
  await expect(rate).toHaveValue('0.3');
  await list(app, 'Optimizer').selectOption('SGD');
  await expect(field(app, 'Momentum')).toBeVisible();
  await button(app, 'Use the dataset’s defaults').click();
  await expect(rate).toHaveValue('0.001');
  await expect(list(app, 'Optimizer')).toHaveValue('Adam');
  await expect(form.locator('[data-meant-loss]')).toHaveAttribute(
    'data-meant-loss',
    'categorical_crossentropy',
  );
});

test('with errors, Train leads to the problems, and their buttons repair them', async ({ app }) => {
  await openTab(app, 'Data');
  await list(app, 'Dataset').selectOption('idx');
  await expect(app.getByText('A file of the dataset is not chosen yet.').first()).toBeVisible();
  await list(app, 'Dataset').selectOption('mnist');
  await expect(app.getByText('A file of the dataset is not chosen yet.')).toHaveCount(0);
  await list(app, 'Dataset').selectOption('circles');
  const train = button(app, 'Train');
  await expect(train).toHaveAttribute('aria-disabled', 'true');
  await train.hover();
  await expect(app.getByRole('tooltip')).toContainText('errors must be repaired first');
  // To the browser it is no disabled button: it leads to the reason.
  await train.click({ force: true });
  const problems = app.getByRole('list', { name: 'Problems' });
  await expect(problems.getByText('output gets 10 numbers per sample')).toBeVisible();
  await keepPicture(app, 'training-problems');
  await problems.getByRole('button', { name: 'Set units of dense_1 to 2' }).click();
  await expect(problems.getByText('output gets 10 numbers per sample')).toHaveCount(0);
  await problems.getByText('input: the samples of circles have another shape.').click();
  await expect(app.locator('.react-flow__node.selected')).toContainText('input');
});

test('a run that ends in NaN stops, names the layer and keeps the weights', async ({ app, server }) => {
  const example = join(import.meta.dirname, '../../assets/examples/mnist-mlp.json');
  const linear = join(server.folder, 'linear.json');
  // Without relu nothing dies: the activations grow until they are no numbers.
  writeFileSync(linear, readFileSync(example, 'utf8').replaceAll('"relu"', '"linear"'));
  const chooser = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await chooser).setFiles(linear);
  await openTab(app, 'Training');
  await list(app, 'Optimizer').selectOption('SGD');
  await field(app, 'Learning rate').fill('100');
  await button(app, 'Train').click();
  await expect(app.getByText(/Training stopped at step \d+: .* of "dense\w*" became/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(runState(app)).toHaveAttribute('data-run-state', 'failed');
  await keepPicture(app, 'training-nan');
  await button(app, 'Show the place').click();
  await expect(app.locator('.react-flow__node.selected')).toContainText('dense');
  await button(app, 'Dismiss').click();
  await expect(app.getByText(/Training stopped at step/)).toHaveCount(0);
  await field(app, 'Learning rate').fill('0.05');
  await button(app, 'Train').click();
  await expect.poll(() => accuracy(app), { timeout: 30_000 }).toBeGreaterThan(0.5);
});

test.describe('small examples learn their task', () => {
  for (const [title, least] of [
    ['XOR', 95],
    ['Spirals', 90],
  ] as const) {
    test(title, async ({ app }) => {
      await openExample(app, title);
      await button(app, 'Train').click();
      await expectDone(app);
      await openTab(app, 'Results');
      const shown = await app.locator('[data-result=test-accuracy]').textContent();
      expect(Number.parseFloat(shown!)).toBeGreaterThan(least);
      await keepPicture(app, `training-${title.toLowerCase()}`);
    });
  }
});

test('the data panel shows the samples of MNIST, and the one that is chosen in the network', async ({
  app,
}) => {
  await openTab(app, 'Data');
  const samples = app.getByRole('region', { name: 'Samples' });
  const tiles = samples.getByRole('button', { name: /^Sample \d+, class \d$/ });
  await expect(tiles).toHaveCount(30);
  await expect(samples).toContainText('1–30 of 10,000');
  const brightness = await tiles
    .first()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value, i) => (i % 4 === 0 ? sum + value : sum), 0);
    });
  expect(brightness).toBeGreaterThan(5000);
  await samples.getByRole('button', { name: 'Next page' }).click();
  await expect(samples).toContainText('31–60 of 10,000');
  const chosen = tiles.nth(3);
  const digit = /class (\d)/.exec((await chosen.getAttribute('aria-label'))!)![1]!;
  await chosen.click();
  await expect(chosen).toHaveAttribute('aria-pressed', 'true');
  const inspector = app.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText(`label ${digit}`)).toBeVisible();
  await keepPicture(app, 'data-mnist');
});

test('the data panel shows the points of spirals, and follows their parameters', async ({ app }) => {
  await openExample(app, 'Spirals');
  await openTab(app, 'Data');
  const plot = app.getByRole('img', { name: /Scatter plot/ });
  await expect(plot).toHaveAttribute('data-points', '600');
  await field(app, 'Size').fill('300');
  await expect(plot).toHaveAttribute('data-points', '300');
  await field(app, 'Classes').fill('3');
  await expect(app.getByText('class 2', { exact: true })).toBeVisible();
  await plot.scrollIntoViewIfNeeded();
  await keepPicture(app, 'data-spirals');
});

test('the charts are zoomed, smoothed, counted in epochs, and taken away', async ({ app }) => {
  await useFewSamples(app, 3);
  await button(app, 'Train').click();
  await expectDone(app);
  const plot = chart(app, 'loss').locator('.u-over');
  const box = (await plot.boundingBox())!;
  const shown = chart(app, 'loss').locator('[data-value=training]');
  const newest = await shown.textContent();
  await app.mouse.move(box.x + 5, box.y + 30);
  await expect(shown).not.toHaveText(newest!);

  const all = button(app, /Show all again/);
  await expect(all).toBeDisabled();
  await app.mouse.move(box.x + box.width * 0.2, box.y + 30);
  await app.mouse.down();
  await app.mouse.move(box.x + box.width * 0.6, box.y + 32, { steps: 4 });
  await app.mouse.up();
  await expect(all).toBeEnabled();
  await plot.dblclick();
  await expect(all).toBeDisabled();

  await app.getByRole('slider', { name: 'Smoothing' }).fill('0.9');
  await app.getByRole('switch', { name: 'Log loss axis' }).click();
  const csv = app.waitForEvent('download');
  await button(app, 'Save the curves as CSV').click();
  const text = readFileSync(await (await csv).path(), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(28);

  await app.getByText('Per epoch').click();
  await expect(chart(app, 'loss')).toHaveAttribute('data-points', '3');
  await expect(app.getByRole('slider', { name: 'Smoothing' })).toBeDisabled();
  await app.keyboard.press('Control+Alt+t');
  await keepPicture(app, 'charts-epochs-dark');
  const png = app.waitForEvent('download');
  await button(app, 'Save the charts as PNG').click();
  const picture = readFileSync(await (await png).path());
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});

test('an engine that is killed is told of, and the run goes on from its checkpoint', async ({
  app,
  server,
}) => {
  test.setTimeout(120_000);
  await useFewSamples(app, 200);
  await button(app, 'Train').click();
  // The first checkpoint is written after two seconds, and at the end of an epoch.
  await expect(runState(app)).toContainText(/Epoch ([6-9]|\d\d)\//, { timeout: 40_000 });
  await server.killEngine();

  await expect(app.getByText(/training engine ended unexpectedly/)).toBeVisible();
  await expect(app.getByText(/Nothing is lost/)).toBeVisible();
  const train = button(app, 'Train');
  await expect(train).toHaveAttribute('aria-disabled', 'true');
  await keepPicture(app, 'engine-killed');

  await button(app, /^Resume from step \d+$/).click();
  await expect(app.getByText(/training engine ended unexpectedly/)).toHaveCount(0, { timeout: 20_000 });
  await expect(button(app, 'Pause')).toBeVisible({ timeout: 20_000 });
  const resumed = await points(app);
  await expect.poll(() => points(app), { timeout: 20_000 }).toBeGreaterThan(resumed + 9);
  const steps = await points(app);
  const step = await chart(app, 'loss').locator('figcaption').textContent();
  // No step is missing and none is there twice.
  expect(Math.abs(Number(/(\d+)$/.exec(step!)![1]) - steps)).toBeLessThan(30);

  await server.killEngine();
  await button(app, 'Restart the engine').click();
  await expect(app.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
  await expect(train).toHaveAttribute('aria-disabled', 'false');
  await train.click();
  await expect.poll(() => points(app), { timeout: 20_000 }).toBeGreaterThan(3);
  await button(app, 'Stop').click();
});
