import type { Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { boundsOf, GAP, type Point, rectOf, snapped, STEP } from '../../state/block-place';
import { canvasView } from '../../state/canvas-view';
import { addNode, createNode, unusedName } from '../../state/graph-edits';
import { PORT_TYPES, portSide } from '../../state/port-blocks';
import { currentGraph, useProject } from '../../state/project-store';
import { isInside } from './open-scope';

type Side = 'in' | 'out';

const LABELS: Readonly<Record<Side, Localized>> = {
  in: { en: 'Add an input port', ko: '입력 포트 추가' },
  out: { en: 'Add an output port', ko: '출력 포트 추가' },
};

/** Gives the open composite block one more port, which all blocks made of it have then. */
export function addPort(side: Side): void {
  if (!isInside()) return;
  const graph = currentGraph();
  const port = {
    ...createNode(graph, PORT_TYPES[side], placeOf(graph, side)),
    name: unusedName(graph, side, side),
  };
  useProject.getState().editGraph(LABELS[side], () => addNode(graph, port), { select: [port.id] });
  canvasView()?.bringIn(rectOf(port));
}

/** Below the last port of its side; the first left or right of all blocks. */
function placeOf({ nodes }: GraphDoc, side: Side): Point {
  const last = nodes
    .filter((node) => portSide(node) === side)
    .toSorted((a, b) => b.position.y - a.position.y)[0];
  if (last) return { x: last.position.x, y: last.position.y + STEP.y };
  const { x, y, width } = boundsOf(nodes) ?? { x: 0, y: 0, width: 0 };
  return snapped({ x: side === 'in' ? x - STEP.x : x + width + GAP.x, y });
}
