import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ModelState } from '#shared/compile/program';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { DEFAULT_SNAPSHOTS, type SnapshotSettings } from '#shared/train/snapshots';
import type { Model } from '../../../../electron/engine/model';
import type { StepPlace } from '../../../../electron/engine/observers';
import { readWeights } from '../../../../electron/engine/weights/read-weights';
import { createSnapshots } from '../../../../electron/engine/snapshots/snapshots';
import { FAKE_LAYOUT, fakeState } from '../../../fakes/fake-trainer';
import { temporaryFolder } from '../../../fakes/temporary-folder';

const at = (step: number): ModelState => ({ ...fakeState(), step, theta: Float32Array.of(step, -step) });
const MODEL = { layout: FAKE_LAYOUT, project: { training: { seed: 1 } } } as unknown as Model;

async function open(settings: Partial<SnapshotSettings> = {}, runsFolder?: string) {
  const folder = runsFolder ?? (await temporaryFolder());
  const problems: Diagnostic[] = [];
  const clock = { now: 0 };
  const snapshots = createSnapshots({
    runsFolder: folder,
    settings: () => ({ ...DEFAULT_SNAPSHOTS, ...settings }),
    onChange: () => undefined,
    onProblem: (problem) => problems.push(problem),
    now: () => clock.now,
  });
  // Before the folder goes.
  onTestFinished(() => snapshots.settle());
  /** Trains in epochs of five steps from step `from` up to and with `to`. */
  const train = async (from: number, to: number) => {
    let step = from;
    while (step < to) {
      const place: StepPlace = {
        step,
        epoch: Math.floor(step / 5),
        stepInEpoch: step % 5,
        stepsPerEpoch: 5,
      };
      const { steps } = snapshots.next(place);
      step += steps;
      if (step > to) break;
      const after = at(step);
      const end = { ...place, step, epoch: Math.floor((step - 1) / 5), stepInEpoch: ((step - 1) % 5) + 1 };
      await snapshots.look({
        place: end,
        after,
        before: after,
        slab: { x: new Float32Array(0), y: new Float32Array(0), batch: 1, steps },
        gradient: null,
      });
    }
  };
  const steps = () => snapshots.list().snapshots.map(({ step }) => step);
  return { folder, snapshots, train, steps, problems, clock };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'run', 'snapshots')).catch((): string[] => []);
  return names.toSorted();
}

describe('snapshots', () => {
  test('are there of the beginning and of every epoch, with the weights of then', async () => {
    const { snapshots, train, folder } = await open();
    snapshots.begin('run', at(0), 0);
    await train(0, 15);
    expect(snapshots.list()).toMatchObject({
      runId: 'run',
      snapshots: [
        { step: 0, epoch: 0 },
        { step: 5, epoch: 1 },
        { step: 10, epoch: 2 },
        { step: 15, epoch: 3 },
      ],
    });
    const before = await snapshots.stateFor(MODEL, 10);
    await snapshots.settle();
    expect((await snapshots.stateFor(MODEL, 10)).theta).toEqual(before.theta);
    expect([...before.theta, before.step]).toEqual([10, -10, 10]);
    expect(await filesIn(folder)).toEqual([
      'step-0-epoch-0.safetensors',
      'step-10-epoch-2.safetensors',
      'step-15-epoch-3.safetensors',
      'step-5-epoch-1.safetensors',
    ]);
  });

  test('can be of every few steps, or none', async () => {
    const few = await open({ policy: 'steps', every: 4 });
    few.snapshots.begin('run', at(0), 0);
    await few.train(0, 13);
    expect(few.steps()).toEqual([0, 4, 8, 12]);
    const none = await open({ policy: 'none' });
    none.snapshots.begin('run', at(0), 0);
    await none.train(0, 100);
    expect(none.steps()).toEqual([]);
  });

  test('take no more room than they may: the nearest to each other go, also from the disk', async () => {
    const { snapshots, train, folder, clock } = await open({ policy: 'steps', every: 1, megabytes: 1 });
    const large = (step: number) => ({
      ...at(step),
      layout: { ...FAKE_LAYOUT, sizes: { theta: 50_000, buffers: 0, frozen: 0 } },
      theta: new Float32Array(50_000),
    });
    snapshots.begin('run', large(0), 0);
    for (let step = 1; step <= 40; step++) {
      clock.now += 500;
      await snapshots.look({
        place: { step, epoch: 0, stepInEpoch: step, stepsPerEpoch: 1000 },
        after: large(step),
        before: large(step),
        slab: { x: new Float32Array(0), y: new Float32Array(0), batch: 1, steps: 1 },
        gradient: null,
      });
    }
    await snapshots.settle();
    const { snapshots: kept } = snapshots.list();
    expect(kept.map(({ step }) => step)).toEqual([
      0,
      expect.any(Number),
      expect.any(Number),
      expect.any(Number),
      40,
    ]);
    expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(2 ** 20);
    expect(await filesIn(folder)).toHaveLength(5);
    await train(40, 41);
  });

  test('are none where one is too large, which is told once', async () => {
    const { snapshots, problems, steps } = await open({ megabytes: 1 });
    const huge = { ...at(0), theta: new Float32Array(300_000) };
    snapshots.begin('run', huge, 0);
    snapshots.begin('run', huge, 0);
    expect([steps(), problems.map(({ code }) => code)]).toEqual([[], ['snapshot-too-large']]);
  });

  test('are found again in the folder of the run, and go on where it does', async () => {
    const first = await open();
    first.snapshots.begin('run', at(0), 0);
    await first.train(0, 15);
    await first.snapshots.settle();
    const second = await open({}, first.folder);
    await second.snapshots.follow('run');
    expect(second.snapshots.list()).toEqual(first.snapshots.list());
    expect([...(await second.snapshots.stateFor(MODEL, 5)).theta]).toEqual([5, -5]);
    // From a checkpoint at step 7.
    second.snapshots.begin('run', at(7), 1);
    expect(second.steps()).toEqual([0, 5]);
    await second.train(7, 10);
    await second.snapshots.settle();
    expect(second.steps()).toEqual([0, 5, 10]);
    expect(await filesIn(first.folder)).toHaveLength(3);
    await second.snapshots.follow(null);
    expect(second.steps()).toEqual([]);
  });

  test('are files of weights like those of a checkpoint', async () => {
    const { snapshots } = await open();
    snapshots.begin('run', at(3), 0);
    await snapshots.settle();
    const tensors = await readWeights(snapshots.list().snapshots[0]!.path);
    expect(tensors).toMatchObject([{ name: 'dense/kernel', shape: [2, 1] }]);
    expect([...tensors[0]!.data]).toEqual([3, -3]);
  });

  test('that are missing or damaged say so', async () => {
    const { snapshots } = await open();
    snapshots.begin('run', at(0), 0);
    await snapshots.settle();
    await expect(snapshots.stateFor(MODEL, 1)).rejects.toMatchObject({
      diagnostic: { code: 'snapshot-missing' },
    });
    await writeFile(snapshots.list().snapshots[0]!.path, 'broken');
    await expect(snapshots.stateFor(MODEL, 0)).rejects.toMatchObject({ diagnostic: { severity: 'error' } });
  });

  test('that cannot be written are told once, and training goes on', async () => {
    const { snapshots, folder, problems, train, steps } = await open();
    await writeFile(join(folder, 'run'), 'in the way');
    snapshots.begin('run', at(0), 0);
    await train(0, 10);
    await snapshots.settle();
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['file-not-written', 'warning']]);
    expect(steps()).toEqual([]);
  });
});
