// npm run package: builds the installers of this platform into release/. What follows `--` goes to electron-builder, as in
// `npm run package -- --dir` for the unpacked app alone.
import { ensureInstalled } from './lib/install.mjs';
import { bin, node } from './lib/run.mjs';

await ensureInstalled();
const { ensureBuilt } = await import('./lib/build.mjs');
if (!(await ensureBuilt())) process.exit(1);
const { code } = await node(bin('electron-builder/cli.js'), ['--publish', 'never', ...process.argv.slice(2)]);
process.exitCode = code;
