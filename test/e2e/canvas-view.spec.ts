import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';
import { block, blocks, drag, emptyPlace, middleOf, MOD, type Place, pull, tilePixels, undo } from './canvas';

const zoom = async (page: Page): Promise<number> =>
  Number.parseInt(await page.getByRole('button', { name: /^Zoom \d/ }).innerText(), 10) / 100;
const guides = (page: Page) => page.locator('[data-guide]');

/** Where a block lies in the drawing, in its own units. */
async function placeOf(page: Page, name: string): Promise<Place> {
  const transform = await block(page, name).evaluate((element) => (element as HTMLElement).style.transform);
  const [x = NaN, y = NaN] = [...transform.matchAll(/-?[\d.]+/g)].map(([n]) => Number(n));
  return { x, y };
}

test('blocks snap to guides and to the grid that is drawn, unless Alt is held or it is switched off', async ({
  app,
}) => {
  await test.step('the dots are as far apart as the places on the grid', async () => {
    const gap = await app.locator('[data-grid]').evaluate((grid) => getComputedStyle(grid).backgroundSize);
    expect(gap).toBe('16px 16px');
    const { x, y } = await placeOf(app, 'output');
    expect([x % 16, y % 16]).toEqual([0, 0]);
  });

  const from = await middleOf(block(app, 'output'));
  const under = await middleOf(block(app, 'dense'));

  await test.step('below another block a line shows, and it lies exactly there', async () => {
    await pull(app, from, { x: under.x + 8, y: from.y + 3 });
    await expect(guides(app).first()).toBeVisible();
    await keepPicture(app, 'canvas-guides');
    await app.mouse.up();
    await expect(guides(app)).toHaveCount(0);
    expect((await placeOf(app, 'output')).x).toBe((await placeOf(app, 'dense')).x);
    expect((await placeOf(app, 'output')).y).toBe((await placeOf(app, 'dense_1')).y);
    await undo(app);
  });

  await test.step('two blocks keep to it together', async () => {
    await block(app, 'dense_1').click();
    await block(app, 'output').click({ modifiers: ['Shift'] });
    await drag(app, from, { x: under.x + 8, y: from.y + 20 });
    const [first, second] = [await placeOf(app, 'dense_1'), await placeOf(app, 'output')];
    expect([second.x - first.x, second.y - first.y]).toEqual([272, 0]);
    expect(second.x).toBe((await placeOf(app, 'dense')).x);
    await undo(app);
    await app.keyboard.press('Escape');
  });

  const isOnGrid = async () => {
    const { x, y } = await placeOf(app, 'output');
    return Number.isInteger(x / 16) && Number.isInteger(y / 16);
  };

  await test.step('Alt lets it lie anywhere', async () => {
    await app.keyboard.down('Alt');
    await drag(app, from, { x: from.x + 103, y: from.y + 7 });
    await app.keyboard.up('Alt');
    expect(await isOnGrid()).toBe(false);
    await undo(app);
  });

  await test.step('a command switches snapping off and on', async () => {
    await app.keyboard.press(`${MOD}+Alt+s`);
    await drag(app, from, { x: from.x + 103, y: from.y + 7 });
    expect(await isOnGrid()).toBe(false);
    await undo(app);
    await app.keyboard.press(`${MOD}+Alt+s`);
    await drag(app, from, { x: from.x + 103, y: from.y + 7 });
    expect(await isOnGrid()).toBe(true);
  });
});

test('the view pans with Space and the middle button; from afar blocks leave out details and keep their names', async ({
  app,
}) => {
  await test.step('Space and the middle button pan, also on a block', async () => {
    const before = await middleOf(block(app, 'dense'));
    await block(app, 'input').click();
    await app.keyboard.down('Space');
    await drag(app, before, { x: before.x + 50, y: before.y + 30 });
    await app.keyboard.up('Space');
    const { x, y } = await emptyPlace(app);
    await app.mouse.move(x, y);
    await app.mouse.down({ button: 'middle' });
    await app.mouse.move(x + 20, y + 10, { steps: 4 });
    await app.mouse.move(x + 30, y + 20);
    await app.mouse.up({ button: 'middle' });
    const after = await middleOf(block(app, 'dense'));
    expect(Math.abs(after.x - before.x - 80)).toBeLessThan(12);
    expect(Math.abs(after.y - before.y - 50)).toBeLessThan(12);
    await expect(app.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  });

  await test.step('so does a drag in the minimap', async () => {
    const before = await middleOf(block(app, 'dense'));
    const at = await middleOf(app.getByRole('img', { name: 'Overview' }));
    await drag(app, at, { x: at.x - 20, y: at.y - 10 });
    const after = await middleOf(block(app, 'dense'));
    expect(after.x - before.x).toBeGreaterThan(20);
    expect(after.y - before.y).toBeGreaterThan(10);
  });

  const name = block(app, 'max_pooling2d_1').locator('[data-block-name]');
  const picture = block(app, 'max_pooling2d_1').locator('canvas');
  const count = block(app, 'conv2d').getByTitle('Parameters', { exact: true });
  const shape = block(app, 'conv2d').getByTitle('Output shape', { exact: true });
  const tile = block(app, 'max_pooling2d_1').locator('[data-tile]');
  const steps = [
    { above: 0.5, shown: [picture, count, shape, name], hidden: [tile] },
    { above: 0.35, shown: [shape, name], hidden: [picture, count, tile] },
    { above: 0.2, shown: [tile], hidden: [picture, name] },
  ];
  await app.keyboard.press('1');
  for (const { above, shown, hidden } of steps)
    await test.step(`above a zoom of ${above}`, async () => {
      while ((await zoom(app)) / 1.2 > above) {
        const before = await zoom(app);
        await app.keyboard.press(`${MOD}+-`);
        await expect.poll(() => zoom(app)).toBeLessThan(before);
      }
      for (const one of shown) await expect(one).toBeVisible();
      for (const one of hidden) await expect(one).toBeHidden();
      await keepPicture(app, `canvas-zoom-${above}`);
    });

  await test.step('the tile has its colour, and its name in white', async () => {
    const { colors, whites } = await tilePixels(app, 'max_pooling2d_1');
    expect(colors).toBeGreaterThan(0.5);
    expect(whites).toBeGreaterThan(0.02);
  });
});

test('what is copied is pasted into another project, by way of the clipboard’s text', async ({ app }) => {
  await block(app, 'dense').click();
  await block(app, 'dropout').click({ modifiers: ['Shift'] });
  await app.keyboard.press(`${MOD}+c`);
  await app.keyboard.press(`${MOD}+Alt+n`);
  await expect(blocks(app)).not.toHaveCount(10);
  const before = await blocks(app).count();
  // As if it came from another window.
  await app.evaluate(() => dispatchEvent(new Event('blur')));
  await app.keyboard.press(`${MOD}+v`);
  await expect(blocks(app)).toHaveCount(before + 2);
  await expect(block(app, 'dropout')).toBeVisible();
  await expect(app.getByRole('img', { name: 'dense → dropout', exact: true })).toBeVisible();
});

test('the state of a block shows by form: bypassed, frozen, warning, error and training', async ({ app }) => {
  const sign = (name: string, text: RegExp) => block(app, name).getByRole('img', { name: text });
  await block(app, 'dropout').click();
  await app.keyboard.press(`${MOD}+b`);
  await expect(sign('dropout', /^Bypassed/)).toBeVisible();
  await expect(block(app, 'dropout').locator('[data-state].border-dashed')).toBeVisible();
  await block(app, 'conv2d').click();
  await app.keyboard.press(`${MOD}+l`);
  await expect(sign('conv2d', /^Frozen/)).toBeVisible();
  await expect(block(app, 'conv2d')).toHaveAccessibleDescription(/frozen/);
  await expect(sign('dense', /^Training/)).toBeHidden();
  await app.keyboard.press(`${MOD}+Enter`);
  await expect(sign('dense', /^Training/)).toBeVisible({ timeout: 30_000 });
  await expect(sign('conv2d', /^Training/)).toBeHidden();
  await keepPicture(app, 'canvas-states');
  await app.keyboard.press(`${MOD}+.`);
  await expect(sign('dense', /^Training/)).toBeHidden();
  await block(app, 'input').click();
  await app.keyboard.press(`${MOD}+Shift+x`);
  await expect(block(app, 'conv2d')).toHaveAccessibleDescription(/error: /);
  await expect(block(app, 'conv2d').locator('[data-state=error]')).toBeVisible();
});
