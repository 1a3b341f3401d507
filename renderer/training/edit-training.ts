import { DATASETS } from '#shared/data/table';
import type { Localized } from '#shared/graph/diagnostic';
import { DEFAULT_TRAINING, type TrainingConfig } from '#shared/train/config';
import { useProject } from '../state/project-store';

/** Changes training settings as one step of undo; typing in one field is one step as long as it goes on. */
export function editTraining(label: Localized, change: Partial<TrainingConfig>): void {
  useProject
    .getState()
    .edit(
      { en: `Change ${label.en.toLowerCase()}`, ko: `${label.ko} 변경` },
      (project) => ({ ...project, training: { ...project.training, ...change } }),
      { merge: `training ${Object.keys(change).join()}` },
    );
}

/** Settings that suit a dataset. Seed, device and snapshots have nothing to do with it and stay. */
export const suitedTraining = (
  dataset: string,
  { seed, device, snapshots }: TrainingConfig,
): TrainingConfig => ({
  ...DEFAULT_TRAINING,
  ...DATASETS[dataset]?.defaults.training,
  seed,
  device,
  ...(snapshots && { snapshots }),
});

/** Whether the settings already are those that suit the dataset. */
export function isSuitedTraining(dataset: string, training: TrainingConfig): boolean {
  const keys = Object.keys(training) as (keyof TrainingConfig)[];
  const suited = suitedTraining(dataset, training);
  return keys.every((key) => JSON.stringify(suited[key]) === JSON.stringify(training[key]));
}
