import { connect, findNode, reconnect, removeItems, type Wire } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { stepLabel } from '../state/step-label';
import { type End, wireBetween } from './connection-rules';

/** Draws a wire, or plugs the wire `plugged` in there, as one step of undo. */
export function drawWire(from: End, to: End, plugged: string | undefined): void {
  const wire = wireBetween(from, to);
  if (!wire) return;
  const { editGraph } = useProject.getState();
  const ends = endsOf(wire);
  if (plugged === undefined)
    editGraph({ en: `Connect ${ends}`, ko: `${ends} 연결` }, (graph) => connect(graph, wire));
  else
    editGraph({ en: `Replug ${ends}`, ko: `${ends} 다시 연결` }, (graph) => reconnect(graph, plugged, wire));
}

/** Removes one wire as one step of undo. */
export function unplug(edgeId: string): void {
  const label = stepLabel({ en: 'Remove', ko: '삭제' }, currentGraph(), [edgeId]);
  useProject.getState().editGraph(label, (graph) => removeItems(graph, new Set([edgeId])));
}

/** `conv2d → flatten`. */
function endsOf({ source, target }: Wire): string {
  const graph = currentGraph();
  return [source, target].map((id) => findNode(graph, id)?.name ?? '?').join(' → ');
}
