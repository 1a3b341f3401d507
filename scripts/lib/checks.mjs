// Types, lint and format: what a commit must pass besides its tests.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node, root } from './run.mjs';

const areas = [
  'shared',
  ...readdirSync(join(root, 'electron')).map((name) => `electron/${name}`),
  'renderer',
  'test',
];

const tasks = [
  ...areas.map((area) => ({
    name: `types of ${area}`,
    run: () => node(bin('typescript/bin/tsc'), ['-p', `${area}/tsconfig.json`, '--noEmit'], { quiet: true }),
  })),
  {
    name: 'lint',
    run: () => node(bin('oxlint/bin/oxlint'), ['--type-aware', '--deny-warnings'], { quiet: true }),
  },
  {
    name: 'format',
    run: () =>
      node(bin('prettier/bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.'], { quiet: true }),
  },
];

/** Runs every check, two at a time; resolves with { passed, failed } and prints the output of those that failed. */
export async function runChecks() {
  const waiting = [...tasks];
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const { code, output } = await task.run();
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${task.name}`);
      if (code !== 0) console.log(output);
      counts[code === 0 ? 'passed' : 'failed']++;
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}
