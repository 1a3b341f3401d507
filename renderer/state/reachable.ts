import type { GraphEdge } from '#shared/graph/document';

/** `start` and every block that its data reaches. */
export function reachableFrom(edges: readonly GraphEdge[], start: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) next.set(source, [...(next.get(source) ?? []), target]);
  const seen = new Set(start);
  for (const id of seen) for (const target of next.get(id) ?? []) seen.add(target);
  return seen;
}
