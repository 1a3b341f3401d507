// npm run bench:accuracy [-- --json] [-- --settings cnn,relu-adam]: what the same networks reach on MNIST in Keras and in Neuroloom.
// See docs/accuracy.md.
import { join } from 'node:path';
import { buildPrograms, ensureInstalledQuietly } from './lib/build-programs.mjs';
import { ensurePeers, peersFolder, peersPython } from './lib/peers.mjs';
import { node, root } from './lib/run.mjs';

await ensureInstalledQuietly();
if (!(await ensurePeers())) process.exit(1);

const programs = join(peersFolder, 'accuracy');
await buildPrograms(programs, {
  accuracy: 'test/bench/accuracy/accuracy.ts',
  cli: 'electron/cli/cli.ts',
  engine: 'electron/engine/engine.ts',
  server: 'electron/server/server.ts',
});
const { code } = await node(join(programs, 'accuracy.mjs'), [root, peersPython, ...process.argv.slice(2)]);
process.exitCode = code;
