import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Frame } from '#shared/protocol/frame';
import { delicate } from './projects';
import { lossesOf, type RealEngine, startEngine, trainAll } from './real-engine';

const VIEW = { split: 'test', sample: 3, thumbnails: true, inspect: null } as const;

/** The next frame of a stream that shows what there was at a step. */
async function frameOf(engine: RealEngine, stream: string, step: number, from: number): Promise<Frame> {
  for (;;) {
    const frame = engine.frames.slice(from).find((each) => each.stream === stream && each.step === step);
    if (frame) return frame;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const tensorOf = ({ tensors }: Frame, name: string) => [
  ...tensors.find((tensor) => tensor.name === name)!.data,
];

describe('snapshots', () => {
  test('show the network as it was, and change nothing of what is trained', async () => {
    const plain = await startEngine();
    await trainAll(plain, delicate({ snapshots: { policy: 'none', every: 1, megabytes: 1 } }));
    const engine = await startEngine();
    const project = delicate({ snapshots: { policy: 'steps', every: 7, megabytes: 8 } });
    const end = await trainAll(engine, project);
    expect(lossesOf(engine)).toEqual(lossesOf(plain));
    const { runId, snapshots } = await engine.call('engine.snapshots', {});
    expect(runId).toBe(end.runId);
    expect(snapshots.map(({ step, epoch }) => [step, epoch])).toEqual([
      [0, 0],
      [7, 0],
      [14, 0],
      [21, 1],
      [28, 1],
      [35, 2],
      [42, 2],
      [49, 3],
      [56, 3],
    ]);
    expect(await readdir(dirname(snapshots[0]!.path))).toHaveLength(9);
    expect((await plain.call('engine.snapshots', {})).snapshots).toEqual([]);

    // What an engine shows that has trained no further.
    const short = await startEngine();
    await short.call('engine.setProject', {
      project: { ...project, training: { ...project.training, epochs: 1 } },
    });
    for (let step = 1; step <= 7; step++) {
      const paused = short.next('run.state', ({ state }) => state === 'paused');
      await short.call('engine.train', { mode: step === 1 ? 'fresh' : 'continue', amount: 'step' });
      await paused;
    }
    await short.call('engine.setView', VIEW);
    const then = await frameOf(short, 'prediction', 7, 0);
    await engine.call('engine.setView', { ...VIEW, at: 7 });
    const past = await frameOf(engine, 'prediction', 7, 0);
    expect(tensorOf(past, 'probabilities')).toEqual(tensorOf(then, 'probabilities'));
    const filters = await frameOf(engine, 'thumbnails', 7, 0);
    expect(tensorOf(filters, 'conv2d')).toEqual(tensorOf(await frameOf(short, 'thumbnails', 7, 0), 'conv2d'));

    const from = engine.frames.length;
    await engine.call('engine.setView', { ...VIEW, at: null });
    expect((await frameOf(engine, 'prediction', 60, from)).step).toBe(60);
  });

  test('can be looked at while it trains, which goes on', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate({ epochs: 100_000 }) });
    await engine.call('engine.setView', VIEW);
    const kept = engine.next('run.snapshots', ({ snapshots }) => snapshots.length > 3);
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    const [, , third] = (await kept).snapshots;
    const from = engine.frames.length;
    await engine.call('engine.setView', { ...VIEW, at: third!.step });
    await frameOf(engine, 'thumbnails', third!.step, from);
    const { step } = await engine.call('engine.status', {});
    const frames = engine.frames.length;
    await engine.next('run.state', (state) => state.step > step + 30);
    // The past does not change.
    expect(engine.frames.slice(frames).filter((frame) => frame.step !== third!.step)).toEqual([]);
    await engine.call('engine.stop', {});
  });

  test('come back with the checkpoint of their run, and are gone with another project', async () => {
    const engine = await startEngine();
    const project = delicate({ epochs: 3 });
    const end = await trainAll(engine, project);
    const { snapshots } = await engine.call('engine.snapshots', {});
    expect(snapshots).toHaveLength(4);
    await engine.call('engine.setProject', { project, another: true });
    expect(await engine.call('engine.snapshots', {})).toEqual({ runId: null, snapshots: [] });
    await engine.call('engine.loadCheckpoint', { folder: end.checkpoint! });
    expect(await engine.call('engine.snapshots', {})).toEqual({ runId: end.runId, snapshots });
  });
});
