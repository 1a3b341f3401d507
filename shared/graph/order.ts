import type { GraphDoc, GraphEdge } from './document';

export type IncomingEdges = ReadonlyMap<string, readonly GraphEdge[]>;

/** Wires by the block they lead to, in the drawing's order; those from or to missing blocks are left out. */
export function incomingEdges({ nodes, edges }: Pick<GraphDoc, 'nodes' | 'edges'>): IncomingEdges {
  const incoming = new Map<string, GraphEdge[]>(nodes.map(({ id }) => [id, []]));
  for (const edge of edges) if (incoming.has(edge.source)) incoming.get(edge.target)?.push(edge);
  return incoming;
}

function outgoingEdges(incoming: IncomingEdges): ReadonlyMap<string, GraphEdge[]> {
  const outgoing = new Map<string, GraphEdge[]>([...incoming.keys()].map((id) => [id, []]));
  for (const edges of incoming.values()) for (const edge of edges) outgoing.get(edge.source)!.push(edge);
  return outgoing;
}

/** Blocks in an order in which every block comes after its inputs; blocks on or behind a cycle are left out (Kahn 1962). */
export function topologicalOrder(incoming: IncomingEdges): string[] {
  const waiting = new Map([...incoming].map(([id, edges]) => [id, edges.length]));
  const outgoing = outgoingEdges(incoming);
  const order = [...incoming.keys()].filter((id) => waiting.get(id) === 0);
  for (let i = 0; i < order.length; i++) {
    for (const { target } of outgoing.get(order[i]!)!) {
      const left = waiting.get(target)! - 1;
      waiting.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  return order;
}

/** Ids reachable from `start` over `next`, in the order in which they are left (depth first, without recursion). */
function depthFirst(start: string, seen: Set<string>, next: (id: string) => readonly string[]): string[] {
  const left: string[] = [];
  const stack: { id: string; rest: string[] }[] = [];
  const enter = (id: string) => {
    seen.add(id);
    stack.push({ id, rest: [...next(id)] });
  };
  enter(start);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const to = top.rest.pop();
    if (to === undefined) left.push(stack.pop()!.id);
    else if (!seen.has(to)) enter(to);
  }
  return left;
}

/**
 * The groups of blocks that feed each other in a circle (strongly connected components, Kosaraju's algorithm), each in the drawing's
 * order with the wires inside it. Blocks behind a circle belong to none.
 */
export function findCycles(
  incoming: IncomingEdges,
  order: readonly string[],
): { readonly nodes: readonly string[]; readonly edges: readonly GraphEdge[] }[] {
  const solved = new Set(order);
  const unsolved = [...incoming.keys()].filter((id) => !solved.has(id));
  if (unsolved.length === 0) return [];
  const outgoing = outgoingEdges(incoming);
  const forward = new Set(solved);
  const left = unsolved.flatMap((id) =>
    forward.has(id) ? [] : depthFirst(id, forward, (at) => outgoing.get(at)!.map(({ target }) => target)),
  );
  const backward = new Set(solved);
  return left.toReversed().flatMap((id) => {
    if (backward.has(id)) return [];
    const members = new Set(depthFirst(id, backward, (at) => incoming.get(at)!.map(({ source }) => source)));
    const edges = [...members].flatMap((at) => incoming.get(at)!.filter(({ source }) => members.has(source)));
    return edges.length === 0 ? [] : [{ nodes: unsolved.filter((at) => members.has(at)), edges }];
  });
}
