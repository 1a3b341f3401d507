import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { block, expect, keepPicture, openProject, test } from './app';

async function runCommand(app: Page, name: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.keyboard.type(name);
  await expect(app.getByRole('dialog').getByRole('option').first()).toContainText(name);
  await app.keyboard.press('Enter');
}

/** Drops a file on the window, as a file manager does. */
async function drop(app: Page, name: string, content: Buffer): Promise<void> {
  const files = await app.evaluateHandle(
    ({ name: file, base64 }) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0)!);
      transfer.items.add(new File([bytes], file));
      return transfer;
    },
    { name, base64: content.toString('base64') },
  );
  await app.dispatchEvent('body', 'dragover', { dataTransfer: files });
  await expect(app.getByText('Drop to open this project')).toBeVisible();
  await app.dispatchEvent('body', 'drop', { dataTransfer: files });
  await expect(app.getByText('Drop to open this project')).toHaveCount(0);
}

const example = (name: string): Promise<Buffer> =>
  readFile(join(import.meta.dirname, `../../assets/examples/${name}.json`));

test('a project file dropped on the window opens, after one question where work is unsaved; any other is refused', async ({
  app,
}) => {
  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await drop(app, 'lenet.json', await example('lenet-5'));
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(block(app, 'max_pooling2d')).toBeVisible();
  await drop(app, 'lenet.json', await example('lenet-5'));
  await app.getByRole('button', { name: 'Do not save' }).click();
  await expect(block(app, 'average_pooling2d')).toBeVisible();

  await drop(app, 'weights.npz', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]));
  const toasts = app.getByRole('status');
  await expect(toasts.getByText('The archive is damaged, and nothing of it was opened.')).toBeVisible();
  await drop(app, 'picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 10, 0]));
  await expect(toasts.getByText('The project file is damaged at line 1')).toBeVisible();
  await drop(app, 'other.json', Buffer.from('{ "a": 1 }'));
  // In words; its code is small print.
  const told = toasts.getByText(/^This is not a Neuroloom project/);
  await expect(told).not.toContainText('not-a-project');
  await expect(toasts.locator('[data-detail]').last()).toHaveText(/^not-a-project: "format"/);
  await keepPicture(app, 'files-refused');
  await expect(block(app, 'average_pooling2d')).toBeVisible();
});

test('the gallery finds a network by its layers, and puts a block of one behind the selected block', async ({
  app,
}) => {
  await block(app, 'max_pooling2d').click();
  await app.keyboard.press('Control+e');
  const gallery = app.getByRole('dialog', { name: 'Open a project' });
  await gallery.getByRole('searchbox').fill('lstm');
  await expect(gallery.getByRole('button', { name: /parameters/ })).toHaveCount(1);
  await expect(gallery.getByRole('button', { name: /^LSTM on rows 24,458 parameters/ })).toBeVisible();
  await gallery.getByRole('searchbox').fill('inception');
  await keepPicture(app, 'gallery-search');
  await gallery.getByRole('button', { name: /^Insert: Inception block/ }).click();
  await expect(gallery).toHaveCount(0);
  await expect(block(app, 'inception')).toContainText('13 × 13 × 40');
  await app.keyboard.press('Control+z');
  await expect(block(app, 'inception')).toHaveCount(0);
});

test('reading large data is cancelled, told, and done again when asked for', async ({ app, server }) => {
  // A gigabyte of black pictures, of a few kilobytes.
  const black = gzipSync(new Uint8Array(2 ** 26));
  const header = gzipSync(Buffer.from([0, 0, 8, 3, 0, 16, 0, 0, 0, 0, 0, 32, 0, 0, 0, 32]));
  const images = join(server.folder, 'black.gz');
  await writeFile(images, Buffer.concat([header, ...Array.from({ length: 16 }, () => black)]));
  const project = JSON.parse((await example('mnist-cnn')).toString()) as { data: object };
  const params = { trainImages: images, trainLabels: images, testImages: images, testLabels: images };
  const reading = app.getByRole('progressbar', { name: 'Reading the data' });
  const cancel = app.getByRole('button', { name: 'Cancel: Reading the data' });
  const data = app.getByRole('region', { name: 'Data', exact: true });
  await app.getByRole('tab', { name: 'Data' }).click();
  await openProject(app, { ...project, data: { ...project.data, dataset: 'idx', params } });
  await cancel.click();
  await expect(reading).toHaveCount(0);
  await expect(data.getByText('Reading the data was cancelled.')).toBeVisible();
  await keepPicture(app, 'data-cancelled');
  await data.getByRole('button', { name: 'Read the data' }).click();
  await expect(reading).toBeVisible();
  await cancel.click();
  await expect(data.getByText('Reading the data was cancelled.')).toBeVisible();
  const unpacked = await readdir(join(server.folder, 'data', 'unpacked')).catch(() => []);
  expect(unpacked).toEqual([]);
});

test('weights are saved beside the project and come back with it; an archive holds both', async ({
  app,
  server,
}) => {
  const documents = join(server.folder, 'documents');
  await app.keyboard.press('Control+Shift+Enter');
  await expect(app.getByText('Paused')).toBeVisible({ timeout: 30_000 });
  await runCommand(app, 'Save the weights with the project');
  await expect(app.getByText(/Weights saved to/)).toBeVisible();
  const weights = join(documents, 'MNIST CNN.weights.safetensors');
  const { size } = await stat(weights);
  expect(size).toBeGreaterThan(56_714 * 4);

  await runCommand(app, 'Pack for mailing');
  await app.getByRole('button', { name: 'With weights' }).click();
  await expect(app.getByText(/^Packed: /)).toBeVisible();
  const archive = await readFile(join(documents, 'MNIST CNN.neuroloom'));
  expect(archive.length).toBeGreaterThan(size);

  await app.keyboard.press('Control+e');
  await app.getByRole('dialog').getByRole('button', { name: /^XOR/ }).click();
  await expect(block(app, 'flatten')).toHaveCount(0);
  await drop(app, 'mailed.neuroloom', archive);
  await expect(app.getByText('The weights saved with the project are back: 8 of 8.')).toBeVisible();
  await expect(block(app, 'flatten')).toBeVisible();

  await app.keyboard.press('Control+e');
  await app.getByRole('dialog').getByRole('button').getByText(join(documents, 'MNIST CNN.json')).click();
  await expect(app.getByText('The weights saved with the project are back: 8 of 8.').last()).toBeVisible();
  expect((await readdir(documents)).toSorted()).toEqual([
    '.MNIST CNN.json.lock',
    'MNIST CNN.json',
    'MNIST CNN.neuroloom',
    'MNIST CNN.weights.safetensors',
  ]);
});

test('a file changed outside is reloaded, kept or saved elsewhere; earlier versions come back', async ({
  app,
  server,
}) => {
  await app.keyboard.press('Control+s');
  await expect(app.getByText(/Saved to/)).toBeVisible();
  const file = join(server.folder, 'documents', 'MNIST CNN.json');
  const outside = (await readFile(file, 'utf8')).replace('"name": "MNIST CNN"', '"name": "From outside"');
  await writeFile(file, outside);
  const changed = app.getByRole('dialog', { name: 'The file was changed outside' });
  await expect(changed).toBeVisible();
  await keepPicture(app, 'changed-outside');
  await changed.getByRole('button', { name: 'Reload' }).click();
  const name = app.getByRole('textbox', { name: 'Project name' });
  await expect(name).toHaveValue('From outside');
  await app.keyboard.press('Control+z');
  await expect(name).toHaveValue('MNIST CNN');

  await writeFile(file, outside.replace('From outside', 'Again'));
  await app.keyboard.press('Control+s');
  await changed.getByRole('button', { name: 'Keep mine' }).click();
  await app.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).toContain('"name": "MNIST CNN"');

  await block(app, 'dropout').click();
  await app.keyboard.press('Delete');
  await app.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).not.toContain('dropout');
  await runCommand(app, 'Earlier versions');
  const versions = app.getByRole('dialog', { name: 'Earlier versions' });
  await expect(versions.getByRole('listitem')).toHaveCount(2);
  await keepPicture(app, 'earlier-versions');
  await versions.getByRole('button', { name: 'Restore' }).first().click();
  await expect(block(app, 'dropout')).toBeVisible();
  await expect(app.getByText('● unsaved')).toBeVisible();
});

test('a second window on one file is warned, and gets a copy', async ({ app, browser, server, electron }) => {
  await app.keyboard.press('Control+s');
  await expect(app.getByText(/Saved to/)).toBeVisible();
  const file = join(server.folder, 'documents', 'MNIST CNN.json');
  const context = await browser.newContext({ locale: 'en-US' });
  const second = await server.open(await context.newPage());
  await expect(second.getByText(/is open in another window: this is a copy/)).toBeVisible();
  await second.keyboard.press('Control+e');
  await second.getByRole('dialog').getByRole('button').getByText(file).click();
  await second.getByRole('button', { name: 'Do not save' }).click();
  const shared = second.getByRole('dialog', { name: 'This project is open in another window' });
  await keepPicture(second, 'two-windows');
  await shared.getByRole('button', { name: 'Open a copy' }).click();
  await second.keyboard.press('Control+s');
  await expect(second.getByText(/Saved to .*MNIST CNN 2\.json/)).toBeVisible();
  expect(electron).toBeUndefined();
  await context.close();
});
