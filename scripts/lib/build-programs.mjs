// Builds programs of the benchmarks as the product is built.
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './run.mjs';

/** What `npm ci` says stays out of the output, which may be JSON. */
export async function ensureInstalledQuietly() {
  const log = console.log;
  console.log = console.error;
  await ensureInstalled();
  console.log = log;
}

/** Bundles `sources`, paths in the repository by the name of the program, into `folder`: `<name>.mjs`. */
export async function buildPrograms(folder, sources) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(sources).map(([name, path]) => [name, join(root, path)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}
