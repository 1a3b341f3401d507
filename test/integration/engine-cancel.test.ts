import { expect, test } from 'vitest';
import { delicate, example } from './projects';
import { startEngine, trainAll } from './real-engine';

test('measuring the data says how far it is, can be ended, and can be done again', async () => {
  const engine = await startEngine();
  await engine.call('engine.setProject', { project: example('mnist-cnn') });
  const begun = engine.next('evaluate.progress');
  const measuring = engine.call('engine.evaluate', { split: 'test' });
  expect(await begun).toEqual({ done: 0, total: 10_000 });
  await engine.call('engine.cancelEvaluate', {});
  await expect(measuring).rejects.toMatchObject({ diagnostic: { code: 'evaluation-cancelled' } });

  await engine.call('engine.setProject', { project: delicate() });
  const { count } = await engine.call('engine.evaluate', { split: 'test' });
  expect(count).toBeLessThan(10_000);
});

test('a training that is stopped while its drawing is still read does not begin', async () => {
  const engine = await startEngine();
  const reading = engine.call('engine.setProject', { project: example('mnist-cnn') });
  const training = engine.call('engine.train', { mode: 'fresh', amount: 'all' });
  await engine.call('engine.stop', {});
  await Promise.all([reading, training]);
  expect(await engine.call('engine.status', {})).toMatchObject({ state: 'idle', step: 0 });

  const end = await trainAll(engine, delicate({ epochs: 1 }));
  expect(end.reason).toBe('done');
});
