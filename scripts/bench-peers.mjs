// npm run bench:peers [-- --json] [-- --nets cnn-b32,xor-b4]: steps of the same networks in Keras, PyTorch and Neuroloom, by turns.
// See docs/benchmarks-peers.md.
import { join } from 'node:path';
import { buildPrograms, ensureInstalledQuietly } from './lib/build-programs.mjs';
import { ensurePeers, peersFolder, peersPython } from './lib/peers.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalledQuietly();
if (!(await ensurePeers())) process.exit(1);

const programs = join(peersFolder, 'programs');
await buildPrograms(programs, { peers: 'test/bench/peers/peers.ts', ours: 'test/bench/peers/ours.ts' });
const { code } = await node(join(programs, 'peers.mjs'), [root, peersPython, ...process.argv.slice(2)]);
process.exitCode = code;
