import { useMemo } from 'react';
import { checkAll } from '#shared/compile/check';
import { hasSilenced, setSilenced, type SilencedRemark } from '#shared/compile/silence';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { useProject } from '../state/project-store';
import { changeAround } from '../state/scoped-edit';

/** Does not show a remark any more: at its block, or in the whole project. One step of undo. */
export function silence({ code, nodeId }: Diagnostic, where: 'block' | 'project'): void {
  change(SILENCE, code, where === 'block' ? (nodeId ?? null) : null, true);
}

/** Shows a silenced remark again. One step of undo. */
export function bringBack({ problem, by }: SilencedRemark): void {
  change(BRING_BACK, problem.code, by, false);
}

function change(label: Localized, code: string, by: string | null, isSilenced: boolean): void {
  useProject.getState().edit(label, (project) => {
    const graph = changeAround(project.graph, by ?? undefined, (drawn) =>
      setSilenced(drawn, code, by, isSilenced),
    );
    return graph === project.graph ? project : { ...project, graph };
  });
}

const SILENCE: Localized = { en: 'Silence a remark', ko: '알림 숨기기' };
const BRING_BACK: Localized = { en: 'Show a remark again', ko: '알림 다시 보이기' };

const NOTHING: readonly SilencedRemark[] = [];

/** The remarks that would be shown if they were not silenced, each once. */
export function useSilenced(): readonly SilencedRemark[] {
  const project = useProject((state) => state.project);
  const info = useProject((state) => state.info);
  return useMemo(() => {
    const { graph, training, data } = project;
    if (!hasSilenced(graph)) return NOTHING;
    const fitting = info?.dataset === data.dataset ? info : null;
    const { silenced } = checkAll({ graph, training, data, info: fitting });
    return [...new Map(silenced.map((remark) => [keyOf(remark), remark])).values()];
  }, [project, info]);
}

/** The rounds of a composite block say the same. */
export const keyOf = ({ problem, by }: SilencedRemark): string =>
  [problem.code, problem.nodeId, problem.edgeId, problem.param, by === null].join(' ');
