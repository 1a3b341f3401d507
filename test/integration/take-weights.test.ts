import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serializeProject } from '#shared/project/parse';
import { temporaryFolder } from '../fakes/temporary-folder';
import { change } from '../fixtures/drawings';
import { neuroloom } from './programs';
import { delicate } from './projects';
import { numbersIn, startEngine, trainAll } from './real-engine';

const project = delicate({ epochs: 1, validationSplit: 0 });
const frozen = {
  ...project,
  graph: change(change(project.graph, 'conv2d', { trainable: false }), 'dense', {
    params: { units: 10, activation: 'softmax', useBias: false },
  }),
};

describe('weights of another run', () => {
  test('are reported, taken over, and trained from with a new optimizer', async () => {
    const engine = await startEngine();
    const { checkpoint } = await trainAll(engine, project);
    const [run] = await engine.call('engine.weightRuns', {});
    expect(run).toMatchObject({ folder: checkpoint, name: 'delicate', epoch: 1, step: 16 });

    await engine.call('engine.setProject', { project: frozen, another: true });
    const request = { path: checkpoint!, by: 'name' } as const;
    const report = await engine.call('engine.matchWeights', request);
    expect(report.unused).toEqual(['dense/bias']);
    expect(report.layers.flatMap(({ weights }) => weights).every(({ verdict }) => verdict === 'taken')).toBe(
      true,
    );
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'idle' });

    expect(await engine.call('engine.takeWeights', request)).toEqual(report);
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'paused', epoch: 0, step: 0 });
    const folder = join(engine.dataFolder, 'taken');
    await engine.call('engine.saveCheckpoint', { folder });
    const [before, taken] = [await numbersIn(checkpoint!), await numbersIn(folder)];
    // conv2d, which is now frozen, stood first in theta.
    const conv = taken.vectors['frozen']!;
    expect(before.vectors['theta']!.slice(0, conv.length)).toEqual(conv);
    expect(taken.vectors['buffers']).toEqual(before.vectors['buffers']);
    expect(new Set(taken.vectors['slot_m'])).toEqual(new Set([0]));

    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'continue', amount: 'all' });
    const end = await ended;
    expect(end).toMatchObject({ reason: 'done', epochs: 1 });
    expect(end.runId).not.toBe(run!.folder.split('/').at(-1));
    const after = await numbersIn(end.checkpoint!);
    expect([after.step, after.vectors['frozen']]).toEqual([16, conv]);
    expect(after.vectors['theta']).not.toEqual(taken.vectors['theta']);
  });

  test('cannot be taken over while it trains, nor from a network that has nothing in common', async () => {
    const engine = await startEngine();
    const { checkpoint } = await trainAll(engine, project);
    const xor = delicate();
    const renamed = {
      ...xor,
      graph: {
        ...xor.graph,
        nodes: xor.graph.nodes.map((node) => ({ ...node, name: `other_${node.name}` })),
      },
    };
    await engine.call('engine.setProject', { project: renamed, another: true });
    const request = { path: checkpoint!, by: 'name' } as const;
    await expect(engine.call('engine.takeWeights', request)).rejects.toMatchObject({
      diagnostic: { code: 'no-weight-fits' },
    });
    await engine.call('engine.setProject', { project: delicate({ epochs: 500 }), another: true });
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    await expect(engine.call('engine.takeWeights', request)).rejects.toMatchObject({
      diagnostic: { code: 'training-already-runs' },
    });
  });

  test('start a training from the command line', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'project.json');
    const data = join(folder, 'data');
    await writeFile(file, serializeProject(project));
    const out = join(folder, 'out');
    await neuroloom(['train', file, '--json', '--out', out], data);
    const { code, json } = await neuroloom(['train', file, '--json', '--weights', out], data);
    const lines = json();
    expect([code, lines.map(({ event }) => event)]).toEqual([0, ['weights', 'epoch', 'end']]);
    expect(lines[0]).toMatchObject({ unused: [], weights: expect.any(Array) as unknown });
    expect((lines[0]!['weights'] as unknown[])[0]).toEqual({
      layer: 'conv2d',
      weight: 'kernel',
      shape: [3, 3, 1, 4],
      found: [3, 3, 1, 4],
      tensors: ['conv2d/kernel'],
      verdict: 'taken',
    });
    const told = await neuroloom(['train', file, '--weights', out], data);
    expect(told.stderr).toMatch(/conv2d\/kernel +3 × 3 × 1 × 4 +conv2d\/kernel +taken\n/);
    const both = await neuroloom(['train', file, '--weights', out, '--resume', out], data);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--resume and --weights')]);
  });
});
