import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, keepPicture, openProject, test } from './app';
import { block, blocks, canvas, middleOf, tilePixels, wires } from './canvas';

/** Dense layers in rows of twenty, each fed by the one before. */
function longChain(layers: number): object {
  const place = (i: number) => ({ x: (i % 20) * 272, y: Math.floor(i / 20) * 192 });
  const node = (id: string, type: string, params: object, i: number) => ({
    id,
    type,
    name: id,
    params,
    trainable: true,
    bypassed: false,
    position: place(i),
  });
  const nodes = [
    node('input', 'Input', { shape: [28, 28, 1] }, 0),
    node('flatten', 'Flatten', {}, 1),
    ...Array.from({ length: layers }, (_, i) => node(`dense_${i}`, 'Dense', { units: 16 }, i + 2)),
  ];
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `${nodes[i]!.id}>${id}`,
    source: nodes[i]!.id,
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  const file = join(import.meta.dirname, '../../assets/examples/mnist-mlp.json');
  const example = JSON.parse(readFileSync(file, 'utf8')) as { graph: object };
  return { ...example, name: 'Long chain', graph: { ...example.graph, nodes, edges, frames: [], notes: [] } };
}

/** Where the wire from a block to the next in its row runs. */
async function betweenBlocks(app: Page, from: string, to: string) {
  const [a, b] = [await middleOf(block(app, from)), await middleOf(block(app, to))];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

test('a drawing of hundreds of blocks is drawn as one picture from afar, and whole from near', async ({
  app,
}) => {
  await openProject(app, longChain(198));
  await expect(blocks(app)).toHaveCount(200);
  await canvas(app).focus();
  await app.keyboard.press('1');

  await test.step('from afar every block has its tile, and wires are drawn', async () => {
    await expect(wires(app)).toHaveCount(0);
    for (const name of ['input', 'dense_77', 'dense_197'])
      await expect.poll(async () => (await tilePixels(app, name)).colors).toBeGreaterThan(0.4);
    await keepPicture(app, 'large-afar');
  });

  await test.step('a wire is taken hold of where it is drawn', async () => {
    const { x, y } = await betweenBlocks(app, 'dense_41', 'dense_42');
    await app.mouse.move(x - 1, y - 1);
    await app.mouse.move(x, y);
    await expect(wires(app)).toHaveCount(1);
    await app.mouse.click(x, y);
    await expect(app.getByRole('img', { name: 'dense_41 → dense_42', exact: true })).toHaveClass(/selected/);
    await app.keyboard.press('Delete');
    await expect(app.getByRole('button', { name: /^Undo/ })).toBeEnabled();
    await app.keyboard.press('Control+z');
  });

  await test.step('a block is dragged from afar, and its tile with it', async () => {
    const from = await middleOf(block(app, 'dense_77'));
    await app.mouse.move(from.x, from.y);
    await app.mouse.down();
    await app.mouse.move(from.x + 6, from.y + 20, { steps: 3 });
    await app.mouse.move(from.x, from.y + 60, { steps: 4 });
    await app.mouse.up();
    await expect.poll(async () => (await middleOf(block(app, 'dense_77'))).y).toBeGreaterThan(from.y + 40);
    await expect.poll(async () => (await tilePixels(app, 'dense_77')).colors).toBeGreaterThan(0.4);
    await app.keyboard.press('Control+z');
  });

  await test.step('from near the blocks in view are whole, with ports and wires; those far away are not', async () => {
    await block(app, 'dense_77').click();
    await app.keyboard.press('f');
    await expect(block(app, 'dense_77').locator('[data-block-name]')).toBeVisible();
    await expect(block(app, 'dense_77').locator('.react-flow__handle')).toHaveCount(2);
    await expect(app.getByRole('img', { name: 'dense_76 → dense_77', exact: true })).toBeVisible();
    await expect(block(app, 'dense_197')).toHaveCount(0);
    await keepPicture(app, 'large-near');
  });

  await test.step('while the view moves no block comes or goes; when it rests those in view are whole', async () => {
    await app.evaluate(() => {
      const page = document.querySelector<HTMLElement>('.react-flow__viewport')!;
      const seen = { moved: 0, changed: 0 };
      new MutationObserver((records) => {
        const moves = page.dataset['moving'] !== undefined;
        if (records.some(({ attributeName }) => attributeName === 'data-moving') && moves) seen.moved++;
        if (records.some(({ type }) => type === 'childList') && moves) seen.changed++;
      }).observe(page, { subtree: true, childList: true, attributeFilter: ['data-moving'] });
      Object.assign(globalThis, { seen });
    });
    await expect(block(app, 'dense_74').locator('[data-block-name]')).toHaveCount(0);
    const { x, y } = await middleOf(canvas(app));
    await app.mouse.move(x, y);
    await app.mouse.down({ button: 'middle' });
    await app.mouse.move(x + 350, y, { steps: 3 });
    await app.mouse.up({ button: 'middle' });
    await app.mouse.down({ button: 'middle' });
    await app.mouse.move(x + 700, y, { steps: 3 });
    await app.mouse.up({ button: 'middle' });
    await expect(block(app, 'dense_74').locator('[data-block-name]')).toBeVisible();
    const { moved, changed } = await app.evaluate(
      () => (globalThis as unknown as { seen: { moved: number; changed: number } }).seen,
    );
    expect([moved > 0, changed]).toEqual([true, 0]);
  });

  await test.step('a name is found wherever it is, and looked at', async () => {
    await app.keyboard.press('Control+f');
    await app.keyboard.type('dense_197');
    await app.keyboard.press('Enter');
    await expect(block(app, 'dense_197').locator('[data-block-name]')).toBeVisible();
  });
});
