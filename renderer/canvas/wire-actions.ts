import type { Localized } from '#shared/graph/diagnostic';
import { connect, reconnect, removeItems } from '../state/graph-edits';
import { useProject } from '../state/project-store';
import { type End, wireBetween } from './connection-rules';

const CONNECT: Localized = { en: 'Connect', ko: '연결' };
const PLUG: Localized = { en: 'Plug in elsewhere', ko: '연결선 옮기기' };
const UNPLUG: Localized = { en: 'Remove a wire', ko: '연결선 삭제' };

/** Draws a wire, or plugs the wire `plugged` in there, as one step of undo. */
export function drawWire(from: End, to: End, plugged: string | undefined): void {
  const wire = wireBetween(from, to);
  if (!wire) return;
  const { editGraph } = useProject.getState();
  if (plugged === undefined) editGraph(CONNECT, (graph) => connect(graph, wire));
  else editGraph(PLUG, (graph) => reconnect(graph, plugged, wire));
}

/** Removes one wire as one step of undo. */
export function unplug(edgeId: string): void {
  useProject.getState().editGraph(UNPLUG, (graph) => removeItems(graph, new Set([edgeId])));
}
