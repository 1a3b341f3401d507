// npm run setup:tensorflow [-- --wheel]: installs TensorFlow for the device “tensorflow”, in a folder of the user's own.
// First its official download; where that is out of reach or too old for the graphics card (or with --wheel), the library of a
// TensorFlow wheel. See docs/devices.md.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './lib/run.mjs';
import { BINDINGS, installedTensorflow, markFile, tensorflowFolder, WHEEL } from './lib/tensorflow.mjs';
import { installFromWheel } from './lib/tensorflow-wheel.mjs';

/** What the package downloads from. */
const OFFICIAL = 'https://storage.googleapis.com/tensorflow/libtensorflow/';
const REACH_MS = 10_000;
const DOWNLOAD_MS = 900_000;
/** Its library is of 2022 and has programs for graphics cards up to this CUDA compute capability. */
const NEWEST_CARD = 8.6;

/** The compute capability of the best NVIDIA graphics card; null where there is none. */
async function graphicsCard() {
  const query = ['--query-gpu=compute_cap', '--format=csv,noheader'];
  const { code, output } = await run('nvidia-smi', query, { quiet: true });
  const capabilities = output.trim().split('\n').map(Number);
  return code === 0 && capabilities.every(Number.isFinite) ? Math.max(...capabilities) : null;
}

async function isReachable() {
  try {
    await fetch(OFFICIAL, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Null, or why it cannot be done. */
async function installOfficially(folder, name) {
  console.log('Downloading TensorFlow (once) …');
  const args = ['install', '--prefix', folder, '--ignore-scripts=false', '--no-audit', '--no-fund'];
  const shell = process.platform === 'win32';
  const { code, output } = await run(shell ? 'npm.cmd' : 'npm', [...args, `${name}@${BINDINGS}`], {
    quiet: true,
    timeout: DOWNLOAD_MS,
    shell,
  });
  return code === 0 ? null : output.trim().split('\n').slice(-5).join('\n');
}

/** Multiplies two matrices in a process of its own. Null, or what went wrong. */
async function tryOut(folder, name) {
  const program = `
    const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    const tf = require(require.resolve(${JSON.stringify(name)}, { paths: [${JSON.stringify(folder)}] }));
    process.exit(tf.getBackend() === 'tensorflow' && tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0] === 11 ? 0 : 1);`;
  const { code, output } = await run(process.execPath, ['-e', program], {
    quiet: true,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return code === 0 ? null : output.trim().split('\n').slice(-5).join('\n') || `It ended with ${code}.`;
}

const folder = tensorflowFolder();
const card = await graphicsCard();
const name =
  card === null || process.platform === 'darwin' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs-node-gpu';
const ways = [
  {
    what: 'the official download',
    why: process.argv.includes('--wheel')
      ? 'not wanted'
      : card !== null && card > NEWEST_CARD
        ? `too old for this graphics card (compute capability ${card})`
        : (await isReachable())
          ? null
          : 'out of reach',
    install: () => installOfficially(folder, name),
    library: 'TensorFlow 2.9.1',
  },
  {
    what: `the library of TensorFlow ${WHEEL} for Python`,
    why: null,
    install: () => installFromWheel(folder, name, card !== null),
    library: `TensorFlow ${WHEEL}`,
  },
];

await rm(markFile(), { force: true });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
for (const { what, why, install, library } of ways) {
  const problem = why ?? (await install()) ?? (await tryOut(folder, name));
  if (problem) {
    console.log(`${what[0].toUpperCase()}${what.slice(1)}: ${problem}`);
    continue;
  }
  await writeFile(markFile(), `${JSON.stringify({ package: name, bindings: BINDINGS, library })}\n`);
  break;
}
const installed = installedTensorflow();
if (installed) console.log(`${installed.library} is ready (${installed.package} in ${folder}).`);
else console.error('TensorFlow could not be installed; everything else works without it.');
process.exitCode = installed ? 0 : 1;
