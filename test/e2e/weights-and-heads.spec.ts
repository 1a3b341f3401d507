import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { block, expect, keepPicture, openProject, test } from './app';

async function runCommand(app: Page, name: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.keyboard.type(name);
  await expect(app.getByRole('dialog').getByRole('option').first()).toContainText(name);
  await app.keyboard.press('Enter');
}

const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' });

test('weights of another run are shown before they are taken, and trained from', async ({ app }) => {
  await app.keyboard.press('Control+Shift+Enter');
  await expect(app.getByText('Paused')).toBeVisible({ timeout: 30_000 });
  await runCommand(app, 'Take weights');
  const dialog = app.getByRole('dialog', { name: 'Take weights from a run or a file' });
  await dialog.getByLabel('From', { exact: true }).selectOption({ index: 1 });
  await expect(dialog.getByText('8 of 8 weights fit')).toBeVisible();

  await dialog.getByLabel('Weights of dense from').selectOption('');
  await expect(dialog.getByText('6 of 8 weights fit')).toBeVisible();
  await expect(dialog.getByText('2 tensors of the file not used')).toBeVisible();
  await dialog.getByLabel('Weights of dense from').selectOption('dense_1');
  await expect(dialog.getByText('other shape: 64 × 10')).toBeVisible();
  await keepPicture(app, 'take-weights');

  await dialog.getByRole('switch').click();
  await dialog.getByRole('button', { name: 'Take and train' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 30_000 });
  await app.getByRole('button', { name: 'Stop' }).click();
  await block(app, 'conv2d').locator('canvas').click();
  await expect(inspector(app).getByRole('switch', { name: 'Frozen' })).toBeChecked();
  await block(app, 'dense').locator('canvas').click();
  await expect(inspector(app).getByRole('switch', { name: 'Frozen' })).not.toBeChecked();
});

test('a file of another kind is refused with the reason', async ({ app }) => {
  await runCommand(app, 'Take weights');
  const dialog = app.getByRole('dialog', { name: 'Take weights from a run or a file' });
  const choosing = app.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  const buffer = Buffer.from('no weights at all');
  await (await choosing).setFiles({ name: 'model.pt', mimeType: 'application/octet-stream', buffer });
  await expect(dialog.getByRole('alert')).toContainText('is damaged, or no safetensors file');
});

test('distributions follow the training, and a Dropout shows what it drops', async ({ app }) => {
  await block(app, 'conv2d').locator('canvas').click();
  await inspector(app).getByRole('tab', { name: 'Distribution' }).click();
  const kernel = inspector(app).getByRole('img', { name: 'Distribution of kernel of conv2d', exact: true });
  await expect(kernel).toHaveAttribute('data-state', 'drawn');
  await expect(inspector(app).getByText('They appear while it trains.')).toBeVisible();
  await app.keyboard.press('Control+Enter');
  const gradient = inspector(app).getByRole('img', {
    name: 'Distribution of the gradient of kernel of conv2d',
  });
  await expect(gradient).toHaveAttribute('data-state', 'drawn', { timeout: 30_000 });
  await keepPicture(app, 'distribution');
  await app.getByRole('button', { name: 'Pause' }).click();
  await block(app, 'dropout').locator('canvas').click();
  await inspector(app).getByRole('tab', { name: 'Mask' }).click();
  await expect(inspector(app).getByText(/^Step \d+ keeps \d+ of 64 values/)).toBeVisible();
});

test('a network of two heads has curves for each, one of which draws its input again', async ({ app }) => {
  const example = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../assets/examples/mnist-mlp.json'), 'utf8'),
  ) as { graph: { nodes: object[]; edges: object[] }; training: object; data: object };
  const { graph } = example;
  const node = (id: string, type: string, params: object, y: number) => ({
    id,
    type,
    name: id,
    params,
    trainable: true,
    bypassed: false,
    position: { x: 900, y },
  });
  const wire = (source: string, target: string) => ({
    id: `${source}>${target}`,
    source,
    sourcePort: 'out',
    target,
    targetPort: 'in',
  });
  const first = (type: string) =>
    (graph.nodes as { id: string; type: string }[]).find((one) => one.type === type)!.id;
  const nodes = [
    ...graph.nodes,
    node('pixels', 'Dense', { units: 784, activation: 'sigmoid' }, 300),
    node('picture', 'Output', { target: 'input', loss: 'binary_crossentropy', lossWeight: 0.5 }, 450),
  ];
  const edges = [...graph.edges, wire(first('Dense'), 'pixels'), wire('pixels', 'picture')];
  await openProject(app, {
    ...example,
    name: 'Two heads',
    graph: { ...graph, nodes, edges },
    training: { ...example.training, epochs: 1 },
    data: { ...example.data, limit: 2000 },
  });
  await expect(block(app, 'picture')).toBeVisible();
  await app.keyboard.press('Control+Enter');
  await expect(app.getByTestId('chart-picture_loss')).toBeVisible({ timeout: 30_000 });
  await expect(app.getByText('Done')).toBeVisible({ timeout: 60_000 });
  await keepPicture(app, 'two-heads');
});
