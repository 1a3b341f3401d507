// Builds the page and the programs into dist; sources that have not changed are not built again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node, root } from './run.mjs';

const FOLDERS = ['shared', 'electron', 'renderer'];
const FILES = ['package-lock.json', 'vite.config.ts', 'vite.node.config.ts', 'vite.preload.config.ts'];
const stampFile = join(root, 'dist', '.built');

/** Changes with the content of every source file. */
function sourceHash() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(path).update(readFileSync(join(root, path)));
  const walk = (folder) => {
    for (const name of readdirSync(join(root, folder)).toSorted()) {
      const path = `${folder}/${name}`;
      if (statSync(join(root, path)).isDirectory()) walk(path);
      else add(path);
    }
  };
  for (const folder of FOLDERS) walk(folder);
  for (const file of FILES) add(file);
  return hash.digest('hex');
}

/** Resolves with whether dist is up to date in the end; prints the builder's output when it fails. */
export async function ensureBuilt() {
  const wanted = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return true;
  console.log('Building …');
  const vite = bin('vite/bin/vite.js');
  const build = (config) =>
    node(vite, ['build', '--config', config, '--logLevel', 'warn'], {
      quiet: true,
      env: { NODE_ENV: 'production' },
    });
  const programs = async () => {
    const result = await build('vite.node.config.ts');
    // Into the folder that the build before has emptied.
    return result.code === 0 ? build('vite.preload.config.ts') : result;
  };
  const results = await Promise.all([build('vite.config.ts'), programs()]);
  for (const { code, output } of results) if (code !== 0) console.error(output);
  if (results.some(({ code }) => code !== 0)) return false;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}
