import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLES } from '../fixtures/examples';
import { damagedFile, WAYS } from '../fixtures/file-mutations';
import { handleFile } from '../fixtures/handle-file';

/** Which files: `npm run fuzz` takes 100,000 of them, in shares. */
const COUNT = Number(process.env['NEUROLOOM_FUZZ_FILES'] ?? 3_000);
const FIRST = Number(process.env['NEUROLOOM_FUZZ_FIRST'] ?? 0);
/** No file may take longer, on whatever machine. */
const LIMIT_MS = 20_000;

const old = readFileSync(resolve(import.meta.dirname, '../fixtures/projects/xor-version-1.json'), 'utf8');
const FILES = [...EXAMPLES.map(([, text]) => text), old];

test(
  `${COUNT} damaged project files are refused with a Diagnostic, or open as a project, and none hangs`,
  {
    timeout: 3_600_000,
  },
  () => {
    const counts = new Map(WAYS.map((way) => [way, { refused: 0, opened: 0 }]));
    const failures: string[] = [];
    let worst = { seed: -1, ms: 0 };
    for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
      const { way, bytes } = damagedFile(seed, FILES);
      const start = performance.now();
      try {
        counts.get(way)![handleFile(bytes)]++;
      } catch (error) {
        failures.push(`${seed} (${way}): ${String(error)}`);
      }
      const ms = performance.now() - start;
      if (ms > worst.ms) worst = { seed, ms };
    }
    const sum = (of: 'refused' | 'opened') => [...counts.values()].reduce((n, count) => n + count[of], 0);
    console.log(
      `${COUNT} files from ${FIRST}: ${sum('refused')} refused, ${sum('opened')} opened; longest ${worst.ms.toFixed(0)} ms (file ${worst.seed})`,
    );
    expect(failures).toEqual([]);
    expect(worst.ms).toBeLessThan(LIMIT_MS);
    // Every way does something: some files are refused for it, some are not.
    expect(sum('refused')).toBeGreaterThan(COUNT / 10);
    expect(sum('opened')).toBeGreaterThan(COUNT / 10);
  },
);
