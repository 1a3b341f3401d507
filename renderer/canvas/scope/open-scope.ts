import type { GraphNode } from '#shared/graph/document';
import { findNode, itemsOf } from '../../state/graph-edits';
import { currentGraph, useProject } from '../../state/project-store';
import { fileId, prefixOf, scopeOfItem } from '../../state/scope';

/** Opens what a block, wire, frame or note is drawn in. Says whether that was another drawing than is shown. */
export function openScopeOf(id: string): boolean {
  const { project, enter } = useProject.getState();
  const drawn = currentGraph();
  if ([...itemsOf(drawn), ...drawn.edges].some((item) => item.id === id)) return false;
  const scope = scopeOfItem(project.graph, id);
  if (!scope) return false;
  enter(scope);
  return true;
}

/** The one selected composite block. */
function selectedComposite(): GraphNode | null {
  const { selection } = useProject.getState();
  const chosen = currentGraph().nodes.filter(({ id }) => selection.has(id));
  return chosen.length === 1 && chosen[0]!.composite ? chosen[0]! : null;
}

export const canOpenComposite = (): boolean => selectedComposite() !== null;

/** Shows the inside of the selected composite block. */
export function openSelectedComposite(): void {
  const block = selectedComposite();
  if (block) openComposite(block.id);
}

/** Shows the inside of a drawn block, where it is a composite block. */
export function openComposite(id: string): void {
  const { scope, enter } = useProject.getState();
  if (!findNode(currentGraph(), id)?.composite) return;
  enter([...scope, { use: fileId(id, prefixOf(scope)), round: 0 }]);
}

export const isInside = (): boolean => useProject.getState().scope.length > 0;

/** Goes back to where so many composite blocks are open, and selects the block that was left. */
export function leaveTo(levels: number): void {
  const { scope, enter } = useProject.getState();
  const left = scope[levels];
  const outer = scope.slice(0, levels);
  if (left) enter(outer, [prefixOf(outer) + left.use]);
}

export const leaveComposite = (): void => leaveTo(useProject.getState().scope.length - 1);

/** Looks at another repetition of the open composite block, from 0; what is selected stays selected there. */
export function showRound(round: number): void {
  const { scope, selection, enter } = useProject.getState();
  const last = scope.at(-1);
  if (!last) return;
  const next = [...scope.slice(0, -1), { use: last.use, round }];
  const [before, after] = [prefixOf(scope), prefixOf(next)];
  enter(
    next,
    [...selection].map((id) => after + fileId(id, before)),
  );
}
