import { expect, keepPicture, test } from './app';
import {
  block,
  blocks,
  canvas,
  drag,
  emptyPlace,
  entry,
  hold,
  middleOf,
  MOD,
  port,
  pull,
  redo,
  undo,
  wire,
  wires,
} from './canvas';

test('a layer dragged from the palette onto a wire goes into it; shapes follow; undo and redo', async ({
  app,
}) => {
  await expect(block(app, 'flatten')).toContainText('800');
  const gap = await middleOf(wire(app, 'max_pooling2d → conv2d_1').locator('path').first());
  await pull(app, await hold(app, 'Conv2D'), gap);
  await expect(wire(app, 'max_pooling2d → conv2d_1').locator('[data-look=spliced]')).toBeVisible();
  await keepPicture(app, 'editor-drop-onto-wire');
  await app.mouse.up();

  await expect(block(app, 'conv2d_2')).toContainText('11 × 11 × 16');
  await expect(wire(app, 'max_pooling2d → conv2d_2')).toHaveText('13×13×16');
  await expect(wire(app, 'conv2d_2 → conv2d_1')).toHaveText('11×11×16');
  await expect(block(app, 'flatten')).toContainText('512');
  const [added, pushed] = [await middleOf(block(app, 'conv2d_2')), await middleOf(block(app, 'conv2d_1'))];
  expect(pushed.x).toBeGreaterThan(added.x);

  await undo(app);
  await expect(blocks(app)).toHaveCount(10);
  await expect(block(app, 'flatten')).toContainText('800');
  await redo(app);
  await expect(block(app, 'flatten')).toContainText('512');
});

test('a layer dropped on the canvas is connected by mouse; a wrong wire is refused with the reason', async ({
  app,
}) => {
  await drag(app, await hold(app, 'Dense'), await emptyPlace(app));
  await expect(block(app, 'dense_2')).toContainText('has no input');

  await test.step('connect port to port', async () => {
    await drag(
      app,
      await middleOf(port(app, 'dropout', 'source')),
      await middleOf(port(app, 'dense_2', 'target')),
    );
    await expect(wire(app, 'dropout → dense_2')).toHaveText('64');
    await expect(block(app, 'dense_2')).toContainText('4,160 params');
  });

  await test.step('a taken input gives up the wire that it has', async () => {
    await pull(app, await middleOf(port(app, 'dense', 'source')), await middleOf(block(app, 'dense_2')));
    await expect(wire(app, 'dropout → dense_2').locator('[data-look=replaced]')).toBeVisible();
    await app.mouse.up();
    await expect(wire(app, 'dense → dense_2')).toBeVisible();
    await expect(wire(app, 'dropout → dense_2')).toHaveCount(0);
  });

  await test.step('a circle is refused, visibly and with the reason', async () => {
    const before = await wires(app).count();
    await pull(app, await middleOf(port(app, 'dense_1', 'source')), await middleOf(block(app, 'conv2d')));
    await expect(app.getByRole('alert')).toHaveText(
      'Data would run in a circle: conv2d leads to dense_1 already.',
    );
    await keepPicture(app, 'editor-refusal');
    await app.mouse.up();
    await expect(app.getByText('Data would run in a circle: conv2d leads to dense_1 already.')).toBeVisible();
    await expect(wires(app)).toHaveCount(before);
  });

  await test.step('at the edge of the canvas the reason stands before the pointer', async () => {
    const from = await middleOf(port(app, 'dense_1', 'source'));
    const to = (await block(app, 'dropout').boundingBox())!;
    await pull(app, from, { x: to.x + 50, y: to.y + to.height / 2 });
    const reason = app.getByRole('alert').filter({ hasText: 'dropout leads to dense_1' });
    await expect(reason).toBeVisible();
    const [box, canvas] = [(await reason.boundingBox())!, (await app.getByRole('main').boundingBox())!];
    expect(box.x + box.width).toBeLessThan(canvas.x + canvas.width);
    await app.keyboard.press('Escape');
    await app.mouse.up();
  });

  await test.step('two clicks connect as well, and say why they do not', async () => {
    await port(app, 'conv2d', 'source').click();
    await port(app, 'dense_2', 'target').click();
    await expect(wire(app, 'conv2d → dense_2')).toBeVisible();
    await port(app, 'dense_2', 'source').click();
    await port(app, 'dense_2', 'target').click();
    await expect(app.getByText('dense_2 cannot feed itself: data runs forward only.')).toBeVisible();
    await app.keyboard.press('Escape');
  });

  await test.step('Escape lets go of a wire', async () => {
    const before = await wires(app).count();
    await pull(app, await middleOf(port(app, 'flatten', 'source')), await middleOf(block(app, 'output')));
    await app.keyboard.press('Escape');
    await app.mouse.up();
    await expect(wires(app)).toHaveCount(before);
    await expect(app.getByRole('listbox')).toHaveCount(0);
  });
});

test('a wire is plugged in elsewhere by its end, removed on empty canvas, and asks what to add when new', async ({
  app,
}) => {
  await test.step('pull the end of a wire to another block', async () => {
    const { x, y } = await middleOf(port(app, 'dropout', 'target'));
    await drag(app, { x: x - 14, y }, await middleOf(block(app, 'output')));
    await expect(wire(app, 'dense → output')).toBeVisible();
    await expect(wire(app, 'dense → dropout')).toHaveCount(0);
    await expect(wire(app, 'dense_1 → output')).toHaveCount(0);
    await undo(app);
    await expect(wire(app, 'dense → dropout')).toBeVisible();
  });

  await test.step('pull it into the void', async () => {
    const { x, y } = await middleOf(port(app, 'output', 'target'));
    await drag(app, { x: x - 14, y }, await emptyPlace(app));
    await expect(wire(app, 'dense_1 → output')).toHaveCount(0);
    await undo(app);
  });

  await test.step('drop a new wire into the void and choose what fits', async () => {
    await drag(app, await middleOf(port(app, 'flatten', 'source')), await emptyPlace(app));
    const list = app.getByRole('listbox');
    await expect(list.getByRole('option', { name: /^Dense/ })).toBeVisible();
    await expect(list.getByRole('option', { name: /^Conv2D/ })).toHaveCount(0);
    await expect(list.getByRole('option', { name: /^Input/ })).toHaveCount(0);
    await app.keyboard.type('drop');
    await app.keyboard.press('Enter');
    await expect(wire(app, 'flatten → dropout_1')).toHaveText('800');
  });
});

test('a loose block dragged onto a wire goes into it', async ({ app }) => {
  await drag(app, await hold(app, 'Dropout'), await emptyPlace(app));
  const gap = await middleOf(wire(app, 'flatten → dense').locator('path').first());
  await pull(app, await middleOf(block(app, 'dropout_1')), gap);
  await expect(wire(app, 'flatten → dense').locator('[data-look=spliced]')).toBeVisible();
  await app.mouse.up();
  await expect(wire(app, 'flatten → dropout_1')).toBeVisible();
  await expect(wire(app, 'dropout_1 → dense')).toBeVisible();
  await undo(app);
  await expect(wire(app, 'flatten → dense')).toBeVisible();
  await expect(block(app, 'dropout_1')).toBeVisible();
});

test('several blocks are selected and moved as one step; deleting heals the chain or leaves it cut', async ({
  app,
}) => {
  const selected = app.locator('.react-flow__node.selected');

  await test.step('click, Shift and Ctrl', async () => {
    await block(app, 'dense').click();
    await block(app, 'dropout').click({ modifiers: ['Shift'] });
    await block(app, 'flatten').click({ modifiers: [MOD] });
    await expect(selected).toHaveCount(3);
    await block(app, 'flatten').click({ modifiers: [MOD] });
    await expect(selected).toHaveCount(2);
  });

  await test.step('move both, undo once', async () => {
    const before = [await middleOf(block(app, 'dense')), await middleOf(block(app, 'dropout'))];
    const from = before[0]!;
    await drag(app, from, { x: from.x - 30, y: from.y + 150 });
    const after = [await middleOf(block(app, 'dense')), await middleOf(block(app, 'dropout'))];
    expect(after[0]!.y - before[0]!.y).toBeGreaterThan(100);
    expect(after[1]!.y - before[1]!.y).toBeCloseTo(after[0]!.y - before[0]!.y, 0);
    await undo(app);
    expect((await middleOf(block(app, 'dense'))).y).toBeCloseTo(from.y, 0);
    await expect(app.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  });

  await test.step('box, all, none', async () => {
    for (const key of ['Shift', MOD]) {
      await app.keyboard.press('Escape');
      await expect(selected).toHaveCount(0);
      // The view moves while a box is drawn near its edge.
      const first = (await block(app, 'max_pooling2d_1').boundingBox())!;
      await app.keyboard.down(key);
      await drag(app, { x: first.x - 8, y: first.y - 8 }, await middleOf(block(app, 'flatten')));
      await app.keyboard.up(key);
      await expect(selected).toHaveCount(2);
    }
    await app.keyboard.press(`${MOD}+a`);
    await expect(selected).toHaveCount(10);
    await app.keyboard.press('Escape');
  });

  await test.step('delete, healed and cut', async () => {
    await block(app, 'dense').click();
    await block(app, 'dropout').click({ modifiers: ['Shift'] });
    await app.keyboard.press('Delete');
    await expect(blocks(app)).toHaveCount(8);
    await expect(wire(app, 'flatten → dense_1')).toHaveText('800');
    await undo(app);
    await expect(blocks(app)).toHaveCount(10);
    await app.keyboard.press(`${MOD}+Shift+x`);
    await expect(blocks(app)).toHaveCount(8);
    await expect(wire(app, 'flatten → dense_1')).toHaveCount(0);
    await undo(app);
  });

  await test.step('Ctrl with arrow keys', async () => {
    await block(app, 'output').click();
    const before = await middleOf(block(app, 'output'));
    await app.keyboard.press(`${MOD}+ArrowRight`);
    await app.keyboard.press(`${MOD}+ArrowRight`);
    expect((await middleOf(block(app, 'output'))).x).toBeGreaterThan(before.x + 10);
    await undo(app);
    expect((await middleOf(block(app, 'output'))).x).toBeCloseTo(before.x, 0);
  });
});

test('blocks are copied, pasted, cut and duplicated, also as text', async ({ app }) => {
  await block(app, 'dense').click();
  await block(app, 'dropout').click({ modifiers: ['Shift'] });
  await app.keyboard.press(`${MOD}+c`);
  const text = await app.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ format: 'neuroloom/blocks', nodes: [{ name: 'dense' }, {}] });

  const { x, y } = await emptyPlace(app);
  await app.mouse.move(x, y);
  await app.keyboard.press(`${MOD}+v`);
  await expect(blocks(app)).toHaveCount(12);
  await expect(wire(app, 'dense_2 → dropout_1')).toBeVisible();
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(2);
  await undo(app);
  await expect(blocks(app)).toHaveCount(10);

  await app.keyboard.press(`${MOD}+d`);
  await expect(block(app, 'dense_2')).toBeVisible();
  await undo(app);

  await block(app, 'dropout').click();
  await app.keyboard.press(`${MOD}+x`);
  await expect(wire(app, 'dense → dense_1')).toBeVisible();
  await app.mouse.move(x, y);
  await app.keyboard.press(`${MOD}+v`);
  await expect(block(app, 'dropout')).toBeVisible();

  await test.step('any other text is refused', async () => {
    await app.evaluate(async () => {
      await navigator.clipboard.writeText('not a block');
      dispatchEvent(new Event('blur'));
    });
    await app.keyboard.press(`${MOD}+v`);
    await expect(app.getByText('The clipboard holds nothing that was copied from a drawing.')).toBeVisible();
  });
});

test('blocks are renamed, bypassed and frozen, by keys, double-click and context menu', async ({ app }) => {
  await test.step('F2, with a name that is taken', async () => {
    await block(app, 'dense').click();
    await app.keyboard.press('F2');
    const field = app.getByRole('textbox', { name: 'New name of dense' });
    await field.fill('flatten');
    await field.press('Enter');
    await expect(app.getByRole('alert')).toHaveText('Another block is named flatten.');
    await field.fill('features');
    await field.press('Enter');
    await expect(block(app, 'features')).toBeVisible();
    await expect(wire(app, 'flatten → features')).toBeVisible();
    await undo(app);
    await expect(block(app, 'dense')).toBeVisible();
  });

  await test.step('double-click on the name', async () => {
    await block(app, 'output').getByText('output', { exact: true }).dblclick();
    await app.keyboard.type('head');
    await app.keyboard.press('Enter');
    await expect(block(app, 'head')).toBeVisible();
  });

  await test.step('bypass and freeze', async () => {
    await block(app, 'dropout').click();
    await app.keyboard.press(`${MOD}+b`);
    await expect(block(app, 'dropout').getByRole('img', { name: /^Bypassed/ })).toBeVisible();
    await block(app, 'conv2d').click({ button: 'right' });
    await app.getByRole('menuitem', { name: /^Freeze weights/ }).click();
    await expect(block(app, 'conv2d').getByRole('img', { name: /^Frozen/ })).toBeVisible();
    await keepPicture(app, 'editor-states');
  });

  await test.step('insert a layer by a double-click on a wire', async () => {
    const { x, y } = await middleOf(wire(app, 'flatten → dense').locator('path').first());
    await app.mouse.dblclick(x, y);
    await app.keyboard.type('dropout');
    await app.keyboard.press('Enter');
    await expect(wire(app, 'flatten → dropout_1')).toBeVisible();
    await undo(app);
  });

  await test.step('insert a layer by the menu of a wire', async () => {
    await wire(app, 'dense → dropout').locator('path').first().click({ button: 'right', force: true });
    await app.getByRole('menuitem', { name: /^Insert a layer/ }).click();
    await app.keyboard.type('batch');
    await app.keyboard.press('Enter');
    await expect(wire(app, 'dense → batch_normalization')).toBeVisible();
    await expect(wire(app, 'batch_normalization → dropout')).toBeVisible();
  });
});

test('layers are found and added by keyboard, double-click and from the palette', async ({ app }) => {
  await test.step('double-click on the canvas', async () => {
    const { x, y } = await emptyPlace(app);
    await app.mouse.dblclick(x, y);
    await app.keyboard.type('flat');
    await keepPicture(app, 'editor-add-list');
    await app.keyboard.press('Enter');
    await expect(block(app, 'flatten_1')).toBeVisible();
    expect((await middleOf(block(app, 'flatten_1'))).x).toBeCloseTo(x, -2);
    await undo(app);
  });

  await test.step('Tab behind the selected block, and on', async () => {
    await block(app, 'dense').click();
    await app.keyboard.press('Tab');
    await expect(app.getByPlaceholder('Add after dense')).toBeFocused();
    await app.keyboard.type('activ');
    await app.keyboard.press('Enter');
    await expect(wire(app, 'dense → activation')).toBeVisible();
    await expect(wire(app, 'activation → dropout')).toBeVisible();
    await app.keyboard.press('Tab');
    await app.keyboard.press('Escape');
    await expect(canvas(app)).toBeFocused();
    await undo(app);
    await app.keyboard.press('Escape');
  });

  await test.step('search the palette, add with Enter', async () => {
    const search = app.getByRole('searchbox', { name: 'Search layers' });
    await search.fill('batchnorm');
    await expect(app.getByRole('treeitem').first()).toContainText('BatchNormalization');
    await search.press('ArrowDown');
    await app.keyboard.press('Enter');
    await expect(block(app, 'batch_normalization')).toBeVisible();
    await search.fill('');
    await entry(app, 'Dropout').dblclick();
    await expect(wire(app, 'batch_normalization → dropout_1')).toBeVisible();
  });
});

test('the drawing is arranged as one step; the view zooms, pans and fits', async ({ app }) => {
  const zoom = async () =>
    Number.parseInt(await app.getByRole('button', { name: /^Zoom \d/ }).innerText(), 10);

  await test.step('arrange', async () => {
    const places = () =>
      app.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.react-flow__node')].map(({ style }) => style.transform),
      );
    const tidy = await places();
    const from = await middleOf(block(app, 'dense'));
    await drag(app, from, { x: from.x + 37, y: from.y + 90 });
    await expect.poll(places).not.toEqual(tidy);
    const untidy = await places();
    await app.keyboard.press(`${MOD}+Shift+l`);
    await expect.poll(places).not.toEqual(untidy);
    await undo(app);
    await expect.poll(places).toEqual(untidy);
    await undo(app);
  });

  await test.step('zoom and fit', async () => {
    await app.keyboard.press('1');
    // Fitting takes a moment, longer on a busy machine.
    let fitted = await zoom();
    await expect(async () => {
      const before = fitted;
      fitted = await zoom();
      expect(fitted).toBe(before);
    }).toPass({ intervals: [500] });
    const { x, y } = await emptyPlace(app);
    await app.mouse.move(x, y);
    await app.mouse.wheel(0, -400);
    await expect.poll(zoom).toBeGreaterThan(fitted);
    await app.keyboard.press('1');
    await expect.poll(zoom).toBe(fitted);
    await app.keyboard.press(`${MOD}+-`);
    await expect.poll(zoom).toBeLessThan(fitted);
    await app.getByRole('button', { name: /^Fit the drawing/ }).click();
    await expect.poll(zoom).toBe(fitted);
    await block(app, 'output').click();
    await app.keyboard.press('f');
    await expect.poll(zoom).toBe(100);
    await app.keyboard.press('1');
    await expect.poll(zoom).toBe(fitted);
    await app.keyboard.press('0');
    await expect.poll(zoom).toBe(100);
    await app.keyboard.press('1');
    await expect.poll(zoom).toBe(fitted);
  });

  await test.step('pan by dragging the canvas', async () => {
    const before = await middleOf(block(app, 'input'));
    const { x, y } = await emptyPlace(app);
    await drag(app, { x, y }, { x: x - 60, y: y - 40 });
    const after = await middleOf(block(app, 'input'));
    expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([-60, -40]);
    await expect(app.getByRole('img', { name: 'Overview' })).toHaveAttribute('data-items', '10');
  });
});

test('dragging a block leaves all others untouched', async ({ app }) => {
  const others = () =>
    app.evaluate(() => {
      const seen: string[] = [];
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          // Live pictures may be drawn at any time.
          if (element instanceof HTMLCanvasElement) continue;
          const name = element?.closest('.react-flow__node')?.getAttribute('aria-label');
          if (name && name !== 'dense') seen.push(name);
        }
      });
      observer.observe(document.querySelector('.react-flow__nodes')!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      Object.assign(globalThis, { seen });
    });
  await block(app, 'dense').click();
  await others();
  const from = await middleOf(block(app, 'dense'));
  await pull(app, from, { x: from.x + 80, y: from.y + 160 });
  expect(await app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([]);
  await app.mouse.up();
});

test('an empty drawing says how to begin', async ({ app }) => {
  await app.keyboard.press(`${MOD}+a`);
  await app.keyboard.press('Delete');
  await expect(app.getByText('Nothing drawn yet')).toBeVisible();
  await keepPicture(app, 'editor-empty');
  await app.getByRole('main').getByRole('button', { name: 'Add a layer' }).click();
  await app.keyboard.type('input');
  await app.keyboard.press('Enter');
  await expect(block(app, 'input')).toBeVisible();
  await app.keyboard.press('Tab');
  await app.keyboard.type('dense');
  await app.keyboard.press('Enter');
  await expect(wire(app, 'input → dense')).toHaveText('28×28×1');
});
