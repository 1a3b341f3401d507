// npm run bench [-- --json] [-- --quick] [-- --memory]: how fast training is on this machine, or what memory it takes. See docs/benchmarks.md.
import { join } from 'node:path';
import { buildPrograms, ensureInstalledQuietly } from './lib/build-programs.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalledQuietly();

const folder = join(root, 'node_modules', '.cache', 'bench');
// The benchmark and the programs it starts.
await buildPrograms(folder, {
  bench: 'test/bench/bench.ts',
  child: 'test/bench/child.ts',
  memory: 'test/bench/memory/memory.ts',
  server: 'electron/server/server.ts',
  engine: 'electron/engine/engine.ts',
});
const program = process.argv.includes('--memory') ? 'memory.mjs' : 'bench.mjs';
const { code } = await node(join(folder, program), [root, ...process.argv.slice(2)]);
process.exitCode = code;
