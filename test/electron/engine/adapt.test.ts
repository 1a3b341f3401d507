import { expect, test } from 'vitest';
import { readWeight } from '#shared/compile/state';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import { adaptLayers } from '../../../electron/engine/adapt';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { chain } from '../../fixtures/drawings';

/** Points of a plane through two Normalizations, the second of which reads what the first gives. */
async function opened() {
  const base = newProject('adapts');
  const project = {
    ...base,
    graph: chain(
      ['Input', { shape: [2] }],
      ['Rescaling', { scale: 2, offset: 5 }],
      'Normalization',
      ['Normalization', { axis: null }],
      ['Dense', { units: 1, activation: 'sigmoid' }],
      'Output',
    ),
    data: { ...base.data, dataset: 'moons', rescale: 1, targets: 'sparse' as const },
    training: { ...base.training, batchSize: 8, validationSplit: 0.25 },
  };
  const dataset = DATASETS['moons']!.generate!({});
  const { model } = await prepareModel(project, async () => dataset);
  const trainer = await createOnnxTrainer(model!.source, adoptState(null, model!).state, 8);
  return { model: model!, trainer, dataset };
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

test('Layers adapt to the samples that train, each to what the layers before it give', async () => {
  const { model, trainer, dataset } = await opened();
  const before = trainer.getState();
  await adaptLayers(model, trainer);
  const state = trainer.getState();
  await trainer.dispose();
  const count = Math.floor(dataset.train.count * 0.75);
  const column = (i: number) =>
    Array.from({ length: count }, (_, row) => 2 * dataset.train.x[2 * row + i]! + 5);
  const expected = [0, 1].map((i) => {
    const middle = mean(column(i));
    return { mean: middle, variance: mean(column(i).map((x) => (x - middle) ** 2)) };
  });
  const read = (name: string) => [...readWeight(state, name)];
  read('normalization/mean').forEach((x, i) => expect(x).toBeCloseTo(expected[i]!.mean, 4));
  read('normalization/variance').forEach((x, i) => expect(x).toBeCloseTo(expected[i]!.variance, 4));
  expect(read('normalization/count')).toEqual([count]);
  expect(read('normalization_2/mean')[0]).toBeCloseTo(0, 4);
  expect(read('normalization_2/variance')[0]).toBeCloseTo(1, 4);
  // A state that was given out stays as it is.
  expect([...readWeight(before, 'normalization/count')]).toEqual([0]);
});

test('What is adapted is not adapted again', async () => {
  const { model, trainer } = await opened();
  await adaptLayers(model, trainer);
  const once = trainer.getState();
  await adaptLayers(model, trainer);
  const twice = trainer.getState();
  await trainer.dispose();
  expect(twice).toBe(once);
});
