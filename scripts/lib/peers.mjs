// The Python environment with Keras and PyTorch that results are compared with.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Those of the figures in the docs. */
const PACKAGES = ['tensorflow-cpu==2.21.0', 'torch==2.15.0'];

const isWindows = process.platform === 'win32';

/** The environment, and what is built for it: not among the packages, which are installed anew when one changes. */
export const peersFolder = join(root, '.cache', 'peers');
const venv = join(peersFolder, 'venv');

/** Its interpreter. */
export const peersPython = isWindows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');

/** Makes the Python environment, once. Whether it is there; says what is missing when it is not. */
export async function ensurePeers() {
  if (existsSync(peersPython)) {
    const { code: missing } = await run(peersPython, ['-c', 'import keras, torch'], { quiet: true });
    if (missing === 0) return true;
  }
  const host = process.env.NEUROLOOM_PYTHON ?? (isWindows ? 'python' : 'python3');
  console.error(`Installing ${PACKAGES.join(' and ')} (once; up to 7 GB in .cache/peers) …`);
  const made = await run(host, ['-m', 'venv', venv], { quiet: true });
  const installed =
    made.code === 0 &&
    (await run(peersPython, ['-m', 'pip', 'install', '--no-cache-dir', ...PACKAGES], { quiet: true }));
  const failed = made.code === 0 ? installed : made;
  if (failed.code === 0) return true;
  console.error(failed.output.trim().split('\n').slice(-5).join('\n'));
  console.error('The comparison needs Python 3.10 or newer (NEUROLOOM_PYTHON names another one) and PyPI.');
  return false;
}
