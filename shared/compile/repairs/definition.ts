import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphEdge, GraphNode } from '#shared/graph/document';
import { type IncomingEdges, incomingEdges } from '#shared/graph/order';
import type { CheckSource } from '../check-source';
import type { Inference } from '../inference';

export type Fix = NonNullable<Diagnostic['fix']>;

/** The drawing as it is drawn, composite blocks closed. */
export interface RepairContext extends CheckSource {
  readonly inference: Inference;
  readonly byId: ReadonlyMap<string, GraphNode>;
  readonly incoming: IncomingEdges;
  /** Wires by the block they leave. */
  readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
}

/** How a problem of one kind is repaired; undefined where only the user can know. */
export type FindFix = (problem: Diagnostic, context: RepairContext) => Fix | undefined;

/** What repairs are looked for in. */
export function repairContext(source: CheckSource, inference: Inference): RepairContext {
  const { nodes, edges } = source.graph;
  const outgoing = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = outgoing.get(edge.source);
    if (known) known.push(edge);
    else outgoing.set(edge.source, [edge]);
  }
  // Of twins with one id the first counts.
  const byId = new Map(nodes.toReversed().map((node) => [node.id, node]));
  return { ...source, inference, byId, incoming: incomingEdges(source.graph), outgoing };
}
