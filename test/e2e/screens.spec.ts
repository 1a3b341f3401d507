import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];

interface Look {
  readonly name: string;
  readonly language: 'en' | 'ko';
  readonly theme: 'light' | 'dark';
  readonly size: (typeof SIZES)[number];
}

const LOOKS: readonly Look[] = (['en', 'ko'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    SIZES.map((size) => ({ name: `${size.width}-${theme}-${language}`, language, theme, size })),
  ),
);

async function look(page: Page, { language, theme, size }: Look): Promise<void> {
  await page.setViewportSize(size);
  if (theme === 'dark') await page.keyboard.press('Control+Alt+t');
  if (language === 'ko') await page.keyboard.press('Control+Alt+l');
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** No text of the window may be cut off without an ellipsis, and nothing may stick out of it. */
async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    for (const element of document.querySelectorAll('button, [role=tab], h2, h3, label')) {
      const { left, right, width } = element.getBoundingClientRect();
      const isScrolled = element.closest('.overflow-auto, .overflow-x-auto, .react-flow__viewport') !== null;
      if (width > 0 && !isScrolled && (left < -1 || right > innerWidth + 1))
        wrong.push(`${element.textContent ?? ''} sticks out of the window`);
    }
    return wrong;
  });
}

const SCREENS: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  { name: 'start', open: async () => undefined },
  { name: 'conv2d', open: (page) => block(page, 'conv2d').click() },
  { name: 'data', open: (page) => page.getByRole('tab').nth(1).click() },
  { name: 'training', open: (page) => page.getByRole('tab').nth(2).click() },
  { name: 'gallery', open: (page) => page.keyboard.press('Control+e') },
  {
    name: 'commands',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
    },
  },
  {
    name: 'menu',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('banner').getByRole('button').first().click();
      await page.getByRole('menuitem').nth(1).hover();
    },
  },
];

for (const entry of LOOKS) {
  test(`every screen at ${entry.name}`, async ({ app }) => {
    await look(app, entry);
    await app.getByRole('main').click({ position: { x: 20, y: 60 } });
    for (const screen of SCREENS) {
      await screen.open(app);
      await app.waitForTimeout(400);
      await keepPicture(app, `screen-${screen.name}-${entry.name}`);
      expect(await findOverflow(app), screen.name).toEqual([]);
    }
  });
}
