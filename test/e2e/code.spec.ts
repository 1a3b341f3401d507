import { readFile } from 'node:fs/promises';
import { expect, test } from './app';
import { block } from './canvas';

test('the model as code follows the drawing, knows its blocks and can be taken away', async ({ app }) => {
  await app.keyboard.press('Control+Alt+c');
  const keras = app.getByRole('list', { name: 'Keras program' });
  await expect(keras).toContainText('layers.Conv2D(16, 3, activation="relu", name="conv2d")');

  await test.step('a click on a line selects its block, whose lines are marked', async () => {
    const line = keras.locator('li', { hasText: 'name="conv2d_1"' });
    await line.locator('code').click();
    await expect(block(app, 'conv2d_1')).toHaveClass(/selected/);
    await expect(line).toHaveAttribute('aria-current', 'true');
    await expect(keras.locator('li[aria-current]')).toHaveCount(1);
  });

  await test.step('and so does the keyboard', async () => {
    await keras.getByRole('button').and(keras.locator('[tabindex="0"]')).focus();
    await app.keyboard.press('Home');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Enter');
    await expect(keras.locator('li[aria-current]')).toHaveText(/name="conv2d"/);
  });

  await test.step('an edit is in the program', async () => {
    await block(app, 'conv2d').click();
    await app.getByRole('textbox', { name: 'Filters' }).fill('24');
    await app.keyboard.press('Enter');
    await expect(keras).toContainText('layers.Conv2D(24, 3, activation="relu", name="conv2d")');
  });

  await test.step('PyTorch says the same', async () => {
    await app.getByRole('radiogroup', { name: 'Framework' }).getByText('PyTorch').click();
    const pytorch = app.getByRole('list', { name: 'PyTorch program' });
    await expect(pytorch).toContainText('self.conv2d = nn.Sequential(nn.Conv2d(1, 24, 3), nn.ReLU())');
    await expect(pytorch.locator('li[aria-current]').first()).toContainText('self.conv2d');
  });

  await test.step('the file has what is shown', async () => {
    const [file] = await Promise.all([
      app.waitForEvent('download'),
      app.getByRole('button', { name: 'Save as .py…' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('MNIST-CNN-pytorch.py');
    expect(await readFile(await file.path(), 'utf8')).toContain('nn.Conv2d(1, 24, 3)');
  });

  await test.step('an error is told instead of a program', async () => {
    await block(app, 'conv2d').click();
    await app
      .getByRole('textbox', { name: /Kernel size/ })
      .first()
      .fill('40');
    await app.keyboard.press('Enter');
    await expect(app.getByText('The program appears once this is mended.')).toBeVisible();
  });
});
