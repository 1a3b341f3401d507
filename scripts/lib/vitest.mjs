// Runs projects of vitest.config.ts and counts their tests.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node, root } from './run.mjs';

/** Resolves with { passed, failed }; a run that breaks down counts as one failure. */
export async function runVitest(projects) {
  const file = join(root, 'test-results', `vitest-${projects.join('-')}.json`);
  rmSync(file, { force: true });
  const args = ['run', '--passWithNoTests', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await node(bin('vitest/vitest.mjs'), [
    ...args,
    ...projects.flatMap((name) => ['--project', name]),
  ]);
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
    const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0, code === 0 ? 0 : 1);
    return { passed: numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
