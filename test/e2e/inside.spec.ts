import type { Locator, Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';

/** What a canvas shows: a number that changes with its pixels, and how many colours there are. */
const look = (canvas: Locator) =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height).getContext('2d')!;
    copy.drawImage(element as HTMLCanvasElement, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
    let hash = 7;
    for (const pixel of pixels) hash = (hash * 31 + pixel) % 1_000_000_007;
    return { hash, colors: new Set(pixels).size };
  });
const hashOf = async (canvas: Locator) => (await look(canvas)).hash;

const blockNamed = (app: Page, name: string) => app.locator(`.react-flow__node[aria-label="${name}"]`);
const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' });

/** Selects a block and one of its tabs. */
async function open(app: Page, name: string, tab: string): Promise<Locator> {
  await blockNamed(app, name).locator('canvas').click();
  const panel = inspector(app);
  await expect(panel.getByRole('textbox', { name: 'Name of the block' })).toHaveValue(name);
  await panel.getByRole('tab', { name: tab, exact: true }).click();
  return panel;
}

/** Points at the middle of a picture. */
async function pointAt(picture: Locator): Promise<void> {
  const { width, height } = (await picture.boundingBox())!;
  await picture.hover({ position: { x: width / 2, y: height / 2 } });
}

test('every block shows a picture of its own before any training', async ({ app }) => {
  const pictures = app.locator('.react-flow__node canvas');
  const count = await pictures.count();
  expect(count).toBeGreaterThan(5);
  for (let i = 0; i < count; i++) {
    await expect(pictures.nth(i)).toHaveAttribute('data-state', 'drawn');
    // Empty tiles have one colour beside the background.
    await expect.poll(async () => (await look(pictures.nth(i))).colors).toBeGreaterThan(1);
  }
  const filters = blockNamed(app, 'conv2d').getByRole('img', { name: 'Filters: conv2d' });
  expect((await look(filters)).colors).toBeGreaterThan(10);
});

test('all filters of a convolution are shown, and one opened with its numbers', async ({ app }) => {
  const panel = await open(app, 'conv2d_1', 'Filters');
  const filters = panel.getByRole('img', { name: 'Filters of conv2d_1' });
  await expect(filters).toHaveAttribute('data-state', 'drawn');
  expect(await panel.getByRole('radio').count()).toBeGreaterThan(8);

  await panel.getByRole('radio', { name: 'Filter 5' }).check();
  const opened = panel.getByRole('img', { name: /^Filter 5/ });
  await expect(opened).toHaveAttribute('data-state', 'drawn');
  await pointAt(opened);
  await expect(panel.getByRole('status')).toHaveText(/^kernel\[1, 1, 0, 5\] = -?\d/);

  const [all, one] = [await hashOf(filters), await hashOf(opened)];
  await panel.getByRole('combobox', { name: 'Input channel' }).selectOption('3');
  await expect.poll(() => hashOf(filters)).not.toBe(all);
  await expect.poll(() => hashOf(opened)).not.toBe(one);
  await pointAt(opened);
  await expect(panel.getByRole('status')).toHaveText(/^kernel\[1, 1, 3, 5\] = -?\d/);
  await keepPicture(app, 'inside-filters');
});

test('feature maps of a chosen sample are shown, and one opened with its values', async ({ app }) => {
  const panel = await open(app, 'max_pooling2d', 'Maps');
  const maps = panel.getByRole('img', { name: 'Feature maps of max_pooling2d' });
  await expect(maps).toHaveAttribute('data-state', 'drawn');
  await panel.getByRole('radio', { name: 'Map 3' }).check();
  const opened = panel.getByRole('img', { name: /^Map 3/ });
  await pointAt(opened);
  await expect(panel.getByRole('status')).toHaveText(/^y\[\d+, \d+, 3\] = \d/);
  await opened.press('ArrowRight');
  await expect(panel.getByRole('status')).toHaveText(/^y\[\d+, \d+, 3\] = \d/);

  const before = { maps: await hashOf(maps), opened: await hashOf(opened) };
  await panel.getByRole('button', { name: 'Next sample' }).click();
  await expect(panel.getByRole('textbox', { name: /^Sample, from 0/ })).toHaveValue('1');
  await expect.poll(() => hashOf(maps)).not.toBe(before.maps);
  await expect.poll(() => hashOf(opened)).not.toBe(before.opened);
  await keepPicture(app, 'inside-maps');
});

test('a dense layer shows its activations and weights with values', async ({ app }) => {
  const panel = await open(app, 'dense', 'Activations');
  const bars = panel.getByRole('img', { name: 'Activations of dense' });
  await expect(bars).toHaveAttribute('data-state', 'drawn');
  await pointAt(bars);
  await expect(panel.getByRole('status')).toHaveText(/^y\[\d+\] = -?\d/);
  const before = await hashOf(bars);
  await panel.getByRole('combobox', { name: 'Samples from' }).selectOption('train');
  await expect.poll(() => hashOf(bars)).not.toBe(before);

  await panel.getByRole('tab', { name: 'Weights' }).click();
  const weights = panel.getByRole('img', { name: /^Weights of dense/ });
  await expect(weights).toHaveAttribute('data-state', 'drawn');
  await pointAt(weights);
  await expect(panel.getByRole('status')).toHaveText(/^kernel\[\d+, \d+\] [=≈] -?\d/);
});

test('the prediction has a probability for each class and says whether it is right', async ({ app }) => {
  const panel = inspector(app);
  const classes = panel.getByRole('list', { name: 'Probability of each class' });
  await expect(classes.getByRole('listitem')).toHaveCount(10);
  const probabilities = () =>
    classes.locator('data').evaluateAll((all) => all.map((data) => Number((data as HTMLDataElement).value)));
  await expect.poll(async () => (await probabilities()).length).toBe(10);
  const first = await probabilities();
  expect(first.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  // The first test sample of MNIST is a seven.
  await expect(classes.getByRole('listitem').nth(7)).toContainText('right class');
  await expect(panel.getByText(/^(right|wrong, it is 7)$/)).toBeVisible();

  await panel.getByRole('textbox', { name: /^Sample, from 0/ }).fill('1');
  await expect(classes.getByRole('listitem').nth(2)).toContainText('right class');
  expect(await probabilities()).not.toEqual(first);
  await panel.getByRole('textbox', { name: /^Sample, from 0/ }).fill('99999999');
  await expect(panel.getByRole('alert')).toContainText('Expected: 0 …');
});

test('pictures follow the training, on the block and in the inspector', async ({ app }) => {
  const panel = await open(app, 'conv2d', 'Filters');
  const thumbnail = blockNamed(app, 'conv2d').locator('canvas');
  const opened = panel.getByRole('img', { name: /^Filter 0/ });
  await expect(opened).toHaveAttribute('data-state', 'drawn');
  const seen = { block: new Set<number>(), inspector: new Set<number>() };
  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect
    .poll(
      async () => {
        seen.block.add(await hashOf(thumbnail));
        seen.inspector.add(await hashOf(opened));
        return Math.min(seen.block.size, seen.inspector.size);
      },
      { timeout: 40_000, intervals: [100] },
    )
    .toBeGreaterThan(5);
  await keepPicture(app, 'inside-training');
  await app.getByRole('button', { name: 'Stop', exact: true }).click();
});

test('a parameter changes the shapes, a wrong one only its field', async ({ app }) => {
  const panel = await open(app, 'conv2d', 'Parameters');
  const conv = blockNamed(app, 'conv2d');
  const filters = panel.getByRole('textbox', { name: 'Filters' });
  await filters.fill('7');
  await expect(conv).toContainText('× 7');
  await expect(blockNamed(app, 'max_pooling2d')).toContainText('× 7');

  await filters.fill('0');
  await expect(panel.getByRole('alert')).toHaveText('Expected: a whole number ≥ 1, ≤ 4096');
  await expect(filters).toHaveAttribute('aria-invalid', 'true');
  await expect(conv).toContainText('× 7');
  await keepPicture(app, 'inside-wrong-value');

  await filters.fill('9');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(conv).toContainText('× 9');
  await expect(panel.getByRole('region', { name: 'Where the parameters come from' })).toContainText(
    '3 · 3 · 1 · 9',
  );
});

test('the help shows this very block as code, and copies it', async ({ app }) => {
  const panel = await open(app, 'conv2d', 'Help');
  await expect(panel.getByRole('region', { name: 'Keras' })).toContainText('layers.Conv2D(');
  await panel.getByRole('button', { name: 'Copy Keras code' }).click();
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('name="conv2d"');
});
