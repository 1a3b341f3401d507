import { block, expect, keepPicture, test } from './app';

const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';

test('several blocks become one, which repeats, trains and unpacks again', async ({ app }) => {
  await block(app, 'dense').click();
  await block(app, 'dropout').click({ modifiers: ['Shift'] });
  await app.keyboard.press(`${MOD}+Alt+g`);
  await app.getByLabel('New name of block').fill('hidden');
  await app.keyboard.press('Enter');
  await expect(block(app, 'hidden')).toContainText('64');
  await expect(block(app, 'dense')).toHaveCount(0);

  await app.getByLabel('Repeat', { exact: true }).fill('3');
  // Dense 800 → 64, and twice 64 → 64.
  await expect(app.getByText('59,584 parameters').first()).toBeVisible();
  await expect(block(app, 'hidden')).toContainText('× 3');
  await keepPicture(app, 'composite');

  await app.getByRole('button', { name: 'Train', exact: true }).click();
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
