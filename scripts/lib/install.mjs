// Installs the packages that package-lock.json names, when they are not there yet.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const stampFile = join(root, 'node_modules', '.cache', 'installed-lock');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const installed = () =>
  existsSync(join(root, 'node_modules', 'vite')) &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === lockHash();

/** Makes node_modules what the lockfile says; exits with npm's message when that fails. */
export async function ensureInstalled() {
  if (installed()) return;
  console.log('Installing packages (once) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code } = await run(npm, ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  if (code !== 0) {
    console.error('npm ci failed. Check the network connection and the message above, then try again.');
    process.exit(1);
  }
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  writeFileSync(stampFile, lockHash());
}
