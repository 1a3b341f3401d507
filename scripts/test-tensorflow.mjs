// npm run test:tensorflow [-- --networks]: trains with the installed TensorFlow beside ONNX Runtime and prints by how much they differ. See docs/devices.md.
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalled();
const { build } = await import('vite');
const folder = join(root, 'node_modules', '.cache', 'tensorflow');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: join(root, 'test', 'tensorflow', 'tensorflow.ts'),
    outDir: folder,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'tensorflow.mjs' } },
  },
});
const { code } = await node(join(folder, 'tensorflow.mjs'), [root, ...process.argv.slice(2)]);
process.exitCode = code;
