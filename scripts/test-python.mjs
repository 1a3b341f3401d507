// npm run test:python [-- PATTERN --pytorch]: runs the programs that the product writes for Keras and PyTorch (the shipped projects, and small ones for every layer, loss,
// optimizer, schedule and callback) and compares parameters, outputs, losses and metrics with the engine's.
import { join } from 'node:path';
import { buildPrograms, ensureInstalledQuietly } from './lib/build-programs.mjs';
import { ensurePeers, peersFolder, peersPython } from './lib/peers.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalledQuietly();
if (!(await ensurePeers())) process.exit(1);

const programs = join(peersFolder, 'code-programs');
await buildPrograms(programs, { python: 'test/python/python.ts' });
const env = { NEUROLOOM_GOLDEN: process.env.NEUROLOOM_GOLDEN ?? join(root, 'test', 'golden') };
const { code } = await node(join(programs, 'python.mjs'), [root, peersPython, ...process.argv.slice(2)], {
  env,
});
process.exitCode = code;
