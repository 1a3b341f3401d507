import { expect, test } from './app';

test('keys are changed, asked about where another command has them, shown everywhere and kept', async ({
  app: page,
}) => {
  await page.keyboard.press('Control+Alt+k');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('searchbox').fill('frame around');
  await dialog.getByRole('button', { name: /^Add keys for “Draw a frame/ }).click();
  const input = dialog.getByRole('textbox', { name: /^New keys for Draw a frame/ });
  await input.press('Control+w');
  await expect(dialog.getByText('The browser or the system keeps these keys for itself.')).toBeVisible();
  await input.press('Control+b');
  await expect(dialog.getByText('Ctrl+B is “Bypass”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use it here instead' }).click();
  await expect(dialog.getByText('Ctrl+B', { exact: true })).toBeVisible();
  await dialog.getByRole('searchbox').fill('');
  await dialog.getByRole('searchbox').press('Control+b');
  await expect(dialog.getByRole('listitem')).toHaveText([/Draw a frame around the selection/]);
  await page.keyboard.press('Escape');

  await page.reload();
  await page.locator('.react-flow__node').first().click();
  await page.keyboard.press('Control+b');
  await expect(page.locator('.react-flow__node-frame')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).fill('frame');
  await expect(page.getByRole('option', { name: /Draw a frame/ })).toContainText('Ctrl+G');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Alt+k');
  await dialog.getByRole('button', { name: 'Reset all' }).click();
  await expect(dialog.getByRole('button', { name: 'Reset all' })).toBeDisabled();
});

test('the command palette shows the best hit at once, however far its list was scrolled', async ({
  app: page,
}) => {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Command palette' });
  const options = dialog.getByRole('option');
  await expect(options.first()).toBeVisible();
  await dialog.getByRole('listbox').hover();
  await page.mouse.wheel(0, 5_000);
  await expect(options.first()).not.toBeInViewport();
  // Many commands still answer.
  await page.keyboard.type('e');
  await expect(options.first()).toBeInViewport({ ratio: 1 });
  await expect(options.first()).toHaveAttribute('data-selected', 'true');
  await dialog.getByRole('listbox').hover();
  await page.mouse.wheel(0, 5_000);
  await expect(options.first()).not.toBeInViewport();
  await page.keyboard.press('Backspace');
  await expect(options.first()).toBeInViewport({ ratio: 1 });
});
