import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The nearest folder above this file that holds `name`. */
function folderWith(name: string): string {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === dirname(folder)) throw new Error(`"${name}" is missing beside ${here}`);
  }
}

/** Datasets, examples and icons that come with the product. */
export const assetsFolder = (): string => join(folderWith('assets'), 'assets');

/** The engine's bundle, built beside this one. */
export const engineFile = (): string => join(folderWith('engine.mjs'), 'engine.mjs');

const PLATFORM_DATA: Readonly<Partial<Record<NodeJS.Platform, () => string>>> = {
  darwin: () => join(homedir(), 'Library', 'Application Support'),
  win32: () => process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'),
};

/** Where checkpoints of runs are kept: NEUROLOOM_DATA, or the platform's place for such data. */
export function dataFolder(): string {
  const named = process.env['NEUROLOOM_DATA'];
  if (named) return named;
  const parent =
    PLATFORM_DATA[process.platform]?.() ?? process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return join(parent, 'neuroloom');
}
