import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TrainingConfig } from '#shared/train/config';
import { change } from '../fixtures/drawings';
import { delicate } from './projects';
import { numbersIn, numbersOf, type RealEngine, startEngine, trainAll } from './real-engine';

const callback = (type: string, params: TrainingConfig['callbacks'][number]['params'] = {}) => ({
  type,
  params,
});
const metrics = (...types: readonly string[]) => types.map((type) => ({ type, params: {} }));

const rates = (engine: RealEngine) => engine.events('run.steps').flatMap(({ learningRate }) => learningRate);

describe('what goes on around the steps', () => {
  test('a schedule sets the rate of every step', async () => {
    const engine = await startEngine();
    const schedule = { type: 'InverseTimeDecay', params: { decaySteps: 10, decayRate: 1 } };
    await trainAll(engine, delicate({ epochs: 2, learningRate: 0.5, schedule }));
    expect(rates(engine)).toEqual(
      Array.from({ length: 30 }, (_, step) => Math.fround(0.5 / (1 + step / 10))),
    );
  });

  test('early stopping ends the training, restores the best weights and says so', async () => {
    const engine = await startEngine();
    const early = { monitor: 'loss', mode: 'max', patience: 1, restoreBestWeights: true };
    const end = await trainAll(engine, delicate({ callbacks: [callback('EarlyStopping', early)] }));
    expect(end).toMatchObject({
      reason: 'done',
      epochs: 2,
      restoredEpoch: 1,
      stoppedBy: {
        callback: 'EarlyStopping',
        reason: { en: expect.stringContaining('loss has not improved') },
      },
    });
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'done', epoch: 2 });
    const once = await startEngine();
    const first = await trainAll(once, delicate({ epochs: 1 }));
    const [restored, one] = [await numbersIn(end.checkpoint!), await numbersIn(first.checkpoint!)];
    expect([restored.vectors['theta'], restored.vectors['buffers']]).toEqual([
      one.vectors['theta'],
      one.vectors['buffers'],
    ]);
    expect([end.testLoss, end.testMetrics]).toEqual([first.testLoss, first.testMetrics]);
  });

  test('stopped early, it goes on for more epochs when asked to', async () => {
    const engine = await startEngine();
    const early = callback('EarlyStopping', { monitor: 'loss', mode: 'max', patience: 1 });
    await trainAll(engine, delicate({ callbacks: [early] }));
    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'continue', amount: 'all', epochs: 1 });
    expect(await ended).toMatchObject({ reason: 'done', epochs: 3 });
  });

  test('a table of the epochs and checkpoints are written into the folder of the run', async () => {
    const engine = await startEngine();
    const callbacks = [callback('CSVLogger'), callback('ModelCheckpoint', { saveBestOnly: true })];
    const { checkpoint, files } = await trainAll(engine, delicate({ epochs: 2, callbacks }));
    expect(files).toEqual([
      { callback: 'CSVLogger', path: join(checkpoint!, 'training.csv') },
      { callback: 'ModelCheckpoint', path: join(checkpoint!, 'best') },
    ]);
    const rows = (await readFile(join(checkpoint!, 'training.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(rows[0]).toBe('epoch,accuracy,learning_rate,loss,val_accuracy,val_loss');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['0', '1']);
    expect((await stat(join(checkpoint!, 'best', 'state.safetensors'))).size).toBeGreaterThan(1000);
  });

  test('metrics go by their names, over the whole set where means would be wrong', async () => {
    const engine = await startEngine();
    const chosen = metrics(
      'accuracy',
      'top_k_categorical_accuracy',
      'precision',
      'confusion_matrix',
      'f1_score',
    );
    const end = await trainAll(engine, delicate({ epochs: 1, metrics: chosen }));
    const [epoch] = engine.events('run.epoch');
    const numbers = ['accuracy', 'top_k_categorical_accuracy', 'precision'];
    expect(Object.keys(epoch!.metrics)).toEqual(numbers);
    expect(Object.keys(epoch!.valMetrics!)).toEqual(numbers);
    const { confusion_matrix: matrix, f1_score: f1 } = end.testTables!;
    const rows = matrix as number[][];
    const all = rows.flat().reduce((sum, n) => sum + n, 0);
    const right = rows.reduce((sum, row, i) => sum + row[i]!, 0);
    expect([all, right / all]).toEqual([500, end.testMetrics!['accuracy']]);
    expect(f1).toHaveLength(10);
    expect(await engine.call('engine.evaluate', { split: 'test' })).toEqual({
      loss: end.testLoss,
      metrics: end.testMetrics,
      tables: end.testTables,
      count: 500,
    });
  });

  test('class weights change what is learned, but not how it is measured', async () => {
    const engine = await startEngine();
    const classWeights = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const settings = { learningRate: 0.01, classWeights, metrics: metrics('accuracy', 'confusion_matrix') };
    const { testLoss, testTables } = await trainAll(engine, delicate(settings));
    // Only the zeros count, so that everything is taken for one.
    const zeros = (testTables!['confusion_matrix'] as number[][]).reduce((sum, row) => sum + row[0]!, 0);
    expect(zeros).toBeGreaterThan(450);
    expect(engine.events('run.epoch').at(-1)!.loss).toBeLessThan(0.01);
    expect(testLoss).toBeGreaterThan(1);
  });
});

/** Starts a training without end and waits until steps of it come. */
async function running(settings: Partial<TrainingConfig> = {}) {
  const engine = await startEngine();
  const project = delicate({ epochs: 100_000, ...settings });
  await engine.call('engine.setProject', { project });
  const first = engine.next('run.steps');
  await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
  await first;
  return { engine, project };
}

const optimizerOf = async (engine: RealEngine) => (await numbersOf(engine)).vectors;

const sum = (numbers: Float32Array): number => numbers.reduce((total, value) => total + value, 0);

/** Whether Adam's mean of squares is no smaller than what `before` has decayed to in the steps since then: it never began anew. */
function remembers(
  before: { readonly step: number; readonly squares: Float32Array },
  after: { readonly step: number; readonly squares: Float32Array },
): boolean {
  const kept = 0.999 ** (after.step - before.step);
  const isKept = (value: number, i: number) => value >= before.squares[i]! * kept * (1 - 1e-3);
  return sum(before.squares) > 0 && after.squares.every(isKept);
}

async function memoryOf(engine: RealEngine) {
  const { step, vectors } = await numbersOf(engine);
  return { step, squares: vectors['slot_v'] as Float32Array };
}

describe('a change while it trains', () => {
  test('of the learning rate applies at once, with the optimizer’s memory', async () => {
    const { engine, project } = await running();
    const changed = engine.next('run.steps', ({ learningRate }) => learningRate.includes(0.5));
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, learningRate: 0.5 } },
    });
    const { learningRate } = await changed;
    expect(learningRate.at(-1)).toBe(0.5);
    expect((await optimizerOf(engine))['slot_m']!.some((value) => value !== 0)).toBe(true);
    expect(rates(engine).filter((rate) => rate !== 0.5 && rate !== Math.fround(0.001))).toEqual([]);
  });

  test('of the schedule applies at once, with the optimizer’s memory', async () => {
    const { engine, project } = await running();
    const memory = await memoryOf(engine);
    const changed = engine.next('run.steps', ({ learningRate }) => learningRate.at(-1)! < 1e-4);
    const schedule = { type: 'InverseTimeDecay', params: { decaySteps: 1, decayRate: 100 } };
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, schedule } },
    });
    await changed;
    expect(remembers(memory, await memoryOf(engine))).toBe(true);
  });

  test('of the callbacks applies from then on, with the optimizer’s memory', async () => {
    const { engine, project } = await running();
    const memory = await memoryOf(engine);
    const ended = engine.next('run.end');
    const callbacks = [callback('StopAtTarget', { monitor: 'loss', mode: 'min', target: 1000 })];
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, callbacks } },
    });
    expect(await ended).toMatchObject({ stoppedBy: { callback: 'StopAtTarget' } });
    expect(remembers(memory, await memoryOf(engine))).toBe(true);
  });

  test('of the epochs ends it after the epoch under way', async () => {
    const { engine, project } = await running();
    const ended = engine.next('run.end');
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, epochs: 1 } },
    });
    const { reason } = await ended;
    const { stepInEpoch, epoch, epochs } = await engine.call('engine.status', {});
    expect([reason, stepInEpoch, epoch]).toEqual(['done', 0, epochs]);
  });

  test('of the batch size waits for the next epoch', async () => {
    const { engine, project } = await running();
    const memory = await memoryOf(engine);
    const changed = engine.next('run.state', ({ stepsPerEpoch }) => stepsPerEpoch === 5);
    await engine.call('engine.setProject', {
      project: { ...project, training: { ...project.training, batchSize: 100 } },
    });
    const { step, epoch } = await changed;
    // All epochs before had 15 steps.
    expect(step).toBe(15 * epoch);
    await engine.next('run.epoch');
    const [before, after] = engine.events('run.epoch').slice(-2);
    expect([5, 15]).toContain(after!.step - before!.step);
    expect(remembers(memory, await memoryOf(engine))).toBe(true);
  });

  test('of a layer’s freezing leaves its weights alone from then on', async () => {
    const { engine, project } = await running();
    const graph = change(project.graph, 'conv2d', { trainable: false });
    const frozen = (await optimizerOf(engine))['theta']!.length;
    const memory = await memoryOf(engine);
    await engine.call('engine.setProject', { project: { ...project, graph } });
    let vectors = await optimizerOf(engine);
    while (vectors['theta']!.length === frozen) vectors = await optimizerOf(engine);
    expect(vectors['frozen']).toHaveLength(4 * 9);
    await engine.next('run.epoch');
    // The kernel of the frozen layer, which has no bias, comes first.
    const rest = { ...memory, squares: memory.squares.subarray(4 * 9) };
    expect(remembers(rest, await memoryOf(engine))).toBe(true);
    const later = await optimizerOf(engine);
    expect(later['frozen']).toEqual(vectors['frozen']);
    expect(later['theta']).not.toEqual(vectors['theta']);
  });

  test('of the drawing waits for the next start', async () => {
    const { engine, project } = await running();
    const before = (await optimizerOf(engine))['theta']!.length;
    const graph = change(project.graph, 'conv2d', { params: { filters: 9, strides: [2, 2] } });
    await engine.call('engine.setProject', { project: { ...project, graph } });
    await engine.next('run.epoch');
    expect((await optimizerOf(engine))['theta']).toHaveLength(before);
  });
});
