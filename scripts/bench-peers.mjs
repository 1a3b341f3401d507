// npm run bench:peers [-- --json] [-- --nets cnn-b32,xor-b4]: steps of the same networks in Keras, PyTorch and Neuroloom, by turns.
// See docs/benchmarks-peers.md.
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
const programs = join(peersFolder, 'programs');
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
const { code } = await node(join(programs, 'peers.mjs'), [root, peersPython, ...process.argv.slice(2)]);
process.exitCode = code;
