import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** TensorFlow as `npm run setup:tensorflow` has installed it. */
export interface InstalledTensorflow {
  readonly folder: string;
  /** The npm package of the bindings. */
  readonly package: string;
  /** The library behind them, for people: `TensorFlow 2.21.0`. */
  readonly library: string;
}

const CACHES: Readonly<Record<string, () => string>> = {
  win32: () => process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'),
  darwin: () => join(homedir(), 'Library', 'Caches'),
};

/** A folder of the user's own, as in scripts/lib/tensorflow.mjs. */
export const tensorflowFolder = (): string =>
  process.env['NEUROLOOM_TENSORFLOW'] ??
  join(
    process.env['XDG_CACHE_HOME'] ?? CACHES[process.platform]?.() ?? join(homedir(), '.cache'),
    'neuroloom',
    'tensorflow',
  );

/** Null where it is not installed, or not to the end. */
export function installedTensorflow(): InstalledTensorflow | null {
  const folder = tensorflowFolder();
  const mark = join(folder, 'installed.json');
  if (!existsSync(mark)) return null;
  const found = JSON.parse(readFileSync(mark, 'utf8')) as Omit<InstalledTensorflow, 'folder'>;
  return { ...found, folder };
}
