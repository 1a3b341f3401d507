import { expect, test } from 'vitest';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import type { RateSteps } from '#shared/protocol/rates';
import { DEFAULT_RATE_FINDER, finderRates } from '#shared/train/rate-finder';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createRateFinder } from '../../../electron/engine/rate-finder';
import { chain } from '../../fixtures/drawings';
import { fakeTrainer } from '../../fakes/fake-trainer';

/** Points of two moons: 12 batches of 8 an epoch, of which the last is smaller. */
async function moons() {
  const base = newProject('finds');
  const graph = chain(['Input', { shape: [2] }], ['Dense', { units: 1, activation: 'sigmoid' }], 'Output');
  const data = { ...base.data, dataset: 'moons', rescale: 1, targets: 'sparse' as const };
  const project = { ...base, graph, data, training: { ...base.training, batchSize: 8 } };
  const dataset = DATASETS['moons']!.generate!({});
  const { model } = await prepareModel(project, async () => dataset);
  const initial = adoptState(null, model!).state;
  return { initial, start: Promise.resolve({ model: model!, initial }) };
}

interface Given {
  readonly nanAfter?: number;
  onChunk?(): void;
}

async function finder(given: Given = {}) {
  const heard: RateSteps[] = [];
  const rates: number[] = [];
  let disposed = 0;
  const trainer = fakeTrainer(undefined, { onChunk: () => given.onChunk?.() });
  const created = createRateFinder({
    createTrainer: async () => ({
      ...trainer,
      async runChunk(slab, learningRates) {
        const result = await trainer.runChunk(slab, learningRates);
        const losses = result.losses.map((loss, i) =>
          rates.length + i >= (given.nanAfter ?? Infinity) ? Number.NaN : loss,
        );
        rates.push(...learningRates);
        return { ...result, losses };
      },
      dispose: async () => void disposed++,
    }),
    onSteps: (steps) => heard.push(steps),
    now: () => performance.now(),
  });
  return { finder: created, heard, rates, disposals: () => disposed, ...(await moons()) };
}

test('every step has the next rate, over the end of an epoch, and is told once', async () => {
  const { finder: it, heard, rates, disposals, start } = await finder();
  const settings = { ...DEFAULT_RATE_FINDER, steps: 300, stopFactor: 1000 };
  const found = await it.find(start, settings);
  const wanted = finderRates(settings);
  expect(found).toMatchObject({ reason: 'done', steps: 300, device: 'fake' });
  expect(rates).toEqual(wanted.map((rate) => Math.fround(rate)));
  expect(heard.flatMap((steps) => steps.rates)).toEqual(wanted);
  expect(heard.map(({ before }) => before)).toEqual(
    heard.map((_, i) => heard.slice(0, i).reduce((sum, { rates: told }) => sum + told.length, 0)),
  );
  expect(disposals()).toBe(1);
});

test('the weights that it was given stay as they are', async () => {
  const { finder: it, start, initial } = await finder();
  const before = structuredClone(initial.theta);
  await it.find(start, DEFAULT_RATE_FINDER);
  expect([initial.theta, initial.step]).toEqual([before, 0]);
});

test('it ends at a loss that is no number', async () => {
  const { finder: it, heard, disposals, start } = await finder({ nanAfter: 20 });
  const found = await it.find(start, { ...DEFAULT_RATE_FINDER, stopFactor: 1000 });
  expect(found).toMatchObject({ reason: 'diverged', steps: 20 });
  expect(heard.flatMap(({ losses }) => losses)).toHaveLength(20);
  expect(disposals()).toBe(1);
});

test('cancelled, it ends after the chunk under way and tells no more', async () => {
  const chunks = { count: 0, cancel: () => undefined as void };
  const given: Given = {
    onChunk: () => {
      if (++chunks.count === 3) chunks.cancel();
    },
  };
  const { finder: it, heard, disposals, start } = await finder(given);
  chunks.cancel = () => it.cancel();
  const found = await it.find(start, { ...DEFAULT_RATE_FINDER, steps: 10_000 });
  await it.idle();
  expect([found.reason, chunks.count, heard.length, disposals()]).toEqual(['cancelled', 3, 2, 1]);
});

test('another search ends the one before; one that is cancelled at once has no trainer', async () => {
  const { finder: it, disposals, start } = await finder();
  const settings = { ...DEFAULT_RATE_FINDER, steps: 10_000, stopFactor: 1000 };
  const first = it.find(start, settings);
  const second = it.find(start, { ...settings, steps: 10 });
  const third = it.find(start, { ...settings, steps: 20 });
  it.cancel();
  expect((await Promise.all([first, second, third])).map(({ reason }) => reason)).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
  ]);
  expect(disposals()).toBe(0);
});

test('settings that cannot be used are refused with a Diagnostic', async () => {
  const { finder: it, start } = await finder();
  await expect(it.find(start, { ...DEFAULT_RATE_FINDER, to: 0 })).rejects.toMatchObject({
    diagnostic: { code: 'wrong-rate-finder-setting', param: 'to' },
  });
});
