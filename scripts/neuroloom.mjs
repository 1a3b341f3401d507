#!/usr/bin/env node
// npx neuroloom: the command line, built first when its sources have changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/run.mjs';

// A packaged copy has no sources: what is built there is used as it is.
if (existsSync(join(root, 'vite.node.config.ts'))) {
  const log = console.log;
  console.log = console.error;
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled();
  const { ensureBuilt } = await import('./lib/build.mjs');
  if (!(await ensureBuilt())) process.exit(1);
  console.log = log;
}
await import(pathToFileURL(join(root, 'dist', 'electron', 'cli.mjs')).href);
