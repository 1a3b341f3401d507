import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serializeProject } from '#shared/project/parse';
import { temporaryFolder } from '../fakes/temporary-folder';
import { neuroloom } from './programs';
import { delicate } from './projects';
import { numbersOf, startEngine, trainAll, type RealEngine } from './real-engine';

const runFiles = async ({ dataFolder }: RealEngine): Promise<string[]> =>
  (await readdir(join(dataFolder, 'runs'), { recursive: true })).toSorted();

test('steps are measured, and the run, its weights and its files stay as they are', async () => {
  const engine = await startEngine();
  await trainAll(engine, delicate({ epochs: 1 }));
  const before = [await numbersOf(engine), await engine.call('engine.status', {}), await runFiles(engine)];
  await engine.call('engine.setProject', { project: delicate({ batchSize: 16 }) });
  const estimate = await engine.call('engine.preflight', { measure: false });
  expect(estimate).toMatchObject({ unmeasured: null, largestBatch: null });
  const report = await engine.call('engine.preflight', { measure: true });
  expect(report).toMatchObject({
    device: 'cpu',
    batch: 16,
    stepsPerEpoch: 29,
    time: { basis: 'measured' },
    largestBatch: { batch: 450, isAll: true },
    unmeasured: null,
  });
  expect(report!.measuredBytes).toBeGreaterThan(2 ** 20);
  expect([await numbersOf(engine), await engine.call('engine.status', {}), await runFiles(engine)]).toEqual(
    before,
  );

  await engine.call('engine.setProject', { project: delicate({ epochs: 1 }) });
  expect(await engine.call('engine.preflight', { measure: true })).toMatchObject({ time: { basis: 'run' } });
  const whole = await startEngine();
  const undisturbed = await trainAll(whole, delicate({ epochs: 3 }));
  const ended = engine.next('run.end');
  await engine.call('engine.train', { mode: 'continue', amount: 'all', epochs: 2 });
  expect((await ended).testLoss).toBe(undisturbed.testLoss);
});

test('Train and an edit end it at once, and nothing is measured while a training runs', async () => {
  const engine = await startEngine();
  await engine.call('engine.setProject', { project: delicate() });
  const first = engine.call('engine.preflight', { measure: true });
  await engine.call('engine.setProject', { project: delicate({ batchSize: 8 }) });
  expect(await first).toMatchObject({ unmeasured: { reason: 'cancelled' }, time: null });
  const second = engine.call('engine.preflight', { measure: true });
  const ended = engine.next('run.end');
  await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
  expect(await second).toMatchObject({ unmeasured: { reason: 'cancelled' } });
  const third = await engine.call('engine.preflight', { measure: true });
  expect(third).toMatchObject({ unmeasured: { reason: 'busy' } });
  await engine.call('engine.stop', {});
  await ended;
});

describe('neuroloom check --preflight', () => {
  async function workplace(project = delicate()) {
    const folder = await temporaryFolder();
    const file = join(folder, 'project.json');
    await writeFile(file, serializeProject(project));
    return (...args: string[]) => neuroloom(['check', file, '--preflight', ...args], join(folder, 'data'));
  }

  test('prints time, largest batch and what each layer costs', async () => {
    const run = await workplace();
    const { code, stdout, stderr } = await run();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^An epoch: [\d.]+ m?s \(measured; 15 steps of [\d.]+ ms, validation [\d.]+ ms\)$/m,
    );
    expect(stdout).toMatch(/^All 4 epochs: [\d.]+ m?s$/m);
    expect(stdout).toMatch(/^Largest batch that fits: all 450 samples at once, within [\d.]+ GB$/m);
    expect(stdout).toMatch(/^conv2d +Conv2D +[\d.]+ kFLOPs +\d+ % +36 /m);
  });

  test('tells the same as JSON', async () => {
    const { json } = await (await workplace())('--json');
    const report = json().find(({ event }) => event === 'preflight')!;
    expect(report).toMatchObject({ device: 'cpu', stepsPerEpoch: 15, time: { basis: 'measured' } });
    expect(report['blocks']).toHaveLength(9);
  });
});
