import { expect, test } from './app';

test.use({ showsTour: true });

test('the welcome tour leads through five steps on the first start, once, and when it is asked for', async ({
  app: page,
  server,
}) => {
  const tour = page.getByRole('dialog', { name: /^Welcome tour/ });
  const seen: (string | null)[] = [];
  for (let i = 0; i < 5; i++) {
    await expect(tour).toContainText(`${i + 1} / 5`);
    seen.push(await tour.getByRole('heading').textContent());
    await page.keyboard.press('Enter');
  }
  expect(seen).toEqual(['Drag layers', 'Shapes follow every edit', 'Train', 'Watch it learn', 'Look inside']);
  await expect(tour).toHaveCount(0);

  const second = await server.open(await page.context().newPage());
  await expect(second.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
  await expect(second.getByRole('dialog')).toHaveCount(0);

  await page.bringToFront();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).fill('show me round');
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('1 / 5');
  // Work goes on beneath it.
  await page.locator('.react-flow__node').nth(1).click();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
  await tour.getByRole('button', { name: 'Skip the tour' }).click();
  await expect(tour).toHaveCount(0);
});
