// npm run check: types, lint, format and unit tests, in less than a minute.
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
const { runChecks } = await import('./lib/checks.mjs');
const { runVitest } = await import('./lib/vitest.mjs');
const checks = await runChecks();
const tests = await runVitest(['node', 'dom']);
const failed = checks.failed + tests.failed;
console.log(`${checks.passed + tests.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
