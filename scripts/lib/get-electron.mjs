// Fetches Electron's program where that can be done, and never waits long: a host that cannot be reached is given up after seconds, a
// download after minutes, and an attempt that failed is not repeated the same day.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronInstaller, electronVersion, findElectron, isElectronCached } from './find-electron.mjs';
import { root } from './run.mjs';

const PROBE_MS = 3_000;
const DOWNLOAD_MS = 5 * 60_000;
const SIGN_OF_LIFE_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

const attemptFile = join(root, 'node_modules', '.cache', 'electron-attempt.json');

const usesProxy = () =>
  Boolean(
    process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.HTTP_PROXY ?? process.env.http_proxy,
  );

const downloadHost = () =>
  process.env.npm_config_electron_mirror ||
  process.env.ELECTRON_MIRROR ||
  'https://github.com/electron/electron/releases/download/';

/** Whether anything answers at `url` within `ms`. */
export async function canReach(url, ms = PROBE_MS) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ms) });
    return true;
  } catch {
    return false;
  }
}

function lastFailure(version, host) {
  try {
    const attempt = JSON.parse(readFileSync(attemptFile, 'utf8'));
    const same = attempt.version === version && attempt.host === host;
    return same && Date.now() - attempt.at < DAY_MS ? attempt.reason : undefined;
  } catch {
    return undefined;
  }
}

function remember(attempt) {
  mkdirSync(dirname(attemptFile), { recursive: true });
  writeFileSync(attemptFile, JSON.stringify({ ...attempt, at: Date.now() }));
}

/** What an error says, without its name and where it was thrown. */
const firstLine = (text) =>
  text
    .trim()
    .split('\n')[0]
    .replace(/^\w*Error: /, '');

/** Runs the npm package's own installer; resolves with why it failed, or undefined. */
function download(version) {
  console.log(`Downloading Electron ${version} (about 120 MB, at most five minutes) …`);
  const child = spawn(process.execPath, [electronInstaller()], {
    cwd: root,
    env: {
      ...process.env,
      ELECTRON_GET_NO_PROGRESS: '1',
      ...(usesProxy() && { ELECTRON_GET_USE_PROXY: '1' }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const alive = setInterval(() => console.log(`  … still downloading (${seconds()} s)`), SIGN_OF_LIFE_MS);
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    stop();
  }, DOWNLOAD_MS);
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  return new Promise((resolve) => {
    const end = (reason) => {
      clearInterval(alive);
      clearTimeout(limit);
      process.off('exit', stop);
      resolve(reason);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => {
      if (timedOut) end('the download took longer than five minutes');
      else if (code === 0) end(undefined);
      else end(`the download failed: ${firstLine(errors) || `exit code ${code}`}`);
    });
  });
}

/**
 * Resolves with { path } of Electron's program, or with { reason } why there is none. `retry` tries again although an attempt has failed
 * today.
 */
export async function getElectron({ retry = false } = {}) {
  const known = findElectron();
  if (known) return { path: known };
  const version = electronVersion();
  if (!version) return { reason: 'the package electron is not installed' };
  const host = downloadHost();
  const failure = lastFailure(version, host);
  if (failure && !retry) return { reason: `${failure} (npm start -- --electron tries again)` };

  // Behind a proxy only the installer knows the way.
  const reachable = isElectronCached(version) || usesProxy() || (await canReach(host));
  const reason = reachable ? await download(version) : `${new URL(host).host} cannot be reached`;
  const path = findElectron();
  if (path) {
    rmSync(attemptFile, { force: true });
    return { path };
  }
  const why = reason ?? 'the download left no program behind';
  remember({ version, host, reason: why });
  return { reason: why };
}
