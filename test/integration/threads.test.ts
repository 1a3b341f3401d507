import { mkdtemp } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { neuroloom } from './programs';

const CNN = 'assets/examples/mnist-cnn.json';
const CORES = availableParallelism();
const SHORT = ['--limit', '256', '--epochs', '1', '--device', 'cpu', '--json'];

const folder = () => mkdtemp(join(tmpdir(), 'neuroloom-threads-'));

test('--threads trains on so many: the same numbers as NEUROLOOM_THREADS, every time', async () => {
  const place = await folder();
  const runs = [
    await neuroloom(['train', CNN, ...SHORT, '--threads', '1'], place),
    await neuroloom(['train', CNN, ...SHORT, '--threads', '1'], place, { NEUROLOOM_THREADS: String(CORES) }),
    await neuroloom(['train', CNN, ...SHORT], place, { NEUROLOOM_THREADS: '1' }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  const losses = runs.map(({ json }) => json().at(-1)!['testLoss']);
  expect(losses).toEqual([losses[0], losses[0], losses[0]]);
});

test.each(['0', '1.5', 'all', String(CORES + 1)])(
  '--threads %s is refused with what is allowed',
  async (count) => {
    const { code, stderr } = await neuroloom(['train', CNN, '--threads', count], await folder());
    expect(code).toBe(2);
    expect(stderr).toBe(
      `error wrong-usage: The value of "--threads" is not allowed. Expected: a whole number of 1 … ${CORES}. Found: ${count}.\n`,
    );
  },
);
