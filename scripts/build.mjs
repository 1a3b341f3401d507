// npm run build
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
const { ensureBuilt } = await import('./lib/build.mjs');
process.exitCode = (await ensureBuilt()) ? 0 : 1;
