// node scripts/icons.mjs: draws the app's icons from assets/icons/icon.svg, for every size and platform. Run it when the drawing changes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './lib/chromium.mjs';
import { root } from './lib/run.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const folder = join(root, 'assets', 'icons');

const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: await ensureChromium() });
const images = new Map();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  images.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

mkdirSync(join(folder, 'png'), { recursive: true });
for (const [size, png] of images) writeFileSync(join(folder, 'png', `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), windowsIcon([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(
  join(folder, 'icon.icns'),
  macIcon([
    ['icp4', 16],
    ['icp5', 32],
    ['icp6', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
    ['ic10', 1024],
  ]),
);

/** https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10): a directory of images, here PNGs. */
function windowsIcon(sizes) {
  const directory = Buffer.alloc(6 + 16 * sizes.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(sizes.length, 4);
  let offset = directory.length;
  sizes.forEach((size, i) => {
    const at = 6 + 16 * i;
    const { length } = images.get(size);
    // 256 does not fit into a byte and is written as 0.
    directory.writeUInt8(size % 256, at);
    directory.writeUInt8(size % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += length;
  });
  return Buffer.concat([directory, ...sizes.map((size) => images.get(size))]);
}

/** https://en.wikipedia.org/wiki/Apple_Icon_Image_format: typed chunks with their length, here PNGs. */
function macIcon(entries) {
  const chunk = (type, data) => {
    const header = Buffer.alloc(8);
    header.write(type, 'latin1');
    header.writeUInt32BE(8 + data.length, 4);
    return Buffer.concat([header, data]);
  };
  return chunk('icns', Buffer.concat(entries.map(([type, size]) => chunk(type, images.get(size)))));
}
