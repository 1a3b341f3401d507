import type { Page } from '@playwright/test';
import { expect, keepPicture, test } from './app';
import { block, blocks, canvas, middleOf, MOD, undo, wire, wires } from './canvas';

const selected = (page: Page) => page.locator('.react-flow__node.selected');
const name = async (page: Page) => selected(page).getAttribute('aria-label');
const list = (page: Page) => page.getByRole('listbox');
/** What the open list says that it is for. */
const title = (page: Page, text: string) => page.getByRole('paragraph').filter({ hasText: text });
const chosen = (page: Page) => list(page).locator('[role=option][aria-selected=true]');

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('arrow keys walk along the network, onto its wires, and move blocks with Ctrl; Enter edits', async ({
  app,
}) => {
  await test.step('the canvas and its blocks have names and descriptions', async () => {
    await expect(canvas(app)).toHaveAccessibleName('Drawing of the network');
    await expect(block(app, 'conv2d')).toHaveAccessibleDescription(
      'Conv2D, output 26 × 26 × 16, 160 parameters, no problems',
    );
  });

  await test.step('walk', async () => {
    await canvas(app).focus();
    await press(app, 'ArrowRight');
    expect(await name(app)).toBe('input');
    await press(app, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    // Along the wire, into the next row.
    expect(await name(app)).toBe('max_pooling2d_1');
    await press(app, 'ArrowLeft');
    expect(await name(app)).toBe('conv2d_1');
    await press(app, 'ArrowDown');
    expect(await name(app)).toBe('dropout');
    await press(app, 'ArrowUp');
    expect(await name(app)).toBe('conv2d_1');
    await expect(app.getByText(/^Selected: conv2d_1, Conv2D, output 11 × 11 × 32/)).toBeAttached();
  });

  await test.step('a wire is reached, read and removed', async () => {
    await press(app, 'Shift+ArrowLeft');
    await expect(wire(app, 'max_pooling2d → conv2d_1')).toHaveClass(/selected/);
    await expect(app.getByText('Selected: max_pooling2d → conv2d_1, 13 × 13 × 16')).toBeAttached();
    await press(app, 'Backspace');
    await expect(wire(app, 'max_pooling2d → conv2d_1')).toHaveCount(0);
    await undo(app);
    await press(app, 'ArrowLeft');
    expect(await name(app)).toBe('max_pooling2d');
  });

  await test.step('Ctrl moves by a step of the grid, with Shift by four', async () => {
    const zoom =
      (16 * Number.parseInt(await app.getByRole('button', { name: /^Zoom \d/ }).innerText(), 10)) / 100;
    const before = await middleOf(block(app, 'max_pooling2d'));
    await press(app, `${MOD}+ArrowUp`);
    const one = before.y - (await middleOf(block(app, 'max_pooling2d'))).y;
    expect(Math.abs(one - zoom)).toBeLessThan(1);
    await undo(app);
    await press(app, `${MOD}+ArrowUp`, `${MOD}+Shift+ArrowUp`);
    const five = before.y - (await middleOf(block(app, 'max_pooling2d'))).y;
    expect(Math.abs(five - 5 * zoom)).toBeLessThan(1);
    // One step of undo, or two where a busy machine takes its time between the keys.
    await expect(async () => {
      await undo(app);
      expect((await middleOf(block(app, 'max_pooling2d'))).y).toBeCloseTo(before.y, 0);
    }).toPass();
  });

  await test.step('Enter gives the keys to the first field of the inspector', async () => {
    await press(app, 'ArrowLeft', 'Enter');
    await expect(
      app.getByRole('complementary', { name: 'Inspector' }).getByLabel('Filters').first(),
    ).toBeFocused();
    await app.keyboard.type('8');
    await press(app, 'Enter');
    await expect(block(app, 'conv2d')).toContainText('26 × 26 × 8');
  });
});

test('C connects, and plugs a wire in elsewhere, from a list that says why a block refuses', async ({
  app,
}) => {
  await test.step('candidates, refusals and what gives way', async () => {
    await block(app, 'flatten').click();
    await press(app, 'c');
    await expect(title(app, 'Connect the output of flatten to')).toBeVisible();
    await app.keyboard.type('dense_1');
    await expect(chosen(app)).toContainText('dense_1');
    await expect(block(app, 'dense_1').locator('.ring-accent')).toBeVisible();
    await expect(wire(app, 'dropout → dense_1').locator('[data-look=replaced]')).toBeVisible();
    await expect(app.getByText('Takes the place of the wire from dropout.')).toBeVisible();
    await keepPicture(app, 'keyboard-connect');
    await press(app, `${MOD}+a`);
    await app.keyboard.type('conv2d_1');
    await expect(chosen(app)).toContainText('Data would run in a circle: conv2d_1 leads to flatten already.');
    const before = await wires(app).count();
    await press(app, 'Enter');
    await expect(wires(app)).toHaveCount(before);
    await expect(list(app)).toBeVisible();
  });

  await test.step('Escape leaves; arrows and Enter connect', async () => {
    await press(app, 'Escape');
    await expect(list(app)).toHaveCount(0);
    await expect(canvas(app)).toBeFocused();
    await press(app, 'c');
    await app.keyboard.type('dense_1');
    await press(app, 'Enter');
    await expect(wire(app, 'flatten → dense_1')).toBeVisible();
    await expect(wire(app, 'dropout → dense_1')).toHaveCount(0);
    await undo(app);
    await expect(wire(app, 'dropout → dense_1')).toBeVisible();
  });

  await test.step('redo by either of its keys', async () => {
    await press(app, `${MOD}+y`);
    await expect(wire(app, 'flatten → dense_1')).toBeVisible();
    await undo(app);
    await press(app, `${MOD}+Shift+z`);
    await expect(wire(app, 'flatten → dense_1')).toBeVisible();
    await undo(app);
    await expect(wire(app, 'dropout → dense_1')).toBeVisible();
  });

  await test.step('an input is connected after Tab; a shape that would not fit is told of', async () => {
    await press(app, '1');
    await block(app, 'conv2d_1').click();
    await press(app, `${MOD}+d`);
    await expect(block(app, 'conv2d_2')).toBeVisible();
    await press(app, 'c', 'Tab');
    await expect(title(app, 'Connect the input of conv2d_2 to')).toBeVisible();
    await app.keyboard.type('flatten');
    await expect(chosen(app)).toContainText('flatten');
    await expect(app.getByText(/^Conv2D needs an image, but its input is a flat list/)).toBeVisible();
    await press(app, 'Enter');
    await expect(wire(app, 'flatten → conv2d_2')).toBeVisible();
    await undo(app);
    await undo(app);
    await expect(blocks(app)).toHaveCount(10);
  });

  await test.step('a wire is plugged in elsewhere, at either end', async () => {
    await press(app, '1');
    await block(app, 'dropout').click();
    await press(app, 'Shift+ArrowRight', 'c');
    await expect(title(app, 'Lead the wire from dropout to')).toBeVisible();
    await app.keyboard.type('output');
    await press(app, 'Enter');
    await expect(wire(app, 'dropout → output')).toBeVisible();
    await undo(app);
    await press(app, '1');
    await block(app, 'dropout').click();
    await press(app, 'Shift+ArrowRight', 'c', 'Tab');
    await expect(title(app, 'Feed dense_1 from')).toBeVisible();
    await app.keyboard.type('flatten');
    await press(app, 'Enter');
    await expect(wire(app, 'flatten → dense_1')).toBeVisible();
    await expect(wire(app, 'dropout → dense_1')).toHaveCount(0);
  });
});
