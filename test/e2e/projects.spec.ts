import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { block, expect, keepPicture, test } from './app';

test('unsaved work of a window that is gone is offered to the next one', async ({
  app,
  browser,
  server,
  electron,
}) => {
  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await expect(block(app, 'dropout')).toHaveCount(0);
  await expect(app.getByText(/autosaved/)).toBeVisible();
  await app.close();

  const context = await browser.newContext({ locale: 'en-US' });
  const next = await server.open(await context.newPage());
  await expect(next.getByText('Unsaved work was found')).toBeVisible();
  await keepPicture(next, 'recovery');
  await next.getByRole('button', { name: 'Recover' }).click();
  await expect(next.getByText('Unsaved work was found')).toHaveCount(0);
  await expect(block(next, 'flatten')).toBeVisible();
  await expect(block(next, 'dropout')).toHaveCount(0);
  await expect(next.getByText('● unsaved')).toBeVisible();
  expect(electron).toBeUndefined();
  await context.close();
});

test('an open window’s work is not taken for left behind', async ({ app, server }) => {
  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await expect(app.getByText(/autosaved/)).toBeVisible();
  const second = await server.open(await app.context().newPage());
  await expect(block(second, 'flatten')).toBeVisible();
  await expect(second.getByText('Unsaved work was found')).toHaveCount(0);
  await second.close();
});

test('another project asks for unsaved work first, and every example opens and trains a step', async ({
  app,
}) => {
  test.setTimeout(180_000);
  const gallery = app.getByRole('dialog', { name: 'Open a project' });
  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await app.keyboard.press('Control+e');
  await gallery.getByRole('button', { name: /^XOR/ }).click();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(block(app, 'flatten')).toBeVisible();
  await gallery.getByRole('button', { name: /^XOR/ }).click();
  await app.getByRole('button', { name: 'Do not save' }).click();
  await expect(block(app, 'flatten')).toHaveCount(0);

  for (const name of ['ResNet', 'MNIST MLP', 'Transformer', 'Autoencoder', 'XOR', 'MNIST CNN']) {
    await app.keyboard.press('Control+e');
    await gallery.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(gallery).toHaveCount(0);
    await expect(app.getByText('Not trained yet')).toBeVisible();
    await app.getByRole('button', { name: 'Train one step' }).click();
    await expect(app.getByRole('banner')).toContainText(/step 1\//, { timeout: 30_000 });
  }
});

test('a saved project opens again from the list of those opened before; a damaged one is refused with line and reason', async ({
  app,
  server,
}) => {
  await app.keyboard.press('Control+s');
  await expect(app.getByText(/Saved to/)).toBeVisible();
  const file = join(server.folder, 'documents', 'MNIST CNN.json');
  const text = await readFile(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'neuroloom', name: 'MNIST CNN' });

  await app.keyboard.press('Control+e');
  await app.getByRole('dialog').getByRole('button').getByText(file).click();
  await expect(app.getByRole('dialog')).toHaveCount(0);

  const damaged = join(server.folder, 'damaged');
  await mkdir(damaged);
  await writeFile(join(damaged, 'broken.json'), text.slice(0, 400));
  const chooser = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await chooser).setFiles(join(damaged, 'broken.json'));
  await expect(app.getByText(/damaged at line \d+/)).toBeVisible();
  await expect(block(app, 'flatten')).toBeVisible();

  await test.step('once its file is gone the card says so, opens nothing, and can be taken off the list for good', async () => {
    const gallery = app.getByRole('dialog', { name: 'Open a project' });
    const gone = gallery.getByRole('button', { name: /MNIST CNN\.json.*no longer there/ });
    await app.keyboard.press('Control+e');
    await gallery.getByRole('button', { name: /^XOR/ }).click();
    await expect(gallery).toHaveCount(0);
    await rm(file);
    await app.keyboard.press('Control+e');
    await expect(gone).toBeDisabled();
    await keepPicture(app, 'gallery-gone');
    await gallery.getByRole('button', { name: 'Remove MNIST CNN from the list' }).click();
    await expect(gone).toHaveCount(0);
    await app.keyboard.press('Escape');
    await app.keyboard.press('Control+e');
    await expect(gallery.getByRole('button', { name: /^XOR/ })).toBeVisible();
    await expect(gone).toHaveCount(0);
  });
});
