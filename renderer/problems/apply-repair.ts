import type { Diagnostic } from '#shared/graph/diagnostic';
import { useProject } from '../state/project-store';
import { repaired } from './repaired';

/** Does what the quick fix of `problem` says, as one step of undo with the fix's own label. Without a fix it does nothing. */
export function applyRepair({ fix }: Diagnostic): void {
  if (!fix) return;
  const { edit, project } = useProject.getState();
  const next = repaired(project, fix.repair);
  const added = next.graph.nodes.find(({ id }) => !project.graph.nodes.some((node) => node.id === id));
  edit(fix.label, () => next, added && { select: [added.id] });
}
