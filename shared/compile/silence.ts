import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';

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
  const outer = origin.get(nodeId) ?? nodeId;
  if (drawing.nodes.find(({ id }) => id === outer)?.silenced?.includes(code)) return outer;
  return nodes.get(nodeId)?.silenced?.includes(code) ? nodeId : undefined;
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
  const path = pathTo(drawing, by);
  // What a block around it silenced is brought back there.
  const places = isSilenced ? path.slice(-1) : path;
  return places.reduce((graph, place) => changedAt(graph, place, change), drawing);
}

/** A block of the drawing, or of a composite. */
interface Place {
  readonly composite: string | null;
  readonly node: string;
}

function changedAt(drawing: GraphDoc, place: Place, change: (node: GraphNode) => GraphNode): GraphDoc {
  const inside = (nodes: readonly GraphNode[]): readonly GraphNode[] => {
    const next = nodes.map((node) => (node.id === place.node ? change(node) : node));
    return next.every((node, i) => node === nodes[i]) ? nodes : next;
  };
  if (place.composite === null) {
    const nodes = inside(drawing.nodes);
    return nodes === drawing.nodes ? drawing : { ...drawing, nodes };
  }
  const composites = drawing.composites.map((one) => {
    const nodes = one.id === place.composite ? inside(one.nodes) : one.nodes;
    return nodes === one.nodes ? one : { ...one, nodes };
  });
  const isSame = composites.every((one, i) => one === drawing.composites[i]);
  return isSame ? drawing : { ...drawing, composites };
}

/** The blocks one has to open to come to the one that the expanded drawing calls `id` (`use/round/inner`), and that itself; none where it is not there. */
function pathTo({ nodes, composites }: GraphDoc, id: string): readonly Place[] {
  const path: Place[] = [];
  let [level, rest, within]: [readonly GraphNode[], string, string | null] = [nodes, id, null];
  for (;;) {
    const node = level.find((one) => one.id === rest) ?? level.find((one) => isInside(one, rest));
    if (!node) return [];
    path.push({ composite: within, node: node.id });
    if (node.id === rest) return path;
    const composite = composites.find((one) => one.id === node.composite?.id);
    if (!composite) return [];
    [level, rest, within] = [
      composite.nodes,
      rest.slice(node.id.length + 1).replace(/^\d+\//, ''),
      composite.id,
    ];
  }
}

const isInside = ({ id, composite }: GraphNode, inner: string): boolean =>
  composite !== undefined && inner.startsWith(`${id}/`);

/** Whether anything in the drawing is silenced at all. */
export const hasSilenced = ({ silenced, nodes, composites }: GraphDoc): boolean =>
  (silenced?.length ?? 0) > 0 ||
  [nodes, ...composites.map((one) => one.nodes)].some((list) =>
    list.some((node) => (node.silenced?.length ?? 0) > 0),
  );
