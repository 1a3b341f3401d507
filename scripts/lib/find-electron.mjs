// Finds Electron's program without importing the package `electron`: that import would start a download.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

const PROGRAMS = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The folder of the npm package. */
const packageFolder = join(root, 'node_modules', 'electron');

/** Version of the installed npm package; undefined when there is none. */
export function electronVersion(folder = packageFolder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** What fetches the program for the npm package. */
export const electronInstaller = (folder = packageFolder) => join(folder, 'install.js');

/** The path of Electron's program; undefined when it has not been downloaded. */
export function findElectron(folder = packageFolder) {
  let program = PROGRAMS[process.platform] ?? 'electron';
  try {
    program = readFileSync(join(folder, 'path.txt'), 'utf8').trim() || program;
  } catch {
    // Written by the download: without it the name is the platform's usual one.
  }
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), program);
  return existsSync(path) ? path : undefined;
}

const CACHES = {
  darwin: () => join(homedir(), 'Library', 'Caches', 'electron'),
  win32: () => join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'electron', 'Cache'),
};

/** Whether an earlier download lies in Electron's cache, so that no network is needed. */
export function isElectronCached(version) {
  const cache =
    process.env.electron_config_cache ??
    CACHES[process.platform]?.() ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron');
  const archive = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    return readdirSync(cache).some((folder) => existsSync(join(cache, folder, archive)));
  } catch {
    return false;
  }
}
