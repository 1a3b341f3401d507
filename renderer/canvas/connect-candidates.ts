import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { findNode, portsOf } from '../state/graph-edits';
import { type End, refusalOf } from './connection-rules';

/** What a wire can be drawn from: a port, for a new wire or for one that is plugged in elsewhere. */
export interface ConnectStart {
  readonly from: End;
  readonly plugged: string | undefined;
}

/** A port that a wire could lead to, and why it takes none. */
export interface Candidate {
  readonly end: End;
  readonly refusal: Diagnostic | null;
}

/** Where wires can begin: at the outputs and inputs of a block, or at the ends of a wire, its far end first. */
export function connectStarts(graph: GraphDoc, id: string): readonly ConnectStart[] {
  const edge = graph.edges.find((one) => one.id === id);
  if (edge) {
    const { source, sourcePort, target, targetPort } = edge;
    return [
      { from: { nodeId: source, port: sourcePort, side: 'out' }, plugged: id },
      { from: { nodeId: target, port: targetPort, side: 'in' }, plugged: id },
    ];
  }
  const node = findNode(graph, id);
  return node
    ? endsOf(graph, node, ['out', 'in']).map((from): ConnectStart => ({ from, plugged: undefined }))
    : [];
}

/** Every port that a wire could lead to: those that take it by their distance, then those that refuse it. */
export function connectCandidates(graph: GraphDoc, { from, plugged }: ConnectStart): readonly Candidate[] {
  const here = findNode(graph, from.nodeId);
  if (!here) return [];
  const edge = graph.edges.find(({ id }) => id === plugged);
  const isItself = ({ nodeId, port, side }: End) =>
    edge !== undefined &&
    (side === 'in'
      ? edge.target === nodeId && edge.targetPort === port
      : edge.source === nodeId && edge.sourcePort === port);
  const distance = ({ nodeId }: End) => {
    const { x, y } = findNode(graph, nodeId)!.position;
    return Math.abs(x - here.position.x) + Math.abs(y - here.position.y);
  };
  const ends = graph.nodes
    .filter((node) => node !== here)
    .flatMap((node) => {
      const side = from.side === 'out' ? 'in' : 'out';
      const ports = endsOf(graph, node, [side]);
      // A block without such a port says that it has none.
      return ports.length > 0 ? ports : [{ nodeId: node.id, port: '', side } as const];
    })
    .filter((end) => !isItself(end));
  return ends
    .map((end): Candidate => ({ end, refusal: refusalOf(graph, from, end, plugged) }))
    .toSorted(
      (a, b) => Number(a.refusal !== null) - Number(b.refusal !== null) || distance(a.end) - distance(b.end),
    );
}

function endsOf(graph: GraphDoc, node: GraphNode, sides: readonly End['side'][]): readonly End[] {
  const { inputs, outputs } = portsOf(graph, node);
  return sides.flatMap((side) =>
    (side === 'out' ? outputs : inputs).map(({ name }): End => ({ nodeId: node.id, port: name, side })),
  );
}

/** `conv2d`, or `block · left` where the block has several such ports. */
export function endName(graph: GraphDoc, { nodeId, port, side }: End): string {
  const node = findNode(graph, nodeId);
  if (!node) return nodeId;
  const { inputs, outputs } = portsOf(graph, node);
  return (side === 'out' ? outputs : inputs).length > 1 ? `${node.name} · ${port}` : node.name;
}
