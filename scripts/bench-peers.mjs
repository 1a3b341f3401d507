// npm run bench:peers [-- --json] [-- --nets cnn-b32,xor-b4]: steps of the same networks in Keras, PyTorch and Neuroloom, by turns.
// See docs/benchmarks-peers.md.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { node, root, run } from './lib/run.mjs';

/** Those of the figures in the docs. */
const PACKAGES = ['tensorflow-cpu==2.21.0', 'torch==2.15.0'];

const isWindows = process.platform === 'win32';
const folder = join(root, 'node_modules', '.cache', 'peers');
const venv = join(folder, 'venv');
const python = isWindows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');

const log = console.log;
console.log = console.error;
await ensureInstalled();
console.log = log;
if (!(await ensurePeers())) process.exit(1);

const { build } = await import('vite');
const programs = join(folder, 'programs');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir: programs,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: {
        peers: join(root, 'test', 'bench', 'peers', 'peers.ts'),
        ours: join(root, 'test', 'bench', 'peers', 'ours.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
});
const { code } = await node(join(programs, 'peers.mjs'), [root, python, ...process.argv.slice(2)]);
process.exitCode = code;

/** Makes the Python environment, once. Whether it is there; says what is missing when it is not. */
async function ensurePeers() {
  if (existsSync(python)) {
    const { code: missing } = await run(python, ['-c', 'import keras, torch'], { quiet: true });
    if (missing === 0) return true;
  }
  const host = process.env.NEUROLOOM_PYTHON ?? (isWindows ? 'python' : 'python3');
  console.error(`Installing ${PACKAGES.join(' and ')} (once; up to 7 GB in node_modules/.cache/peers) …`);
  const made = await run(host, ['-m', 'venv', venv], { quiet: true });
  const installed =
    made.code === 0 &&
    (await run(python, ['-m', 'pip', 'install', '--no-cache-dir', ...PACKAGES], { quiet: true }));
  const failed = made.code === 0 ? installed : made;
  if (failed.code === 0) return true;
  console.error(failed.output.trim().split('\n').slice(-5).join('\n'));
  console.error('The comparison needs Python 3.10 or newer (NEUROLOOM_PYTHON names another one) and PyPI.');
  return false;
}
