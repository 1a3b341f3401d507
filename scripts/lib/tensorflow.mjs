// Where TensorFlow is installed for the second engine, and with which packages.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The bindings' version, and that of the wheel whose library stands in for their own. */
export const BINDINGS = '4.22.0';
export const WHEEL = '2.21.0';

const CACHES = {
  win32: () => process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  darwin: () => join(homedir(), 'Library', 'Caches'),
};

/** A folder of the user's own, as in electron/engine/tensorflow/installed.ts: it outlives `npm ci`, and every Neuroloom finds it. */
export const tensorflowFolder = () =>
  process.env.NEUROLOOM_TENSORFLOW ??
  join(
    process.env.XDG_CACHE_HOME ?? CACHES[process.platform]?.() ?? join(homedir(), '.cache'),
    'neuroloom',
    'tensorflow',
  );

/** Says what is installed; written last, when it works. */
export const markFile = () => join(tensorflowFolder(), 'installed.json');

/** What is installed, or null. */
export const installedTensorflow = () =>
  existsSync(markFile()) ? JSON.parse(readFileSync(markFile(), 'utf8')) : null;
