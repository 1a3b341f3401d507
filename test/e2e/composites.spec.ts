import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';

const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' });

/** Makes one block of `dense` and `dropout`. */
async function makeBlock(app: Page, name: string): Promise<void> {
  await block(app, 'dense').click();
  await block(app, 'dropout').click({ modifiers: ['Shift'] });
  await app.keyboard.press(`${MOD}+Alt+g`);
  await app.getByLabel('New name of block').fill(name);
  await app.keyboard.press('Enter');
  await expect(block(app, name)).toContainText('64');
}

const wire = (app: Page, name: string) => app.locator(`.react-flow__edge[aria-label="${name}"]`);
const crumbs = (app: Page) => app.getByRole('navigation', { name: 'Open composite blocks' });
const openByMouse = (app: Page, name: string) => block(app, name).dblclick({ position: { x: 40, y: 60 } });

test('several blocks become one, which repeats, trains and unpacks again', async ({ app }) => {
  await makeBlock(app, 'hidden');
  await expect(block(app, 'dense')).toHaveCount(0);

  await app.getByLabel('Repeat', { exact: true }).fill('3');
  // Dense 800 → 64, and twice 64 → 64.
  await expect(inspector(app).getByText('59,584', { exact: true })).toBeVisible();
  await expect(block(app, 'hidden')).toContainText('× 3');
  await keepPicture(app, 'composite');

  await app.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(app.getByText(/epoch 1/i).first()).toBeVisible();
  await app.getByRole('button', { name: 'Stop', exact: true }).click();

  await block(app, 'hidden').click();
  await app.getByRole('button', { name: 'Unpack', exact: true }).click();
  for (const name of ['dense', 'dense_2', 'dense_3', 'dropout_2'])
    await expect(block(app, name)).toBeVisible();
  await keepPicture(app, 'composite-unpacked');
  await app.keyboard.press(`${MOD}+z`);
  await expect(block(app, 'hidden')).toBeVisible();
});

test('what cannot become one block says why', async ({ app }) => {
  await block(app, 'input').click();
  await block(app, 'conv2d').click({ modifiers: ['Shift'] });
  await app.keyboard.press(`${MOD}+Alt+g`);
  await expect(app.getByText('Input and Output stay in the drawing')).toBeVisible();
});

test('a composite block opens on the canvas, is edited inside, and undo shows where', async ({ app }) => {
  await makeBlock(app, 'hidden');
  await app.getByLabel('Repeat', { exact: true }).fill('2');
  await block(app, 'output').click();
  await app.keyboard.press(`${MOD}+c`);
  await openByMouse(app, 'hidden');
  await expect(crumbs(app).getByText('hidden')).toBeVisible();
  for (const name of ['in', 'dense', 'dropout', 'out']) await expect(block(app, name)).toBeVisible();
  await expect(block(app, 'conv2d')).toHaveCount(0);
  // The first round reads what comes from outside, the second what the first gives; pictures are live.
  await expect(block(app, 'in')).toContainText('800');
  await expect(block(app, 'dense').locator('canvas')).toHaveAttribute('data-state', 'drawn');
  await app.getByLabel('Repetition').selectOption('2 of 2');
  await expect(block(app, 'in')).toContainText('64');
  await keepPicture(app, 'composite-inside');

  // A parameter inside changes both rounds.
  await block(app, 'dense').click();
  await app.getByLabel('Units', { exact: true }).fill('32');
  await expect(block(app, 'out')).toContainText('32');
  // Delete heals between a layer and a port.
  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await expect(wire(app, 'dense → out')).toHaveCount(1);
  // The ends of the network stay outside: neither the palette nor the list offers them, and what is pasted is refused.
  await expect(app.getByRole('treeitem', { name: /^Dense/ })).toHaveCount(1);
  await expect(app.getByRole('treeitem', { name: /^(Input|Output)/ })).toHaveCount(0);
  await app.locator('.react-flow__pane').dblclick({ position: { x: 24, y: 24 } });
  await expect(app.getByRole('option', { name: /^Dense/ })).toHaveCount(1);
  await expect(app.getByRole('option', { name: /^(Input|Output)/ })).toHaveCount(0);
  await app.keyboard.press('Escape');
  await app.keyboard.press(`${MOD}+v`);
  await expect(app.getByText('Input and Output belong to the whole network')).toBeVisible();

  await block(app, 'dense').click();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Escape');
  await expect(crumbs(app)).toHaveCount(0);
  await expect(block(app, 'hidden')).toContainText('32');
  await app.keyboard.press(`${MOD}+z`);
  await expect(crumbs(app).getByText('hidden')).toBeVisible();
  await expect(block(app, 'dropout')).toBeVisible();
});

test('ports are added, wired, renamed and removed inside; blocks open to any depth by keyboard', async ({
  app,
}) => {
  await makeBlock(app, 'hidden');
  await app.keyboard.press('Enter');
  await expect(crumbs(app).getByText('hidden')).toBeVisible();
  await app.getByRole('button', { name: 'Add an output port' }).click();
  await expect(block(app, 'out_1')).toBeVisible();
  await app.getByLabel('Name of the port').fill('side');
  await app.keyboard.press('Enter');
  await expect(block(app, 'side')).toBeVisible();
  await block(app, 'dense').locator('.react-flow__handle-right').dragTo(block(app, 'side'));
  await expect(block(app, 'side')).toContainText('64');

  // A block of blocks inside it.
  await block(app, 'dropout').click();
  await app.keyboard.press(`${MOD}+Alt+g`);
  await app.getByLabel('New name of block').fill('deep');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Alt+ArrowDown');
  await expect(crumbs(app).getByText('deep')).toBeVisible();
  await expect(block(app, 'dropout')).toBeVisible();
  await keepPicture(app, 'composite-deep');
  await crumbs(app).getByRole('button', { name: 'MNIST CNN' }).click();
  await expect(crumbs(app)).toHaveCount(0);
  await expect(block(app, 'hidden').locator('.react-flow__handle-right')).toHaveCount(2);

  // Without its port the wire outside is gone, and comes back with it.
  await openByMouse(app, 'hidden');
  await block(app, 'out').click();
  await expect(app.getByText('1 wire hangs on it outside')).toBeVisible();
  await app.keyboard.press('Delete');
  await app.keyboard.press('Alt+ArrowUp');
  await expect(wire(app, 'hidden → dense_1')).toHaveCount(0);
  await app.keyboard.press(`${MOD}+z`);
  await app.keyboard.press('Alt+ArrowUp');
  await expect(wire(app, 'hidden → dense_1')).toHaveCount(1);
});
