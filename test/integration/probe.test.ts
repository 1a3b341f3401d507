import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Choice } from '#shared/graph/document';
import { serializeProject } from '#shared/project/parse';
import { temporaryFolder } from '../fakes/temporary-folder';
import { neuroloom } from './programs';
import { delicate } from './projects';
import { lossesOf, numbersIn, type RealEngine, startEngine, trainAll } from './real-engine';

const probe = (params: Choice['params']): Choice => ({ type: 'Probe', params });

/** What was recorded, as [step, value] by name. */
function recorded(engine: RealEngine): Record<string, [number, number | null][]> {
  const curves: Record<string, [number, number | null][]> = {};
  for (const { step, values } of engine.events('run.probe').flatMap(({ rows }) => rows))
    for (const [name, value] of Object.entries(values)) (curves[name] ??= []).push([step, value]);
  return curves;
}

const stepsOf = (curve: readonly (readonly [number, unknown])[] | undefined) => curve?.map(([step]) => step);

describe('probes', () => {
  test('record what they are asked for, at the steps they are asked for, and change nothing', async () => {
    const plain = await startEngine();
    await trainAll(plain, delicate({ epochs: 2 }));
    const engine = await startEngine();
    // 15 steps an epoch.
    const callbacks = [
      probe({ quantity: 'weight_norm', every: 4 }),
      probe({ quantity: 'gradient_norm', layers: 'conv2d, dense', every: 7 }),
      probe({ quantity: 'update_ratio', layers: 'dense', every: 7 }),
      probe({ quantity: 'output_std', layers: 'flatten', every: 1, unit: 'epoch' }),
      probe({ quantity: 'dead', every: 2, unit: 'epoch' }),
      probe({ quantity: 'weight', layers: 'dense', weight: 'kernel', index: [5, 3], every: 30 }),
      probe({ quantity: 'learning_rate', every: 10 }),
    ];
    const end = await trainAll(engine, delicate({ epochs: 2, callbacks }));
    expect(lossesOf(engine)).toEqual(lossesOf(plain));
    const curves = recorded(engine);
    const fours = [4, 8, 12, 16, 20, 24, 28];
    expect(Object.fromEntries(Object.entries(curves).map(([name, curve]) => [name, stepsOf(curve)]))).toEqual(
      {
        'conv2d/weight_norm': fours,
        'batchnormalization/weight_norm': fours,
        'dense/weight_norm': fours,
        'conv2d/gradient_norm': [7, 14, 21, 28],
        'dense/gradient_norm': [7, 14, 21, 28],
        'dense/update_ratio': [7, 14, 21, 28],
        'flatten/output_std': [15, 30],
        'batchnormalization/dead': [30],
        'dense/kernel[5, 3]': [30],
        learning_rate: [10, 20, 30],
      },
    );
    for (const [, curve] of Object.entries(curves))
      for (const [, value] of curve) expect(value).toEqual(expect.any(Number));
    const { vectors } = await numbersIn(end.checkpoint!);
    expect(vectors['theta']).toContain(curves['dense/kernel[5, 3]']![0]![1]);
    expect(await engine.call('engine.history', {})).toMatchObject({
      probes: { learning_rate: { steps: [10, 20, 30], values: [0.001, 0.001, 0.001] } },
    });
  });

  test('stand in the table of the epochs', async () => {
    const engine = await startEngine();
    const callbacks = [
      { type: 'CSVLogger', params: {} },
      probe({ quantity: 'output_mean', layers: 'dense', every: 2, unit: 'epoch' }),
    ];
    const { checkpoint } = await trainAll(engine, delicate({ epochs: 2, callbacks }));
    const [header, ...rows] = (await readFile(join(checkpoint!, 'training.csv'), 'utf8'))
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const column = header!.indexOf('dense/output_mean');
    expect(rows[0]![column]).toBe('NA');
    // Ten probabilities sum to one.
    expect(Number(rows[1]![column])).toBeCloseTo(0.1, 5);
  });

  test('can be changed while it trains', async () => {
    const engine = await startEngine();
    const project = delicate({ epochs: 100_000 });
    await engine.call('engine.setProject', { project });
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    await engine.next('run.epoch');
    const callbacks = [probe({ quantity: 'weight_norm', layers: 'dense' })];
    const heard = engine.next('run.probe');
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, callbacks } },
    });
    expect(Object.keys((await heard).rows[0]!.values)).toEqual(['dense/weight_norm']);
    await engine.call('engine.stop', {});
  });

  test('are lines of JSON on the command line', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'project.json');
    const callbacks = [probe({ quantity: 'learning_rate', every: 1, unit: 'epoch' })];
    await writeFile(file, serializeProject(delicate({ epochs: 2, callbacks })));
    const { code, json } = await neuroloom(['train', file, '--json'], join(folder, 'data'));
    const lines = json().filter(({ event }) => event === 'probe');
    expect([code, lines]).toEqual([
      0,
      [
        { event: 'probe', step: 15, values: { learning_rate: 0.001 } },
        { event: 'probe', step: 30, values: { learning_rate: 0.001 } },
      ],
    ]);
  });
});
