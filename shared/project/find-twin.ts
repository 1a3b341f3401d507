import type { GraphDoc } from '#shared/graph/document';

interface Named {
  readonly id: string;
}
type Path = readonly (string | number)[];

/**
 * The path of the first id in a drawing that something before it has too; null where each has its own. Blocks, wires, frames and notes of
 * a drawing share one room of ids; every composite is a room for itself.
 */
export function findTwin(graph: GraphDoc): Path | null {
  const { nodes, edges, frames, notes, composites } = graph;
  const rooms: readonly (readonly [base: Path, lists: Readonly<Record<string, readonly Named[]>>])[] = [
    [['graph'], { nodes, edges, frames, notes }],
    [['graph'], { composites }],
    ...composites.map(
      (one, i) => [['graph', 'composites', i], { nodes: one.nodes, edges: one.edges }] as const,
    ),
  ];
  for (const [base, lists] of rooms) {
    const known = new Set<string>();
    for (const [name, list] of Object.entries(lists)) {
      for (const [i, { id }] of list.entries()) {
        if (known.has(id)) return [...base, name, i, 'id'];
        known.add(id);
      }
    }
  }
  return null;
}
