// npm run bench:accuracy [-- --json] [-- --settings cnn,relu-adam]: what the same networks reach on MNIST in Keras and in Neuroloom.
// See docs/accuracy.md.
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ensurePeers, peersFolder, peersPython } from './lib/peers.mjs';
import { node, root } from './lib/run.mjs';

const log = console.log;
console.log = console.error;
await ensureInstalled();
console.log = log;
if (!(await ensurePeers())) process.exit(1);

const { build } = await import('vite');
const programs = join(peersFolder, 'accuracy');
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
        accuracy: join(root, 'test', 'bench', 'accuracy', 'accuracy.ts'),
        cli: join(root, 'electron', 'cli', 'cli.ts'),
        engine: join(root, 'electron', 'engine', 'engine.ts'),
        server: join(root, 'electron', 'server', 'server.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
});
const { code } = await node(join(programs, 'accuracy.mjs'), [root, peersPython, ...process.argv.slice(2)]);
process.exitCode = code;
