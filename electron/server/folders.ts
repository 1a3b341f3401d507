import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLATFORM_DATA: Readonly<Partial<Record<NodeJS.Platform, () => string>>> = {
  darwin: () => join(homedir(), 'Library', 'Application Support'),
  win32: () => process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'),
};

function documents(): string {
  const folder = join(homedir(), 'Documents');
  return join(existsSync(folder) ? folder : homedir(), 'Neuroloom');
}

/**
 * Where the browser host finds and keeps things. NEUROLOOM_DATA and NEUROLOOM_DOCUMENTS name other places for runs and unsaved work, and
 * for projects.
 */
export function serverFolders() {
  const built = dirname(fileURLToPath(import.meta.url));
  let product = built;
  while (!existsSync(join(product, 'assets', 'datasets')) && product !== dirname(product))
    product = dirname(product);
  const parent =
    PLATFORM_DATA[process.platform]?.() ?? process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  // The bundles lie in one folder, shared pieces of them in one below.
  const programs = existsSync(join(built, 'engine.mjs')) ? built : dirname(built);
  return {
    productFolder: product,
    assetsFolder: join(product, 'assets'),
    engineFile: join(programs, 'engine.mjs'),
    pageFolder: join(programs, '..', 'renderer'),
    dataFolder: process.env['NEUROLOOM_DATA'] ?? join(parent, 'neuroloom'),
    documentsFolder: process.env['NEUROLOOM_DOCUMENTS'] ?? documents(),
  };
}
