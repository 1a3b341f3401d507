import { inferGraph } from '#shared/compile/infer';
import type { Inference } from '#shared/compile/inference';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { connect, reconnect } from '../state/graph-edits';
import { portSide } from '../state/port-blocks';
import { type End, wireBetween } from './connection-rules';

/**
 * The error that a wire would bring to the block at its end, as a shape that does not fit; null where it brings none, or `inference`
 * reports the same already. Such a wire is no mistake as yet, since a repair can follow.
 */
export function foreseenProblem(
  graph: GraphDoc,
  inference: Inference,
  from: End,
  to: End,
  plugged: string | undefined,
): Diagnostic | null {
  const wire = wireBetween(from, to);
  // Inside a composite block nobody knows what arrives at its ports.
  if (!wire || graph.nodes.some(({ type }) => portSide({ type }) !== null)) return null;
  const after = plugged === undefined ? connect(graph, wire) : reconnect(graph, plugged, wire);
  const ofTarget = ({ nodeId, severity }: Diagnostic) => nodeId === wire.target && severity === 'error';
  const known = new Set(inference.diagnostics.filter(ofTarget).map(({ code }) => code));
  return inferGraph(after).diagnostics.find((one) => ofTarget(one) && !known.has(one.code)) ?? null;
}
