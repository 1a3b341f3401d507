import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { block, expect, keepPicture, test } from './app';

/** Runs a command from the palette, by its name. */
async function run(app: Page, command: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.getByRole('combobox', { name: 'Commands' }).fill(command);
  await app.getByRole('dialog').getByRole('option', { name: command }).first().click();
}

const dialogIn = (app: Page) => app.getByRole('dialog', { name: 'Picture of the drawing' });

async function save(app: Page, format: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const downloading = app.waitForEvent('download');
  await dialogIn(app)
    .getByRole('button', { name: `Save as ${format}` })
    .click();
  const download = await downloading;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

test('the drawing is saved as SVG and PNG, and a selection is copied as a picture', async ({ app }) => {
  await expect(app.locator('canvas[data-state=drawn]').first()).toBeVisible({ timeout: 20_000 });

  await run(app, 'Save the drawing as SVG…');
  await expect(dialogIn(app).getByRole('img', { name: 'Preview of the picture' })).toBeVisible();
  await keepPicture(app, 'drawing-picture');
  const svg = await save(app, 'SVG');
  expect(svg.name).toMatch(/\.svg$/);
  const text = svg.content.toString('utf8');
  expect(text).toContain('>conv2d</text>');
  expect(text).toContain('data:image/png;base64,');
  await expect(dialogIn(app)).toHaveCount(0);
  // A document of its own, which a browser draws without the app.
  const size = await app.evaluate(async (markup) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
    await image.decode();
    return [image.naturalWidth, image.naturalHeight] as const;
  }, text);
  expect(size[0]).toBeGreaterThan(500);

  await run(app, 'Save the drawing as PNG…');
  const png = await save(app, 'PNG');
  expect(png.name).toMatch(/\.png$/);
  expect(png.content.subarray(1, 4).toString('latin1')).toBe('PNG');
  // Two pixels for each unit of the drawing.
  expect([png.content.readUInt32BE(16), png.content.readUInt32BE(20)]).toEqual([size[0] * 2, size[1] * 2]);

  await block(app, 'conv2d').click();
  await run(app, 'Copy as picture');
  await expect(app.getByText('Copied: picture of the drawing')).toBeVisible();
  const copied = await app.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const image = await createImageBitmap(await item!.getType('image/png'));
    return [image.width, image.height] as const;
  });
  // One block and its margin.
  expect(copied[0]).toBeLessThan(600);
  expect(copied[1]).toBeLessThan(600);
});
