import { beforeEach, expect, test } from 'vitest';
import { useProject } from '../../../renderer/state/project-store';
import { editTraining, isSuitedTraining, suitedTraining } from '../../../renderer/training/edit-training';
import { DATASETS } from '../../../shared/data/table';
import { DEFAULT_TRAINING } from '../../../shared/train/config';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const state = () => useProject.getState();
beforeEach(() => state().load(EMPTY_PROJECT, null));

test('typing in a field is one step of undo, with the name of the field', () => {
  const label = { en: 'Learning rate', ko: '학습률' };
  editTraining(label, { learningRate: 0.1 });
  editTraining(label, { learningRate: 0.15 });
  expect(state().past.map((step) => step.label)).toEqual([{ en: 'Change learning rate', ko: '학습률 변경' }]);
  state().undo();
  expect(state().project.training).toEqual(EMPTY_PROJECT.training);
});

test('two fields are two steps', () => {
  editTraining({ en: 'Epochs', ko: '에포크' }, { epochs: 3 });
  editTraining({ en: 'Seed', ko: '시드' }, { seed: 3 });
  expect(state().past).toHaveLength(2);
});

test.each(Object.keys(DATASETS))(
  'what suits %s is recognized, and leaves seed and device alone',
  (dataset) => {
    const mine = { ...DEFAULT_TRAINING, seed: 7, device: 'cpu', learningRate: 0.123 };
    const suited = suitedTraining(dataset, mine);
    expect([isSuitedTraining(dataset, mine), isSuitedTraining(dataset, suited)]).toEqual([false, true]);
    expect(suited).toMatchObject({ ...DATASETS[dataset]!.defaults.training, seed: 7, device: 'cpu' });
  },
);
