// npm run bench [-- --json] [-- --quick] [-- --memory]: how fast training is on this machine, or what memory it takes. See docs/benchmarks.md.
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { node, root } from './lib/run.mjs';

const log = console.log;
console.log = console.error;
await ensureInstalled();
console.log = log;

// The benchmark and the programs it starts, built as the product is.
const { build } = await import('vite');
const folder = join(root, 'node_modules', '.cache', 'bench');
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
      input: {
        bench: join(root, 'test', 'bench', 'bench.ts'),
        child: join(root, 'test', 'bench', 'child.ts'),
        memory: join(root, 'test', 'bench', 'memory', 'memory.ts'),
        server: join(root, 'electron', 'server', 'server.ts'),
        engine: join(root, 'electron', 'engine', 'engine.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
});
const program = process.argv.includes('--memory') ? 'memory.mjs' : 'bench.mjs';
const { code } = await node(join(folder, program), [root, ...process.argv.slice(2)]);
process.exitCode = code;
