import type { Localized } from '#shared/graph/diagnostic';
import { type useProject } from '../state/project-store';
import { levelsOf } from '../state/scope';

/** One line of the list. */
export interface HistoryStep {
  readonly label: Localized;
  /** Names of the composite blocks that were open, from the outermost. */
  readonly place: readonly string[];
  /** So many steps are done when this one is the last. */
  readonly done: number;
}

type History = Pick<ReturnType<typeof useProject.getState>, 'past' | 'future'>;

const FIRST: Localized = { en: 'As opened', ko: '처음 상태' };

/** The project as it was opened, then every step, those that are undone last. */
export function historySteps({ past, future }: History): readonly HistoryStep[] {
  const steps = [...past, ...future.toReversed()].map(({ label, project, scope }, i) => ({
    label,
    place: levelsOf(project.graph, scope).map(({ use }) => use.name),
    done: i + 1,
  }));
  return [{ label: FIRST, place: [], done: 0 }, ...steps];
}
