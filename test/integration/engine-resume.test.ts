import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EventPayload } from '#shared/protocol/api';
import type { TrainingConfig } from '#shared/train/config';
import type { EngineProcess } from '../../electron/backend/engine-process';
import { superviseEngine } from '../../electron/backend/engine-supervisor';
import { forkEngine } from '../../electron/backend/fork-engine';
import { temporaryFolder } from '../fakes/temporary-folder';
import { change } from '../fixtures/drawings';
import { ASSETS, ENGINE_FILE } from './programs';
import { delicate } from './projects';
import { lossesOf, numbersIn, numbersOf, type RealEngine, startEngine, trainAll } from './real-engine';

const OPTIMIZERS: readonly (readonly [string, Partial<TrainingConfig>])[] = [
  ['Adam', {}],
  ['SGD with momentum', { optimizer: { type: 'SGD', params: { momentum: 0.9 } }, learningRate: 0.05 }],
  [
    'a schedule, averaged weights and early stopping that restores the best ones',
    {
      optimizer: { type: 'Adam', params: { useEma: true } },
      schedule: { type: 'CosineDecay', params: { decaySteps: 60 } },
      callbacks: [
        {
          type: 'EarlyStopping',
          params: { monitor: 'loss', mode: 'max', patience: 2, restoreBestWeights: true },
        },
      ],
    },
  ],
  [
    'a rate that is lowered on a plateau, class weights and metrics of the whole set',
    {
      classWeights: 'balanced',
      metrics: ['accuracy', 'precision', 'f1_score', 'root_mean_squared_error'].map((type) => ({
        type,
        params: {},
      })),
      callbacks: [{ type: 'ReduceLROnPlateau', params: { monitor: 'loss', mode: 'max', patience: 1 } }],
    },
  ],
];

/** The run that is never stopped, trained when it is first asked for. */
const wholes = new Map<object, ReturnType<typeof trainWhole>>();
function whole(settings: Partial<TrainingConfig>) {
  let made = wholes.get(settings);
  if (!made) wholes.set(settings, (made = trainWhole(settings)));
  return made;
}

async function trainWhole(settings: Partial<TrainingConfig>) {
  const engine = await startEngine();
  const { checkpoint } = await trainAll(engine, delicate(settings));
  return { losses: lossesOf(engine), epochs: withoutTime(engine), numbers: await numbersIn(checkpoint!) };
}

const withoutTime = (engine: RealEngine) =>
  engine.events('run.epoch').map(({ epoch, step, loss, metrics, valLoss, valMetrics }) => ({
    epoch,
    step,
    loss,
    metrics,
    valLoss,
    valMetrics,
  }));

const paused = (engine: RealEngine) => engine.next('run.state', ({ state }) => state === 'paused');

describe.each(OPTIMIZERS)(
  'a run with %s that is interrupted equals, bit for bit, the one that never was',
  (_name, settings) => {
    test('paused and resumed while it runs', async () => {
      const expected = await whole(settings);
      const engine = await startEngine();
      await engine.call('engine.setProject', { project: delicate(settings) });
      const ended = engine.next('run.end');
      const first = engine.next('run.steps');
      await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
      await first;
      for (let i = 0; i < 3; i++) {
        const stopped = paused(engine);
        await engine.call('engine.pause', {});
        await stopped;
        await engine.call('engine.resume', {});
      }
      const { checkpoint } = await ended;
      expect(await numbersIn(checkpoint!)).toEqual(expected.numbers);
      expect(lossesOf(engine)).toEqual(expected.losses);
      expect(withoutTime(engine)).toEqual(expected.epochs);
    });

    test('saved in the middle of an epoch and loaded by another process', async () => {
      const expected = await whole(settings);
      const first = await startEngine();
      await first.call('engine.setProject', { project: delicate(settings) });
      for (const [mode, amount] of [
        ['fresh', 'epoch'],
        ['continue', 'step'],
        ['continue', 'step'],
      ] as const) {
        const stopped = paused(first);
        await first.call('engine.train', { mode, amount });
        await stopped;
      }
      const folder = await temporaryFolder();
      await first.call('engine.saveCheckpoint', { folder });
      expect(await numbersIn(folder)).toMatchObject({ step: 17, epoch: 1, stepInEpoch: 2 });
      first.kill();

      const second = await startEngine();
      await second.call('engine.setProject', { project: delicate(settings) });
      expect(await second.call('engine.loadCheckpoint', { folder })).toEqual({
        diagnostics: [],
        step: 17,
        epoch: 1,
      });
      const ended = second.next('run.end');
      await second.call('engine.resume', {});
      const { checkpoint } = await ended;
      expect(await numbersIn(checkpoint!)).toEqual(expected.numbers);
      expect([...lossesOf(first), ...lossesOf(second)]).toEqual(expected.losses);
      expect([...withoutTime(first), ...withoutTime(second)]).toEqual(expected.epochs);
    });
  },
);

/** Waits until `is` is true. */
async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((done) => setTimeout(done, 20));
}

test('an engine that is killed while it trains is told as a crash; restarted, it goes on from its checkpoint as if nothing had been', async () => {
  // Long enough that a checkpoint is written on the way, which happens after two seconds.
  const project = delicate({ epochs: 400 });
  const dataFolder = await temporaryFolder();
  const runsFolder = join(dataFolder, 'runs');
  const processes: EngineProcess[] = [];
  const heard: { readonly name: string; readonly payload: object }[] = [];
  const supervisor = superviseEngine({
    runsFolder,
    launch: () => {
      const child = forkEngine(ENGINE_FILE, { assetsFolder: ASSETS, dataFolder });
      processes.push(child);
      return child;
    },
    emit: (name, payload) => heard.push({ name, payload }),
    sendFrameBytes: () => undefined,
  });
  onTestFinished(() => supervisor.close());
  await supervisor.call('engine.setProject', { project });
  await supervisor.call('engine.train', { mode: 'fresh', amount: 'all' });
  const { runId } = await supervisor.call('engine.status', {});
  await until(() => existsSync(join(runsFolder, runId!, 'run.json')));
  processes[0]!.kill();
  await until(() => supervisor.state.state === 'crashed');

  const { message, detail, recoverable } = supervisor.state;
  expect(message!.en).toContain('ended unexpectedly');
  expect(detail).toContain('SIGKILL');
  expect(recoverable).toMatchObject({ folder: join(runsFolder, runId!) });
  expect(recoverable!.step).toBeGreaterThan(0);
  await expect(supervisor.call('engine.status', {})).rejects.toThrow('engine-not-running');

  await supervisor.restart();
  expect(supervisor.state.state).toBe('ready');
  // Two epochs more than the checkpoint has, or the test would take as long as the whole run.
  const epochs = recoverable!.epoch + 2;
  const shorter = { ...project, training: { ...project.training, epochs } };
  await supervisor.call('engine.setProject', { project: shorter });
  const loaded = await supervisor.call('engine.loadCheckpoint', { folder: recoverable!.folder });
  expect(loaded).toMatchObject({ step: recoverable!.step, epoch: recoverable!.epoch, diagnostics: [] });
  await supervisor.call('engine.resume', {});
  await until(() => heard.some(({ name }) => name === 'run.end'));
  const end = heard.find(({ name }) => name === 'run.end')!.payload as EventPayload<'run.end'>;
  expect(end).toMatchObject({ runId, epochs });

  const reference = await startEngine();
  const straight = await trainAll(reference, shorter);
  expect(await numbersIn(end.checkpoint!)).toEqual(await numbersIn(straight.checkpoint!));
});

describe('a checkpoint', () => {
  test('of other batches begins its epoch anew', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate() });
    const stopped = paused(engine);
    await engine.call('engine.train', { mode: 'fresh', amount: 'step' });
    await stopped;
    const folder = await temporaryFolder();
    await engine.call('engine.saveCheckpoint', { folder });
    await engine.call('engine.setProject', { project: delicate({ batchSize: 64 }) });
    expect(await engine.call('engine.loadCheckpoint', { folder })).toMatchObject({ step: 1, epoch: 0 });
    expect(await engine.call('engine.status', {})).toMatchObject({ stepInEpoch: 0, stepsPerEpoch: 8 });
  });

  test('that fits in part names what starts afresh', async () => {
    const engine = await startEngine();
    await trainAll(engine, delicate({ epochs: 1 }));
    const before = await numbersOf(engine);
    const folder = await temporaryFolder();
    await engine.call('engine.saveCheckpoint', { folder });
    const project = delicate({ epochs: 2 });
    const params = { filters: 4, strides: [2, 2], kernelSize: [5, 5], padding: 'same', useBias: false };
    await engine.call('engine.setProject', {
      project: { ...project, graph: change(project.graph, 'conv2d', { params }) },
    });
    const { diagnostics } = await engine.call('engine.loadCheckpoint', { folder });
    expect(diagnostics.map(({ code, message }) => [code, message.en.match(/"(.*)"/)?.[1]])).toEqual([
      ['weight-not-in-checkpoint', 'conv2d/kernel'],
      ['weight-not-in-checkpoint', 'dense/kernel'],
    ]);
    const after = await numbersOf(engine);
    expect(after.vectors['buffers']).toEqual(before.vectors['buffers']);
  });

  test.each(['/no/such/folder', ASSETS])('that is none is refused: %s', async (folder) => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate() });
    await expect(engine.call('engine.loadCheckpoint', { folder })).rejects.toThrow('checkpoint-unreadable');
  });
});
