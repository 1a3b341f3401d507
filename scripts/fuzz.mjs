// npm run fuzz [files]: damages that many project files (100,000) and opens each, on all cores. Ends with an error where one is not handled.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { bin, root } from './lib/run.mjs';

await ensureInstalled();
const files = Number(process.argv[2] ?? 100_000);
const shares = availableParallelism();
const share = Math.ceil(files / shares);

/** One share of the files, in a process of its own. */
const run = (first) =>
  new Promise((done) => {
    const count = Math.min(share, files - first);
    const child = spawn(
      process.execPath,
      [bin('vitest/vitest.mjs'), 'run', '--project', 'integration', 'test/integration/fuzz-projects.test.ts'],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, NEUROLOOM_FUZZ_FILES: String(count), NEUROLOOM_FUZZ_FIRST: String(first) },
      },
    );
    child.on('close', (code) => done(code ?? 1));
  });

console.log(`${files} files in ${shares} shares, by ${join('test', 'integration', 'fuzz-projects.test.ts')}`);
const started = Date.now();
const codes = await Promise.all(
  Array.from({ length: shares }, (_, i) => i * share)
    .filter((first) => first < files)
    .map(run),
);
const failed = codes.some((code) => code !== 0);
console.log(
  `${files} files in ${Math.round((Date.now() - started) / 1000)} s: ${failed ? 'not all handled' : 'all handled'}`,
);
process.exitCode = failed ? 1 : 0;
