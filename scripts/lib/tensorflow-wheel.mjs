// TensorFlow's library out of a Python wheel, and the addon of the bindings built against it. On Linux.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';
import { BINDINGS, WHEEL } from './tensorflow.mjs';

const PIP_MS = 1_800_000;

/** Puts bindings and library into `folder`. Null, or why it cannot be done. */
export async function installFromWheel(folder, name, hasGpu) {
  if (process.platform !== 'linux') return 'Outside Linux there is only the official download.';
  const headers = [join(dirname(process.execPath), '..', 'include', 'node'), '/usr/include/node'].find(
    (path) => existsSync(join(path, 'node_api.h')),
  );
  if (!headers)
    return 'Node’s headers (node_api.h) are not there: install them, e.g. the package libnode-dev.';
  for (const tool of ['g++', 'python3'])
    if ((await run(tool, ['--version'], { quiet: true })).code !== 0) return `${tool} is not installed.`;
  return (
    (await installBindings(folder, name)) ??
    (await installLibrary(folder, hasGpu)) ??
    (await buildAddon(folder, name, headers))
  );
}

const lastLines = ({ output }) => output.trim().split('\n').slice(-5).join('\n');

async function installBindings(folder, name) {
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const result = await run('npm', [...args, `${name}@${BINDINGS}`], { quiet: true });
  return result.code === 0 ? null : lastLines(result);
}

const libraryOf = (folder) => join(folder, 'wheel', 'tensorflow');

async function installLibrary(folder, hasGpu) {
  const library = join(libraryOf(folder), 'libtensorflow_cc.so.2');
  if (existsSync(library)) return null;
  console.log(`Downloading TensorFlow ${WHEEL} for Python, whose library is used (once) …`);
  const environment = join(folder, 'python');
  const made = await run('python3', ['-m', 'venv', environment], { quiet: true });
  if (made.code !== 0) return lastLines(made);
  const target = join(folder, 'wheel');
  await mkdir(target, { recursive: true });
  // The one for GPUs brings CUDA's libraries as packages beside it, where it looks for them.
  const what = hasGpu ? [`tensorflow[and-cuda]==${WHEEL}`] : ['--no-deps', `tensorflow-cpu==${WHEEL}`];
  const args = ['-m', 'pip', 'install', '--no-cache-dir', '--no-compile', '--upgrade', '--target', target];
  const installed = await run(join(environment, 'bin', 'python'), [...args, ...what], {
    quiet: true,
    timeout: PIP_MS,
  });
  await rm(environment, { recursive: true, force: true });
  if (installed.code !== 0) return lastLines(installed);
  return existsSync(library) ? null : `The wheel has no ${library}.`;
}

async function buildAddon(folder, name, headers) {
  console.log('Building the bindings against it …');
  const bindings = join(folder, 'node_modules', ...name.split('/'));
  const library = libraryOf(folder);
  // Where the package looks for it.
  const find =
    'const p=require("node:path");console.log(require("@mapbox/node-pre-gyp").find(p.resolve("package.json")))';
  const found = await run(process.execPath, ['-e', find], { quiet: true, cwd: bindings });
  if (found.code !== 0) return lastLines(found);
  const addon = found.output.trim().split('\n').at(-1);
  await mkdir(dirname(addon), { recursive: true });
  const include = [headers, join(library, 'include'), bindings].map((path) => `-I${path}`);
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(bindings, 'binding', file));
  const link = [
    `-L${library}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    `-Wl,-rpath,${library}`,
  ];
  const flags = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'];
  const built = await run('g++', [...flags, ...include, ...sources, '-o', addon, ...link], { quiet: true });
  return built.code === 0 ? null : lastLines(built);
}
