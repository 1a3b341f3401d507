import { block, expect, keepPicture, test } from './app';

/** What a thumbnail shows, as one number that changes with its pixels. */
const pixelsOf = (canvas: HTMLCanvasElement | SVGElement | HTMLElement): number => {
  const element = canvas as HTMLCanvasElement;
  const copy = new OffscreenCanvas(element.width, element.height).getContext('2d')!;
  copy.drawImage(element, 0, 0);
  const { data } = copy.getImageData(0, 0, element.width, element.height);
  let hash = 7;
  for (const value of data) hash = (hash * 31 + value) % 1_000_000_007;
  return hash;
};

test('a person’s whole path, from a block dragged onto a wire to everything found again after a reload', async ({
  app,
  server,
}) => {
  test.setTimeout(180_000);

  await test.step('drag a Conv2D onto the wire before Flatten and see the shapes change', async () => {
    await expect(block(app, 'flatten')).toContainText('800');
    const wire = app.locator('.react-flow__edge').filter({ has: app.locator('path') });
    const before = await wire.count();
    const pool = (await block(app, 'max_pooling2d_1').boundingBox())!;
    const flatten = (await block(app, 'flatten').boundingBox())!;
    const entry = app
      .getByRole('complementary', { name: 'Layers and settings' })
      .getByText('Conv2D', { exact: true });
    await entry.hover();
    await app.mouse.down();
    const [x, y] = [(pool.x + pool.width + flatten.x) / 2, pool.y + pool.height / 2];
    await app.mouse.move(x - 30, y - 40, { steps: 5 });
    await app.mouse.move(x, y, { steps: 5 });
    await app.mouse.move(x + 1, y, { steps: 2 });
    await app.mouse.up();
    await expect(wire).toHaveCount(before + 1);
    await expect(block(app, 'flatten')).toContainText('144');
    await keepPicture(app, 'path-1-spliced');
  });

  await test.step('undo and redo it', async () => {
    await app.keyboard.press('Control+z');
    await expect(block(app, 'flatten')).toContainText('800');
    await app.keyboard.press('Control+Shift+z');
    await expect(block(app, 'flatten')).toContainText('144');
    await app.keyboard.press('Control+z');
    await expect(block(app, 'flatten')).toContainText('800');
  });

  const thumbnail = block(app, 'conv2d').locator('canvas').first();
  await test.step('train, and see the first point within 5 seconds, at least 20 points and the accuracy rise', async () => {
    const filters = await thumbnail.evaluate(pixelsOf);
    const start = Date.now();
    await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
    const charts = app.getByRole('region', { name: 'Charts and problems' });
    await expect(charts.getByTestId('chart-loss')).toHaveAttribute('data-points', /[1-9]/, {
      timeout: 10_000,
    });
    test.info().annotations.push({ type: 'first chart point (ms)', description: String(Date.now() - start) });
    await expect
      .poll(async () => Number(await charts.getByTestId('chart-loss').getAttribute('data-points')), {
        timeout: 60_000,
      })
      .toBeGreaterThanOrEqual(20);
    await expect
      .poll(async () => Number(await charts.getByTestId('chart-accuracy').getAttribute('data-last')), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0.6);
    expect(await thumbnail.evaluate(pixelsOf)).not.toBe(filters);
    await keepPicture(app, 'path-2-training');
  });

  await test.step('pause and resume', async () => {
    await app.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(app.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
    await app.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(app.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await app.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(app.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  });

  await test.step('open the feature maps of a sample', async () => {
    await block(app, 'conv2d').click();
    await app.getByRole('tab', { name: 'Maps' }).click();
    await expect(
      app.getByRole('complementary', { name: 'Inspector' }).locator('canvas').first(),
    ).toBeVisible();
    await keepPicture(app, 'path-3-maps');
  });

  await test.step('save, reload and find everything as it was', async () => {
    await block(app, 'dense').click();
    await app.keyboard.press('Control+s');
    await expect(app.getByText(/Saved to/)).toBeVisible();
    const epoch = await app.getByRole('banner').textContent();
    await app.reload();
    await expect(app.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
    await expect(app.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
    await expect(block(app, 'flatten')).toContainText('800');
    expect(await app.getByRole('banner').textContent()).toBe(epoch);
    await expect
      .poll(async () => Number(await app.getByTestId('chart-loss').getAttribute('data-points')))
      .toBeGreaterThanOrEqual(20);
  });

  await test.step('kill the engine while it trains, read the message, restart and continue', async () => {
    await app.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(app.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await server.killEngine();
    await expect(app.getByText(/training engine ended unexpectedly/)).toBeVisible();
    await keepPicture(app, 'path-4-engine-killed');
    await app
      .getByRole('button', { name: /Resume from|Restart the engine/ })
      .first()
      .click();
    await expect(app.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
    const train = app.getByRole('banner').getByRole('button', { name: 'Train', exact: true });
    const pause = app.getByRole('button', { name: 'Pause', exact: true });
    await expect(train.or(pause)).toBeVisible();
    if (await train.isVisible()) await train.click();
    await expect(pause).toBeVisible();
    await app.getByRole('button', { name: 'Stop', exact: true }).click();
  });
});
