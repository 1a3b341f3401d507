import { beforeEach, expect, test } from 'vitest';
import { chooseDataset } from '../../../renderer/data/edit-data';
import { useProject } from '../../../renderer/state/project-store';
import { DATASETS } from '../../../shared/data/table';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const state = () => useProject.getState();
beforeEach(() => state().load(EMPTY_PROJECT, null));

test.each(Object.keys(DATASETS).filter((dataset) => dataset !== EMPTY_PROJECT.data.dataset))(
  'choosing %s takes its data and training settings in one step of undo',
  (dataset) => {
    chooseDataset(dataset);
    const { data, training } = state().project;
    const { defaults } = DATASETS[dataset]!;
    expect(data).toMatchObject({ ...defaults.data, dataset, params: {} });
    expect(training).toMatchObject(defaults.training);
    expect(state().past).toHaveLength(1);
    state().undo();
    expect(state().project).toBe(EMPTY_PROJECT);
  },
);

test('choosing the dataset that is there already changes nothing', () => {
  chooseDataset(EMPTY_PROJECT.data.dataset);
  expect(state().past).toEqual([]);
});
