import { describe, expect, test } from 'vitest';
import { chain, change } from '../fixtures/drawings';
import { delicate, example } from './projects';
import { lossesOf, numbersIn, numbersOf, startEngine, trainAll } from './real-engine';

describe('the engine process, on real MNIST', () => {
  test('trains one step, one epoch, and all of them', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate({ epochs: 2 }) });
    const paused = () => engine.next('run.state', ({ state }) => state === 'paused');

    const afterStep = paused();
    await engine.call('engine.train', { mode: 'fresh', amount: 'step' });
    expect(await afterStep).toMatchObject({
      step: 1,
      epoch: 0,
      stepInEpoch: 1,
      stepsPerEpoch: 15,
      epochs: 2,
    });

    const afterEpoch = paused();
    await engine.call('engine.train', { mode: 'continue', amount: 'epoch' });
    expect(await afterEpoch).toMatchObject({ step: 15, epoch: 1, stepInEpoch: 0 });

    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'continue', amount: 'all' });
    expect(await ended).toMatchObject({ reason: 'done', epochs: 2, device: 'cpu' });
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'done', step: 30, epoch: 2 });
    expect(engine.events('run.steps').flatMap(({ steps }) => steps)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    expect(engine.events('run.epoch').map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 15],
      [2, 30],
    ]);
  });

  test('learns digits: the loss falls, and what it has learned holds for the test data', async () => {
    const engine = await startEngine();
    const end = await trainAll(engine, example('mnist-cnn', { epochs: 2 }, 2000));
    const losses = lossesOf(engine);
    expect(losses[0]).toBeGreaterThan(2);
    expect(losses.at(-1)).toBeLessThan(1);
    expect(end.testMetrics!['accuracy']).toBeGreaterThan(0.75);
    const { loss, metrics, count } = await engine.call('engine.evaluate', { split: 'test' });
    expect({ loss, accuracy: metrics['accuracy'], count }).toEqual({
      loss: end.testLoss,
      accuracy: end.testMetrics!['accuracy'],
      count: 2000,
    });
    const [epoch] = engine.events('run.epoch');
    expect(epoch!.valMetrics!['accuracy']).toBeGreaterThan(0.5);
    expect(Math.min(epoch!.seconds, end.msPerStep!, end.samplesPerSecond!, end.peakRssMb)).toBeGreaterThan(0);
  });

  test('gives the same bits for the same seed in two processes, others for another seed', async () => {
    const runs = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const engine = await startEngine();
        const { checkpoint } = await trainAll(engine, delicate({ epochs: 2, seed }));
        return { losses: lossesOf(engine), numbers: await numbersIn(checkpoint!) };
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]!.losses).not.toEqual(runs[0]!.losses);
    expect(runs[0]!.numbers.step).toBe(30);
  });

  test('keeps the curves for a page that comes late', async () => {
    const engine = await startEngine();
    const end = await trainAll(engine, delicate({ epochs: 2 }));
    const history = await engine.call('engine.history', {});
    expect(history.steps.loss).toEqual(lossesOf(engine));
    expect(history.epochs).toEqual(engine.events('run.epoch'));
    expect([history.end, history.runId]).toEqual([end, end.runId]);
  });

  test('refuses a wrong drawing with the problem, and goes on living', async () => {
    const engine = await startEngine();
    const project = delicate();
    const wrong = { ...project, graph: change(project.graph, 'conv2d', { params: { filters: 0 } }) };
    const { diagnostics } = await engine.call('engine.setProject', { project: wrong });
    expect(diagnostics.map(({ code, nodeId }) => [code, nodeId])).toEqual([['wrong-parameter', 'conv2d']]);
    const { diagnostics: refused } = await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    expect(refused.map(({ code }) => code)).toContain('wrong-parameter');
    await expect(engine.call('engine.evaluate', { split: 'test' })).rejects.toThrow('wrong-parameter');
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'idle' });
    expect((await trainAll(engine, delicate({ epochs: 1 }))).reason).toBe('done');
  });

  test('stops at a number that is none, and names the layer', async () => {
    const engine = await startEngine();
    const graph = chain(
      ['Input', { shape: [28, 28, 1] }],
      'Flatten',
      ['Dense', { units: 32, activation: 'relu' }],
      ['Dense', { units: 10, activation: 'linear' }],
      'Output',
    );
    const project = {
      ...delicate({
        learningRate: 100,
        loss: { type: 'mean_squared_error', params: {} },
        optimizer: { type: 'SGD', params: {} },
      }),
      graph,
    };
    const { reason, checkpoint } = await trainAll(engine, project);
    expect(reason).toBe('failed');
    const [diagnostic] = engine.events('diagnostic');
    expect(diagnostic).toMatchObject({
      code: 'training-not-finite',
      severity: 'error',
      nodeId: expect.stringMatching(/^(dense|dense_2|output)$/),
    });
    expect(diagnostic!.message.en).toMatch(/"(dense|dense_2|output)" became (NaN|-?Infinity)/);
    // What is kept is the state before that step.
    const { vectors, step } = await numbersIn(checkpoint!);
    expect(Object.values(vectors).every((vector) => vector.every(Number.isFinite))).toBe(true);
    expect(lossesOf(engine)).toHaveLength(step);
    expect(lossesOf(engine).every(Number.isFinite)).toBe(true);
    expect(await engine.call('engine.status', {})).toMatchObject({ state: 'failed', step });
  });

  test('continues from the current weights with other settings', async () => {
    const engine = await startEngine();
    await trainAll(engine, delicate({ epochs: 1 }));
    const before = await numbersOf(engine);
    await engine.call('engine.setProject', { project: delicate({ epochs: 1, learningRate: 1e-4 }) });
    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'continue', amount: 'all' });
    expect(await ended).toMatchObject({ epochs: 2 });
    expect((await numbersOf(engine)).step).toBe(2 * before.step);
  });

  test('keeps the trained weights of layers that stay when the drawing changes', async () => {
    const engine = await startEngine();
    await trainAll(engine, delicate({ epochs: 1 }));
    const before = await numbersOf(engine);
    const project = delicate({ epochs: 1 });
    const wider = { ...project, graph: change(project.graph, 'dropout', { params: { rate: 0.1 } }) };
    await engine.call('engine.setProject', { project: wider });
    expect((await numbersOf(engine)).vectors['theta']).toEqual(before.vectors['theta']);
  });
});
