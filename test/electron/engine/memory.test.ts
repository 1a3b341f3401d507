import { expect, test } from 'vitest';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import { checkMemory, memoryReport } from '../../../electron/engine/memory';
import { prepareModel } from '../../../electron/engine/model';
import { chain } from '../../fixtures/drawings';

/** A wide network on points of a plane. */
async function model(batchSize: number) {
  const base = newProject('wide');
  const project = {
    ...base,
    graph: chain(
      ['Input', { shape: [2] }],
      ['Dense', { units: 2000, activation: 'relu' }],
      ['Dense', { units: 2000, activation: 'relu' }],
      ['Dense', { units: 1, activation: 'sigmoid' }],
      'Output',
    ),
    data: {
      ...base.data,
      dataset: 'moons',
      params: { size: 10_000 },
      rescale: 1,
      targets: 'sparse' as const,
    },
    training: { ...base.training, batchSize, validationSplit: 0 },
  };
  const prepared = await prepareModel(project, async () => DATASETS['moons']!.generate!({ size: 10_000 }));
  return prepared.model!;
}

test('Where there is memory, nothing is said', async () => {
  const small = await model(64);
  expect(await checkMemory(small, 2 ** 40)).toEqual([]);
  expect((await memoryReport(small, 2 ** 40)).diagnostics).toEqual([]);
});

test('Where there is too little, a smaller batch that fits is offered', async () => {
  const { total } = await memoryReport(await model(4096), 2 ** 40);
  const available = total - 50e6;
  const large = await model(4096);
  const [problem] = await checkMemory(large, available);
  expect(problem).toMatchObject({
    code: 'memory-short',
    severity: 'warning',
    fix: { repair: { kind: 'setTraining', key: 'batchSize', value: 2048 } },
  });
  expect((await memoryReport(await model(2048), available)).diagnostics).toEqual([]);
  expect((await memoryReport(large, available)).diagnostics).toEqual([problem]);
});

test('Where not even one sample fits, no batch is offered', async () => {
  const [problem] = await checkMemory(await model(64), 10e6);
  expect(problem).toMatchObject({ code: 'memory-short' });
  expect(problem).not.toHaveProperty('fix');
});
