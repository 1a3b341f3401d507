import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app';

/** What breaks WCAG 2.1 A or AA on the page as it is: rule, and the elements. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

const node = (page: Page, name: string) => page.locator(`.react-flow__node[aria-label="${name}"]`);
const command = async (page: Page, name: string) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).fill(name);
  await page.keyboard.press('Enter');
};

/** Every screen, and how one gets there from the one before. */
const SCREENS: readonly (readonly [name: string, go: (page: Page) => Promise<unknown>])[] = [
  ['start', async () => undefined],
  ['a convolution', (page) => node(page, 'conv2d').click()],
  ['its help', (page) => page.getByRole('tab', { name: 'Help' }).click()],
  ['data', (page) => page.getByRole('tab', { name: 'Data', exact: true }).click()],
  ['training settings', (page) => page.getByRole('tab', { name: 'Training', exact: true }).click()],
  ['health', (page) => page.getByRole('tab', { name: 'Health' }).click()],
  ['problems', (page) => page.getByRole('tab', { name: /^Problems/ }).click()],
  ['summary', (page) => page.getByRole('tab', { name: 'Summary' }).click()],
  ['code', (page) => page.getByRole('tab', { name: 'Code', exact: true }).click()],
  [
    'the log',
    async (page) => {
      await page.keyboard.press('Control+s');
      await page.getByRole('tab', { name: 'Log', exact: true }).click();
    },
  ],
  ['the command palette', (page) => page.keyboard.press('Control+k')],
  [
    'the gallery',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+e');
    },
  ],
  [
    'shortcuts',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Alt+k');
    },
  ],
  [
    'the search',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+f');
    },
  ],
  [
    'the menu',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Menu' }).click();
    },
  ],
  [
    'finding a rate',
    async (page) => {
      await page.keyboard.press('Escape');
      await command(page, 'find a learning rate');
    },
  ],
  [
    'taking weights',
    async (page) => {
      await page.keyboard.press('Escape');
      await command(page, 'weights from');
    },
  ],
];

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' } as never);
    test('every screen has contrast, names and roles as WCAG AA asks', async ({ app: page }) => {
      test.slow();
      const found: Record<string, readonly string[]> = {};
      for (const [name, go] of SCREENS) {
        await go(page);
        await page.waitForTimeout(250);
        const broken = await violations(page);
        if (broken.length > 0) found[name] = broken;
      }
      expect(found).toEqual({});
    });
  });

test('at 200 % every control is within reach and none covers another', async ({ browser, server }) => {
  const context = await browser.newContext({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  await context.addInitScript(() =>
    localStorage.setItem('neuroloom.settings', JSON.stringify({ isTourSeen: true, language: 'en' })),
  );
  const page = await server.open(await context.newPage());
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header button, footer button, [role=tab]')]
      .filter((element) => {
        const { left, right, top, bottom, width } = element.getBoundingClientRect();
        if (width === 0) return false;
        const isOutside = left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1;
        return isOutside && !element.closest('.overflow-x-auto, .overflow-auto, .overflow-y-auto');
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent),
  );
  expect(cut).toEqual([]);
  const covered = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll<HTMLElement>('header button, header input, header progress')]
      .map((element) => element.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    return boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1,
        )
        .map((b) => `${Math.round(a.left)} and ${Math.round(b.left)}`),
    );
  });
  expect(covered).toEqual([]);
  // The drawing is seen whole from the start, with its names.
  const smallest = () =>
    page.locator('.react-flow__node').evaluateAll((blocks) => {
      const canvas = document.querySelector('[data-canvas]')!.getBoundingClientRect();
      const boxes = blocks.map((block) => block.getBoundingClientRect());
      const isIn = (box: DOMRect) =>
        box.left >= canvas.left &&
        box.right <= canvas.right &&
        box.top >= canvas.top &&
        box.bottom <= canvas.bottom;
      return boxes.every(isIn) ? Math.min(...boxes.map(({ width }) => width)) : 0;
    });
  await expect.poll(smallest).toBeGreaterThan(40);
  await page.screenshot({ path: 'test-results/screenshots/zoom-200.png' });
  await context.close();
});
