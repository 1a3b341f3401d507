import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { parseIdx } from '#shared/data/idx';
import { serializeProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { temporaryFolder } from '../fakes/temporary-folder';
import { change } from '../fixtures/drawings';
import { idxFile } from '../fixtures/idx';
import { ASSETS, CLI_FILE, type Finished, neuroloom, start } from './programs';
import { delicate } from './projects';
import { numbersIn } from './real-engine';

const CNN = 'assets/examples/mnist-cnn.json';
const XOR = 'assets/examples/xor.json';

/** A folder with a project file in it, and where runs go. */
async function workplace(project: ProjectFile = delicate({ epochs: 2 })) {
  const folder = await temporaryFolder();
  const file = join(folder, 'project.json');
  await writeFile(file, serializeProject(project));
  return { folder, file, run: (...args: string[]) => neuroloom(args, join(folder, 'data')) };
}

/** A digit of the test data as a picture. */
async function digit(index: number, folder: string): Promise<string> {
  const parsed = parseIdx(
    gunzipSync(await readFile(resolve(ASSETS, 'datasets/mnist/t10k-images-idx3-ubyte.gz'))),
    'mnist',
  );
  if (!parsed.ok) throw new Error('MNIST is damaged');
  const data = Uint8Array.from(parsed.value.data.subarray(index * 784, (index + 1) * 784));
  const path = join(folder, `digit-${index}.png`);
  await writeFile(path, encode({ width: 28, height: 28, data, channels: 1, depth: 8 }));
  return path;
}

const failure = ({ code, stdout, stderr }: Finished) => ({
  code,
  stdout,
  lines: stderr.trim().split('\n').length,
  stderr,
});

describe('neuroloom train', () => {
  test('tells every epoch and the end as a line of JSON', async () => {
    const { file, folder, run } = await workplace();
    const out = join(folder, 'out');
    const { code, json, stderr } = await run('train', file, '--json', '--out', out);
    const lines = json();
    expect([code, stderr, lines.map(({ event }) => event)]).toEqual([0, '', ['epoch', 'epoch', 'end']]);
    expect(lines[0]).toEqual({
      event: 'epoch',
      epoch: 1,
      loss: expect.any(Number),
      accuracy: expect.any(Number),
      valLoss: expect.any(Number),
      valAccuracy: expect.any(Number),
    });
    expect(lines[2]).toEqual({
      event: 'end',
      reason: 'done',
      epochs: 2,
      testLoss: expect.any(Number),
      testAccuracy: expect.any(Number),
      msPerStep: expect.any(Number),
      samplesPerSecond: expect.any(Number),
      peakRssMb: expect.any(Number),
      device: 'cpu',
      checkpoint: out,
    });
    expect((await readdir(out)).toSorted()).toEqual(['run.json', 'state.safetensors']);
  });

  test('takes epochs, batch size, seed and limit from the command line', async () => {
    const { file, run } = await workplace();
    const options = ['--epochs', '1', '--batch-size=50', '--seed', '9', '--limit', '100', '--json'];
    const lines = (await run('train', file, ...options)).json();
    expect(lines.map(({ event }) => event)).toEqual(['epoch', 'end']);
    const { step, seed } = await numbersIn(String(lines[1]!['checkpoint']));
    // 90 of 100 samples train: one batch of 50 and one of 40.
    expect([step, seed]).toEqual([2, 9]);
  });

  test('gives the same numbers for the same seed', async () => {
    const { file, run } = await workplace();
    const [a, b] = [await run('train', file, '--json'), await run('train', file, '--json')];
    const numbers = ({ json }: Finished) =>
      json().map(({ loss, accuracy, testLoss }) => [loss, accuracy, testLoss]);
    expect(numbers(b)).toEqual(numbers(a));
  });

  test('writes lines for people where there is no terminal', async () => {
    const { file, run } = await workplace();
    const { code, stdout, stderr } = await run('train', file, '--epochs', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^epoch 1\/1 {2}loss [\d.]+ {2}accuracy [\d.]+ {2}val loss [\d.]+ {2}val accuracy [\d.]+ {2}[\d.]+ s\ntestLoss [\d.]+\ntestAccuracy [\d.]+\n$/,
    );
    expect(stderr).toMatch(/ms\/step .* samples\/s .* MB {2}cpu\ncheckpoint .*\n$/);
  });

  test('stopped by Ctrl+C ends with 130 and a checkpoint, from which --resume goes on as if it had not been', async () => {
    const { file, folder } = await workplace(delicate({ epochs: 300 }));
    const data = join(folder, 'data');
    const out = join(folder, 'out');
    const training = start(CLI_FILE, ['train', file, '--json', '--out', out], data);
    await training.saying('"epoch":2');
    training.child.kill('SIGINT');
    const stopped = await training.finished;
    expect(stopped.code).toBe(130);
    const end = stopped.json().at(-1)!;
    expect(end).toMatchObject({ event: 'end', reason: 'stopped', checkpoint: out });
    const { epoch } = await numbersIn(out);
    const epochs = String(epoch + 2);
    const resumed = await neuroloom(['train', file, '--resume', out, '--epochs', epochs, '--json'], data);
    expect([resumed.code, resumed.json().at(-1)]).toMatchObject([0, { reason: 'done', epochs: epoch + 2 }]);
    const straight = await neuroloom(['train', file, '--epochs', epochs, '--json'], data);
    const numbers = ({ json }: Finished) => numbersIn(String(json().at(-1)!['checkpoint']));
    expect(await numbers(resumed)).toEqual(await numbers(straight));
    // One JSON object for every epoch, whoever trained it.
    const epochsOf = ({ json }: Finished) =>
      json()
        .filter(({ event }) => event === 'epoch')
        .map(({ loss }) => loss);
    expect([...epochsOf(stopped), ...epochsOf(resumed)]).toEqual(epochsOf(straight));
  });

  test('has nothing left to do where all epochs are done', async () => {
    const { file, folder, run } = await workplace();
    const out = join(folder, 'out');
    await run('train', file, '--epochs', '1', '--json', '--out', out);
    expect(failure(await run('train', file, '--resume', out, '--epochs', '1'))).toMatchObject({
      code: 1,
      lines: 1,
      stderr: expect.stringContaining('nothing-left-to-train'),
    });
  });

  test('tells what it trained even where --out cannot be written, and ends with 1', async () => {
    const { file, folder, run } = await workplace();
    await writeFile(join(folder, 'taken'), '');
    const { code, json, stderr } = await run(
      'train',
      file,
      '--epochs',
      '1',
      '--json',
      '--out',
      join(folder, 'taken'),
    );
    expect([code, stderr.split(':')[0]]).toEqual([1, 'error file-not-written']);
    expect(await numbersIn(String(json().at(-1)!['checkpoint']))).toMatchObject({ epoch: 1 });
  });

  test('ends with 1 where numbers are none, and names the layer', async () => {
    const { file, run } = await workplace(
      delicate({ learningRate: 100, optimizer: { type: 'SGD', params: { momentum: 0.99 } }, epochs: 50 }),
    );
    const { code, stderr } = await run('train', file, '--json');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error training-not-finite \(\w+\): Training stopped at step \d+: .* of "\w+" became/,
    );
  });

  test('ends with 1 before it begins where the drawing is wrong', async () => {
    const project = delicate();
    const { file, run } = await workplace({
      ...project,
      graph: change(project.graph, 'conv2d', { params: { filters: 0 } }),
    });
    expect(failure(await run('train', file, '--json'))).toMatchObject({
      code: 1,
      stdout: '',
      lines: 1,
      stderr: expect.stringMatching(/^error wrong-parameter \(conv2d\): /),
    });
  });

  test('ends with 1 on a device that is not there', async () => {
    const { file, run } = await workplace();
    expect(failure(await run('train', file, '--device', 'abacus'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('device-not-usable'),
    });
  });
});

describe('neuroloom check', () => {
  test.each([
    CNN,
    XOR,
    'assets/examples/residual.json',
    'assets/examples/spirals.json',
    'assets/examples/mnist-mlp.json',
  ])('finds nothing wrong with the example %s', async (file) => {
    const { run } = await workplace();
    expect(await run('check', file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No problems\.\nMemory for training: about \d+ MB, with .* free\.\n$/),
      stderr: '',
    });
  });

  test('explains a remark, without a project too', async () => {
    const { run } = await workplace();
    const { code, stdout } = await run('check', '--explain', 'not-shuffled');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^not-shuffled: Samples are not shuffled\nWithout shuffling.*\nLeCun.*\n$/);
    expect(failure(await run('check'))).toMatchObject({ code: 2 });
  });

  test('prints every problem, and ends with 1', async () => {
    const project = delicate();
    const { file, run } = await workplace({
      ...project,
      graph: change(project.graph, 'dense', { params: { units: 7, activation: 'linear' } }),
    });
    const plain = await run('check', file);
    expect(plain.code).toBe(1);
    expect(plain.stdout).toMatch(
      /^error head-does-not-fit \(output\): .*Repair: Set units of dense to 10\.\nhint head-without-probabilities \(dense\): /,
    );
    const json = await run('check', file, '--json');
    expect(json.json().map(({ code, severity, nodeId }) => [code, severity, nodeId])).toEqual([
      ['head-does-not-fit', 'error', 'output'],
      ['head-without-probabilities', 'hint', 'dense'],
    ]);
  });

  test('speaks Korean where the terminal does', async () => {
    const { folder } = await workplace();
    const { stdout } = await neuroloom(['check', XOR], folder, { LC_ALL: 'ko_KR.UTF-8' });
    expect(stdout).toMatch(/^문제가 없습니다\.\n학습에 필요한 메모리: 약 \d+ MB \(남은 메모리 .*\)\n$/);
  });
});

describe('neuroloom evaluate and predict', () => {
  test('measure a checkpoint, and classify pictures and IDX files', async () => {
    const { folder, run } = await workplace();
    const out = join(folder, 'out');
    const trained = await run('train', CNN, '--epochs', '2', '--limit', '4000', '--json', '--out', out);
    const end = trained.json().at(-1)!;

    const measured = await run('evaluate', CNN, '--checkpoint', out, '--limit', '4000', '--json');
    expect(measured.json()).toEqual([
      {
        event: 'evaluation',
        split: 'test',
        count: 4000,
        loss: end['testLoss'],
        accuracy: end['testAccuracy'],
      },
    ]);
    const table = await run('evaluate', CNN, '--checkpoint', out, '--split', 'train', '--limit', '100');
    expect(table.stdout).toMatch(/^samples {3}100\nloss {6}[\d.]+\naccuracy {2}[\d.]+\n$/);

    // The first test digits are 7, 2, 1, 0.
    const pictures = await Promise.all([0, 1, 2, 3].map((index) => digit(index, folder)));
    const one = await run('predict', CNN, ...pictures, '--checkpoint', out, '--json');
    const rows = one.json();
    expect(rows.map(({ file, className }) => [file, className])).toEqual(
      pictures.map((file, i) => [file, '7210'[i]]),
    );
    const probabilities = Object.values(rows[0]!['probabilities'] as Record<string, number>);
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
    expect(rows[0]!['probability']).toBe(Math.max(...probabilities));

    const idx = resolve(ASSETS, 'datasets/mnist/t10k-images-idx3-ubyte.gz');
    const all = (await run('predict', CNN, idx, '--checkpoint', out, '--json')).json();
    expect(all.map(({ index }) => index)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    // The same samples give the same answer, alone or among others.
    expect(all.slice(0, 4).map(({ className }) => className)).toEqual(['7', '2', '1', '0']);
    const text = await run('predict', CNN, pictures[0]!, '--checkpoint', out);
    expect(text.stdout).toMatch(/digit-0\.png {2}7 [\d.]+ % {2,}\d [\d.]+ % {2,}\d [\d.]+ %\n$/);
  });

  test('say what is wrong with a file, a shape or a checkpoint', async () => {
    const { folder, file, run } = await workplace();
    const out = join(folder, 'out');
    await run('train', file, '--epochs', '1', '--json', '--out', out);
    const small = join(folder, 'small.idx');
    await writeFile(small, idxFile([1, 2, 2], [1, 2, 3, 4]));
    const text = join(folder, 'text.png');
    await writeFile(text, 'not a picture');
    const broken = join(folder, 'broken');
    const cases: [string[], string][] = [
      [['predict', file, small, '--checkpoint', out], 'sample-shape'],
      [['predict', file, text, '--checkpoint', out], 'sample-file-unreadable'],
      [['predict', file, join(folder, 'none.png'), '--checkpoint', out], 'file-not-read'],
      [['predict', file, folder, '--checkpoint', out], 'file-not-read'],
      [['predict', file, small, '--checkpoint', broken], 'checkpoint-unreadable'],
      [['evaluate', file, '--checkpoint', folder], 'checkpoint-unreadable'],
      [['evaluate', XOR, '--checkpoint', out], 'checkpoint-of-another-network'],
    ];
    for (const [args, code] of cases)
      expect(failure(await run(...args))).toMatchObject({
        code: 1,
        stdout: '',
        lines: 1,
        stderr: expect.stringMatching(new RegExp(`^error ${code}: `)),
      });
  });
});

describe('what is no project', () => {
  test.each([
    ['nothing of that name', null, 'file-not-read'],
    ['an empty file', '', 'project-not-json'],
    ['a damaged file', '{\n  "format": "neuroloom",\n', 'project-not-json'],
    ['another JSON file', '{"name":"x"}', 'not-a-project'],
    ['a newer file', '{"format":"neuroloom","version":99}', 'project-newer'],
    ['half a project', '{"format":"neuroloom","version":1}', 'project-invalid'],
  ])('is told in one line: %s', async (_name, text, code) => {
    const { folder, run } = await workplace();
    const file = join(folder, 'other.json');
    if (text !== null) await writeFile(file, text);
    for (const command of ['check', 'train'])
      expect(failure(await run(command, file))).toMatchObject({
        code: 1,
        stdout: '',
        lines: 1,
        stderr: expect.stringMatching(new RegExp(`^error ${code}: .*other\\.json`)),
      });
  });
});

describe('wrong usage', () => {
  test.each([
    [[]],
    [['paint']],
    [['constructor']],
    [['train']],
    [['train', CNN, '--epochs']],
    [['train', CNN, '--epochs', '0']],
    [['train', CNN, '--epochs', '1e3']],
    [['train', CNN, '--batch-size', '-5']],
    [['train', CNN, '--seed', 'x']],
    [['train', CNN, '--limit', '--json']],
    [['train', CNN, '--fast']],
    [['train', CNN, 'more']],
    [['evaluate', CNN]],
    [['evaluate', CNN, '--checkpoint', 'x', '--split', 'all']],
    [['predict', CNN, '--checkpoint', 'x']],
    [['serve', '--port', '70000']],
  ])('%j ends with 2 and says why', async (args) => {
    const { run } = await workplace();
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    const said = args.length === 0 ? stdout : stderr;
    expect(said).toMatch(args.length === 0 ? /USAGE/ : /^error wrong-usage: .+\n$/);
  });

  test.each(['train', 'check', 'evaluate', 'predict', 'serve'])(
    '%s --help explains its options',
    async (command) => {
      const { run } = await workplace();
      const { code, stdout, stderr } = await run(command, '--help');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`neuroloom ${command}`);
    },
  );

  test.each([['--help'], ['help']])('%s lists the commands', async (word) => {
    const { run } = await workplace();
    const { code, stdout } = await run(word);
    expect(code).toBe(0);
    for (const command of ['train', 'check', 'evaluate', 'predict', 'serve'])
      expect(stdout).toContain(command);
  });

  test('help speaks Korean where the terminal does', async () => {
    const { folder } = await workplace();
    const help = await neuroloom(['train', '--help'], folder, { LC_ALL: 'ko_KR.UTF-8' });
    expect(help.stdout).toContain('사용법 neuroloom train [OPTIONS] <PROJECT>');
    expect(help.stdout).toContain('전체 에포크 수');
    const missing = await neuroloom(['train'], folder, { LC_ALL: 'ko_KR.UTF-8' });
    expect([missing.code, missing.stderr]).toEqual([
      2,
      'error wrong-usage: 필요한 값이 없습니다: PROJECT.\n',
    ]);
  });

  test('--version tells the version', async () => {
    const { run } = await workplace();
    const { version } = JSON.parse(await readFile(resolve('package.json'), 'utf8')) as { version: string };
    expect(await run('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});
