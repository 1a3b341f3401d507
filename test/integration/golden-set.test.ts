import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder';

const OWN = resolve('test', 'golden');
const VITEST = resolve('node_modules', 'vitest', 'vitest.mjs');

interface GoldenCase {
  readonly path: string;
  readonly group: string;
  readonly name: string;
  readonly case: string;
}

interface GoldenArray {
  readonly data: string;
}

/** A number of a case, changed by a hundredth of its size and a bit. */
const moved = (value: unknown): number => Number(value) * 1.01 + 0.01;

/** The first number of an array changed in the same way. */
function movedArray(array: GoldenArray): GoldenArray {
  const bytes = Buffer.from(array.data, 'base64');
  bytes.writeFloatLE(moved(bytes.readFloatLE(0)), 0);
  return { ...array, data: bytes.toString('base64') };
}

type Altered = Readonly<Record<string, unknown>>;
function lastMoved(values: unknown): number[] {
  const numbers = values as number[];
  return [...numbers.slice(0, -1), moved(numbers.at(-1))];
}

/** The case that is altered in each group, and its changed number; a second case of the group stays as it is. */
const GROUPS: Readonly<
  Record<
    string,
    { readonly alter: string; readonly keep: string; readonly change: (file: Altered) => Altered }
  >
> = {
  layers: {
    alter: 'Dense/default-2d',
    keep: 'Conv2D/default',
    change: ({ output }) => ({ output: movedArray(output as GoldenArray) }),
  },
  losses: {
    alter: 'mean_squared_error/default',
    keep: 'huber/default',
    change: ({ value }) => ({ value: moved(value) }),
  },
  metrics: {
    alter: 'CategoricalAccuracy/default',
    keep: 'AUC/default',
    change: ({ result }) => ({ result: moved(result) }),
  },
  optimizers: {
    alter: 'SGD/default',
    keep: 'Adam/default',
    change: ({ thetas }) => ({ thetas: (thetas as GoldenArray[][]).map((step) => step.map(movedArray)) }),
  },
  schedules: {
    alter: 'ExponentialDecay/default',
    keep: 'CosineDecay/default',
    change: ({ learningRates: rates }) => ({
      learningRates: (rates as number[]).with(3, moved((rates as number[])[3])),
    }),
  },
  callbacks: {
    alter: 'EarlyStopping/default',
    keep: 'ReduceLROnPlateau/default',
    change: ({ waitAfterEachEpoch }) => ({ waitAfterEachEpoch: lastMoved(waitAfterEachEpoch) }),
  },
  initializers: {
    alter: 'he_normal/dense-64x32',
    keep: 'zeros/dense-64x32',
    change: ({ theory }) => ({ theory: { ...(theory as object), stddev: 2 } }),
  },
  regularizers: { alter: 'L1/default', keep: 'L2/default', change: ({ loss }) => ({ loss: moved(loss) }) },
  constraints: {
    alter: 'MaxNorm/default',
    keep: 'NonNeg/default',
    change: ({ output }) => ({ output: movedArray(output as GoldenArray) }),
  },
  networks: {
    alter: 'xor-sgd/training',
    keep: 'xor-adam/training',
    change: ({ lossPerStep }) => ({ lossPerStep: lastMoved(lossPerStep) }),
  },
  models: {
    alter: 'mlp/keras',
    keep: 'text/keras',
    change: ({ output }) => ({ output: movedArray(output as GoldenArray) }),
  },
};

const titleOf = (golden: GoldenCase): string => `${golden.name}/${golden.case}`;

/** A set of two cases a group, of which one is altered. */
async function alteredSet(folder: string): Promise<void> {
  const index = JSON.parse(await readFile(join(OWN, 'index.json'), 'utf8')) as {
    readonly cases: GoldenCase[];
  };
  const cases: GoldenCase[] = [];
  for (const [group, { alter, keep, change }] of Object.entries(GROUPS)) {
    for (const title of [alter, keep]) {
      const golden = index.cases.find((one) => one.group === group && titleOf(one) === title)!;
      const file = join(folder, golden.path);
      await mkdir(dirname(file), { recursive: true });
      await cp(join(OWN, golden.path), file);
      if (title === alter) {
        const content = JSON.parse(await readFile(file, 'utf8')) as Altered;
        await writeFile(file, JSON.stringify({ ...content, ...change(content) }));
      }
      cases.push(golden);
    }
  }
  const counts = Object.fromEntries(Object.keys(GROUPS).map((group) => [group, 2]));
  await writeFile(join(folder, 'index.json'), JSON.stringify({ ...index, counts, cases }));
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** What the contract tests say of a set of reference values. */
async function contractTests(folder: string) {
  const file = join(folder, 'report.json');
  const args = [
    VITEST,
    'run',
    '--project',
    'node',
    'test/contract',
    '--reporter=json',
    `--outputFile=${file}`,
  ];
  // The tests of ops and layers that read no case of the set take longest.
  const skipped = ['ops', 'layers-gradients', 'layers-training', 'tables'];
  const exclude = skipped.map((name) => `--exclude=test/contract/${name}.test.ts`);
  const env = { ...process.env, NEUROLOOM_GOLDEN: folder };
  await new Promise<void>((done) => {
    execFile(process.execPath, [...args, ...exclude], { env }, () => done());
  });
  const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Report;
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

test('a set of one’s own takes the place of the golden values: what is altered fails, and nothing else', async () => {
  const folder = await temporaryFolder();
  await alteredSet(folder);
  const tests = await contractTests(folder);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const shown = (title: string) => title.replace('/training', '');
  const altered = Object.values(GROUPS).map(({ alter }) => shown(alter));
  expect(altered.filter((title) => !failed.some((name) => name.includes(`'${title}'`)))).toEqual([]);
  expect(failed.filter((name) => !altered.some((title) => name.includes(`'${title}'`)))).toEqual([]);
  const passed = tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
  const kept = Object.values(GROUPS).map(({ keep }) => shown(keep));
  expect(kept.filter((title) => !passed.some((name) => name.includes(`'${title}'`)))).toEqual([]);
});
