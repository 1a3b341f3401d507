import type { Page } from '@playwright/test';
import { block, expect, test } from './app';

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name, exact: true });
const region = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'] ?? null,
  );

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).fill(name);
  await page.keyboard.press('Enter');
}

test.describe('the keys', () => {
  test('walk through the parts of the window with F6, put panels away, and come back from every dialog', async ({
    app: page,
  }) => {
    await block(page, 'conv2d').click();
    const walked: (string | null)[] = [];
    for (let i = 0; i < 7; i++) {
      await page.keyboard.press('F6');
      walked.push(await region(page));
    }
    expect(walked).toEqual(['right', 'dock', 'status', 'top', 'left', 'canvas', 'right']);
    await page.keyboard.press('Shift+F6');
    await page.keyboard.press('Shift+F6');
    expect(await region(page)).toBe('left');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');

    const palette = page.getByRole('searchbox', { name: 'Search layers' });
    await palette.focus();
    // What is typed stays in the field; what is put away gives its keys back.
    await palette.pressSequentially('f1 n');
    await expect(palette).toHaveValue('f1 n');
    await page.keyboard.press('Control+Alt+1');
    await expect(palette).not.toBeInViewport();
    expect(await region(page)).toBe('canvas');
    await page.keyboard.press('Shift+F6');
    expect(await region(page)).toBe('top');
    await page.keyboard.press('Control+Alt+1');
    await expect(palette).toBeInViewport();
    for (const [name, keys, place] of [
      ['the lower panel', 'Control+Alt+2', tab(page, 'Charts')],
      ['the inspector', 'Control+Alt+3', tab(page, 'Help')],
    ] as const) {
      await page.getByRole('button', { name: `Hide ${name}` }).click();
      await expect(place).not.toBeInViewport();
      await page.keyboard.press(keys);
      await expect(place).toBeInViewport();
    }

    await palette.focus();
    for (const keys of ['Control+e', 'Control+k']) {
      await page.keyboard.press(keys);
      await expect(page.locator('dialog[open]')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      await expect(palette).toBeFocused();
    }
    await page.getByRole('button', { name: 'Menu', exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: 'Help' }).press('ArrowRight');
    await page.getByRole('menuitem', { name: 'About Neuroloom' }).press('Enter');
    await page.getByRole('dialog', { name: 'Neuroloom' }).press('Escape');
    await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeFocused();
  });

  test('stay in the inspector when what had them goes with the selection', async ({ app: page }) => {
    await block(page, 'conv2d').click();
    await tab(page, 'Help').press('Enter');
    expect(await region(page)).toBe('right');
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('blocks');
    await expect(tab(page, 'Help')).toHaveCount(0);
    await expect.poll(() => region(page)).toBe('right');
  });

  test('at 200 % the left panel is put away, and its button brings it back', async ({ app: page }) => {
    await page.setViewportSize({ width: 720, height: 450 });
    const palette = page.getByRole('searchbox', { name: 'Search layers' });
    await expect(palette).not.toBeInViewport();
    await page.getByRole('button', { name: 'Show the left panel' }).click();
    await expect(palette).toBeInViewport();
    await expect(block(page, 'input')).toBeAttached();
    await page.getByRole('button', { name: 'Show the inspector' }).click();
    await expect(page.getByRole('heading', { name: 'Model summary' })).toBeInViewport();
    await expect(palette).not.toBeInViewport();
  });
});

/** In the page: sums the layout shifts that no input of the last half second led to. */
function watchShifts(): void {
  const seen = { sum: 0, largest: '' };
  Object.assign(globalThis, { seenShifts: seen });
  interface Shift extends PerformanceEntry {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly { readonly node: Node | null }[];
  }
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as Shift[]) {
      if (shift.hadRecentInput) continue;
      seen.sum += shift.value;
      if (shift.value > 5e-4)
        seen.largest += ` ${shift.value.toFixed(4)} ${shift.sources[0]?.node?.textContent}`;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

test('nothing moves on its own: not at the start, while it trains, nor when problems come and go', async ({
  app: page,
}) => {
  await page.evaluate(watchShifts);
  // So many that it still trains when it is paused.
  await tab(page, 'Training').click();
  await page.locator('#training-epochs').fill('500');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.locator('[data-run-state="running"]')).toBeVisible({ timeout: 20_000 });
  for (const name of ['Health', 'Results', 'Summary', 'Code', /^Problems/, 'Charts']) {
    await tab(page, name).click();
    await page.waitForTimeout(700);
  }
  await tab(page, 'Results').click();
  await expect(
    page.getByRole('table', { name: 'history of the epochs' }).locator('tbody tr'),
  ).not.toHaveCount(0, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('[data-run-state="paused"]')).toBeVisible();
  await tab(page, 'Data').click();
  await page.waitForTimeout(800);
  await tab(page, 'Training').click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.locator('[data-run-state="stopped"]')).toBeVisible();
  await block(page, 'flatten').click();
  await page.keyboard.press('Control+Shift+x');
  await expect(tab(page, /^Problems/)).toContainText(/\d/);
  await page.waitForTimeout(800);
  await page.keyboard.press('Control+z');
  await expect(block(page, 'flatten')).toBeVisible();
  await page.waitForTimeout(800);
  const seen = await page.evaluate(
    () => (globalThis as unknown as { seenShifts: { sum: number; largest: string } }).seenShifts,
  );
  expect(seen.sum, seen.largest).toBeLessThan(0.01);
});

test('measuring on the test data shows how far it is and can be ended', async ({ app: page }) => {
  // Large enough that measuring it takes longer than pressing Cancel.
  await block(page, 'conv2d').click();
  await page.getByRole('textbox', { name: 'Filters' }).fill('256');
  await block(page, 'conv2d').click();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.locator('[data-run-state="paused"]')).toBeVisible({ timeout: 20_000 });
  await tab(page, 'Results').click();
  const measure = page.getByRole('button', { name: 'Measure on the test data' });
  await measure.click();
  const progress = page.getByRole('progressbar', { name: 'Measuring on the test data' });
  await expect(progress).toBeVisible();
  await page.getByRole('button', { name: 'Cancel: Measuring on the test data' }).click();
  await expect(progress).toHaveCount(0);
  await expect(measure).toBeEnabled();
  await expect(page.locator('[data-result="test-loss"]')).toHaveCount(0);
  await measure.click();
  await expect(page.locator('[data-result="test-loss"]')).toHaveText(/\d/, { timeout: 30_000 });
});

test('a word on what one did stands at the canvas, stays while it is read, and goes', async ({
  app: page,
}) => {
  await page.keyboard.press('Control+s');
  const toast = page.getByRole('status').getByText(/^Saved to/);
  await expect(toast).toBeVisible();
  const [box, canvas] = await Promise.all([toast.boundingBox(), page.getByRole('main').boundingBox()]);
  expect(box!.x).toBeGreaterThan(canvas!.x);
  expect(box!.x + box!.width).toBeLessThan(canvas!.x + canvas!.width);
  expect(box!.y + box!.height).toBeLessThan(canvas!.y + canvas!.height);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toast).toHaveCount(0);
  // It can be read again.
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('list', { name: 'Log, newest first' })).toContainText('Saved to');
  // Also above a dialog, in which alone it can be seen and heard.
  await command(page, 'find a learning rate');
  await page.getByText('The same in Keras').click();
  await page.getByRole('button', { name: 'Copy Keras code' }).click();
  await expect(
    page
      .getByRole('dialog')
      .getByRole('status')
      .getByText(/^Copied/),
  ).toBeVisible();
});

test('where there is nothing yet, it says what to do next, with a button that does it', async ({
  app: page,
}) => {
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByText('Nothing drawn yet')).toBeVisible();
  const dock = page.locator('[data-region="dock"]');
  for (const name of ['Charts', 'Health', 'Results']) {
    await tab(page, name).click();
    await expect(dock.getByText('First draw a network or open one.')).toBeVisible();
    await expect(dock.getByRole('button', { name: 'Open an example' })).toBeVisible();
  }
  await page.locator('[data-canvas]').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Dense');
  await page.keyboard.press('Enter');
  await expect(block(page, 'dense')).toBeVisible();
  await tab(page, 'Health').click();
  await dock.getByRole('button', { name: 'Show the problems' }).click();
  await expect(tab(page, /^Problems/)).toHaveAttribute('aria-selected', 'true');
  await command(page, 'earlier versions');
  await page.getByRole('dialog').getByRole('button', { name: 'Save the project' }).click();
  await expect(
    page
      .getByRole('dialog')
      .getByRole('status')
      .getByText(/^Saved to/),
  ).toBeVisible();
});
