import type { Lint } from '#shared/compile/lint/definition';
import { newProject } from '#shared/project/create';
import { serializeProject } from '#shared/project/parse';
import { openProjectText } from '../session/project-actions';
import { useSettings } from '../state/settings-store';

/** Opens the small project that brings a remark about; unsaved work is asked for first. */
export async function openLintExample({ title, example: { graph, training, data } }: Lint): Promise<void> {
  const empty = newProject(title[useSettings.getState().language]);
  const project = {
    ...empty,
    graph,
    training: { ...empty.training, ...training },
    data: { ...empty.data, ...data },
  };
  await openProjectText(serializeProject(project), null);
}
