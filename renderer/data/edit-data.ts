import { type DataConfig, DEFAULT_DATA } from '#shared/data/config';
import { DATASETS } from '#shared/data/table';
import type { Localized } from '#shared/graph/diagnostic';
import { useProject } from '../state/project-store';

/** Changes data settings as one step of undo; typing in one field is one step as long as it goes on. */
export function editData(label: Localized, change: Partial<DataConfig>, field: string): void {
  useProject
    .getState()
    .edit(
      { en: `Change ${label.en.toLowerCase()}`, ko: `${label.ko} 변경` },
      (project) => ({ ...project, data: { ...project.data, ...change } }),
      { merge: `data ${field}` },
    );
}

/** Takes another dataset, with the data and training settings that suit it, as one step of undo. */
export function chooseDataset(dataset: string): void {
  const { label, defaults } = DATASETS[dataset]!;
  useProject
    .getState()
    .edit({ en: `Use the data ${label.en}`, ko: `데이터셋 선택: ${label.ko}` }, (project) =>
      project.data.dataset === dataset
        ? project
        : {
            ...project,
            data: { ...DEFAULT_DATA, ...defaults.data, dataset },
            training: { ...project.training, ...defaults.training },
          },
    );
}
