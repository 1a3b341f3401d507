// npm run bench:ui [-- --json] [-- --quick] [-- --no-training]: how smoothly the editor works with 300 blocks. See docs/benchmarks-ui.md.
import { join } from 'node:path';
import { buildPrograms, ensureInstalledQuietly } from './lib/build-programs.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalledQuietly();
const { ensureBuilt } = await import('./lib/build.mjs');
const { ensureChromium } = await import('./lib/chromium.mjs');
const executable = await ensureChromium();
// What it says of its work stays out of the output, which may be JSON.
const { log } = console;
console.log = console.error;
if (!executable || !(await ensureBuilt())) process.exit(1);
console.log = log;

const folder = join(root, 'node_modules', '.cache', 'bench-ui');
await buildPrograms(folder, { bench: 'test/bench/ui/bench-ui.ts' });
const { code } = await node(join(folder, 'bench.mjs'), [root, executable, ...process.argv.slice(2)]);
process.exitCode = code;
