import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

/** A network with two layers in a row that have no activation function between them, thrice, and seven units for ten classes. */
const PROJECT = (() => {
  const rows = [
    ['input', 'Input', { shape: [28, 28, 1] }],
    ['flatten', 'Flatten', {}],
    ['dense', 'Dense', { units: 32 }],
    ['dense_1', 'Dense', { units: 24 }],
    ['dense_2', 'Dense', { units: 16 }],
    ['dense_3', 'Dense', { units: 7, activation: 'softmax' }],
    ['output', 'Output', {}],
  ] as const;
  const nodes = rows.map(([name, type, params], i) => ({
    id: name,
    type,
    name,
    params,
    trainable: true,
    bypassed: false,
    position: { x: i * 272, y: 0 },
  }));
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: nodes[i]!.id,
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  return { nodes, edges, frames: [], notes: [], composites: [] };
})();

async function openProject(page: Page): Promise<void> {
  const file = {
    format: 'neuroloom',
    version: 2,
    name: 'Remarks',
    graph: PROJECT,
    data: { dataset: 'mnist', params: {}, rescale: 1 / 255, targets: 'one-hot', limit: null },
    training: {
      epochs: 5,
      batchSize: 64,
      learningRate: 0.001,
      schedule: null,
      optimizer: { type: 'Adam', params: {} },
      loss: { type: 'auto', params: {} },
      classWeights: null,
      metrics: [{ type: 'accuracy', params: {} }],
      callbacks: [],
      validationSplit: 0.1,
      shuffle: false,
      seed: 1,
      device: 'auto',
    },
  };
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'remarks.json', { type: 'application/json' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
  }, JSON.stringify(file));
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
}

test('problems say why, are repaired one by one or all of a kind, silenced and brought back', async ({
  app,
}) => {
  await openProject(app);
  const tab = app.getByRole('tab', { name: /^Problems/ });
  await tab.click();
  const list = app.getByRole('list', { name: 'Problems' });
  const cards = list.locator('[data-problem]');
  const linear = list.locator('[data-problem=no-activation-between]');
  await expect(cards).toHaveCount(5);

  await test.step('a filter leaves severities out', async () => {
    await app.getByRole('button', { name: 'Warning 3' }).click();
    await expect(cards).toHaveCount(2);
    await app.getByRole('button', { name: 'Warning 3' }).click();
    await expect(cards).toHaveCount(5);
  });

  await test.step('arrows go from problem to problem, Enter goes to the block', async () => {
    await linear.first().locator('[data-goto]').focus();
    await app.keyboard.press('ArrowDown');
    await expect(linear.nth(1).locator('[data-goto]')).toBeFocused();
    await app.keyboard.press('Enter');
    await expect(app.locator('.react-flow__node.selected')).toHaveCount(1);
    await expect(app.locator('.react-flow__node.selected')).toContainText('dense_1');
  });

  await test.step('the reason opens in place, with its source', async () => {
    await linear.first().getByRole('button', { name: 'Why?' }).click();
    await expect(linear.first()).toContainText('a weighted sum of weighted sums', { ignoreCase: true });
    await expect(linear.first().getByRole('link', { name: 'Deep Learning' })).toHaveAttribute(
      'href',
      /^https:/,
    );
    await keepPicture(app, 'problems-why');
  });

  await test.step('silenced for one block, then for the project, each one step of undo', async () => {
    await linear.first().getByRole('button', { name: 'Do not show for this block' }).click();
    await expect(linear).toHaveCount(2);
    await app.getByRole('button', { name: 'Silenced (1)' }).click();
    await expect(app.locator('[data-silenced]')).toContainText('For dense');
    await linear.first().getByRole('button', { name: 'Why?' }).click();
    await linear.first().getByRole('button', { name: 'Do not show in this project' }).click();
    await expect(linear).toHaveCount(0);
    await expect(app.locator('[data-silenced]')).toHaveCount(3);
    await app.keyboard.press('ControlOrMeta+z');
    await expect(linear).toHaveCount(2);
    await app.locator('[data-silenced]').getByRole('button', { name: 'Show again' }).click();
    await expect(linear).toHaveCount(3);
  });

  await test.step('all of a kind are repaired in one step', async () => {
    await linear.first().getByRole('button', { name: 'Repair all 3 of this kind' }).click();
    await expect(linear).toHaveCount(0);
    await app.keyboard.press('ControlOrMeta+z');
    await expect(linear).toHaveCount(3);
    await app.keyboard.press('ControlOrMeta+Shift+z');
    await expect(linear).toHaveCount(0);
  });

  await test.step('the sign on a block opens its problems with the repair', async () => {
    await cards.first().locator('[data-goto]').click();
    const sign = app.locator('[data-problem-sign=error]').first();
    await sign.hover();
    const tip = app.getByRole('dialog', { name: 'Problems' });
    await expect(tip).toContainText('does not fit 10 classes');
    await keepPicture(app, 'problems-on-block');
    await tip.getByRole('button', { name: 'Set units of dense_3 to 10' }).click();
    await expect(app.locator('[data-problem-sign=error]')).toHaveCount(0);
    await expect(cards).toHaveCount(1);
  });

  await test.step('an example of a remark opens as a project of its own', async () => {
    await cards.first().getByRole('button', { name: 'Why?' }).click();
    await cards.first().getByRole('button', { name: 'Show an example' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Do not save' }).click();
    await expect(app.locator('.react-flow__node')).toHaveCount(5);
    await expect(cards).toHaveCount(1);
    await expect(cards).toContainText('in the order of the file');
  });
});

test('an empty canvas predicts nothing any more, and gets its start and its head by a button each, fitting the data and wired', async ({
  app,
}) => {
  const results = app.getByRole('region', { name: 'Results' });
  const classes = results.getByRole('list', { name: 'Probability of each class' });
  await app.getByRole('tab', { name: 'Results' }).click();
  await expect(classes.getByRole('listitem')).toHaveCount(10);
  await app.getByRole('main').click({ position: { x: 500, y: 20 } });
  await app.keyboard.press('Control+a');
  await app.keyboard.press('Delete');
  await expect(results.getByText('Nothing is drawn that could predict.')).toBeVisible();
  await expect(classes).toHaveCount(0);
  await keepPicture(app, 'results-nothing-drawn');
  await app.getByRole('tab', { name: /^Problems/ }).click();
  await app.getByRole('button', { name: 'Add an Input', exact: true }).click();
  await expect(block(app, 'input')).toContainText('28 × 28 × 1');
  await keepPicture(app, 'problems-no-head');
  await app.getByRole('tab', { name: 'Results' }).click();
  await expect(results.getByText('As it is drawn the network cannot predict.')).toBeVisible();
  await app.getByRole('tab', { name: /^Problems/ }).click();
  await app.getByRole('button', { name: 'Add an Output behind input', exact: true }).click();
  await expect(app.getByRole('img', { name: 'input → output', exact: true })).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(block(app, 'output')).toHaveCount(0);
  await expect(app.getByRole('button', { name: 'Add an Output behind input', exact: true })).toBeVisible();
});
