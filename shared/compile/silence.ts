import type { Diagnostic } from '#shared/graph/diagnostic';
import type { Composite, GraphDoc, GraphNode } from '#shared/graph/document';

/** A remark that is not shown, and who silenced it. */
export interface SilencedRemark {
  readonly problem: Diagnostic;
  /** The block that does not want it, by its id in the expanded drawing; null: the whole project. */
  readonly by: string | null;
}

/** Errors are always shown. */
export const canBeSilenced = ({ severity }: Diagnostic): boolean => severity !== 'error';

/**
 * Who silenced a remark: null for the project, a block's id, or undefined when it is to be shown. `nodes` are those of the expanded drawing;
 * a composite block speaks for the layers inside it.
 */
export function silencedBy(
  problem: Diagnostic,
  drawing: GraphDoc,
  nodes: ReadonlyMap<string, GraphNode>,
  origin: ReadonlyMap<string, string>,
): string | null | undefined {
  const { code, nodeId } = problem;
  if (!canBeSilenced(problem)) return undefined;
  if (drawing.silenced?.includes(code)) return null;
  if (nodeId === undefined) return undefined;
  if (nodes.get(nodeId)?.silenced?.includes(code)) return nodeId;
  const outer = origin.get(nodeId) ?? nodeId;
  return drawing.nodes.find(({ id }) => id === outer)?.silenced?.includes(code) ? outer : undefined;
}

type Silencing = Pick<GraphNode, 'silenced'>;

/** The codes with one more, or without it; nothing where none is left. */
function changed<T extends Silencing>(item: T, code: string, isSilenced: boolean): T {
  const others = (item.silenced ?? []).filter((other) => other !== code);
  const silenced = isSilenced ? [...others, code] : others;
  if (silenced.length === (item.silenced?.length ?? 0)) return item;
  const { silenced: _, ...rest } = item;
  return (silenced.length > 0 ? { ...rest, silenced } : rest) as T;
}

const changedNode = (nodes: readonly GraphNode[], id: string, change: (node: GraphNode) => GraphNode) =>
  nodes.map((node) => (node.id === id ? change(node) : node));

/**
 * Silences a remark for a block, or for the project where `by` is null, or brings it back. `by` may be a layer within a composite block, as
 * the expanded drawing names it; then all uses of the composite have it. The same drawing where nothing changes.
 */
export function setSilenced(
  drawing: GraphDoc,
  code: string,
  by: string | null,
  isSilenced: boolean,
): GraphDoc {
  const change = <T extends Silencing>(item: T) => changed(item, code, isSilenced);
  if (by === null) return change(drawing);
  if (drawing.nodes.some(({ id }) => id === by))
    return { ...drawing, nodes: changedNode(drawing.nodes, by, change) };
  const place = findInner(drawing, drawing.nodes, by);
  if (!place) return drawing;
  const inner = { ...place.composite, nodes: changedNode(place.composite.nodes, place.id, change) };
  return {
    ...drawing,
    composites: drawing.composites.map((one) => (one === place.composite ? inner : one)),
  };
}

/** Where the layer lies that the expanded drawing names `block/round/inner`. */
function findInner(
  { composites }: Pick<GraphDoc, 'composites'>,
  nodes: readonly GraphNode[],
  id: string,
): { readonly composite: Composite; readonly id: string } | undefined {
  const use = nodes.find((node) => node.composite && id.startsWith(`${node.id}/`));
  const composite = composites.find((one) => one.id === use?.composite?.id);
  if (!use || !composite) return undefined;
  const rest = id.slice(use.id.length + 1).replace(/^\d+\//, '');
  if (composite.nodes.some((node) => node.id === rest)) return { composite, id: rest };
  return findInner({ composites }, composite.nodes, rest);
}
