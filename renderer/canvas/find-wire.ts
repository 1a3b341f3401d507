import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { BLOCK, type Point } from '../state/block-place';
import { findNode, portsOf, portsOfType } from '../state/graph-edits';
import { distanceTo, portPoint, type Route, wireRoute } from './wire-route';

/** The way of a wire of the drawing; null when one of its ends is not there. */
export function routeOf(graph: GraphDoc, edge: GraphEdge): Route | null {
  const [source, target] = [findNode(graph, edge.source), findNode(graph, edge.target)];
  if (!source || !target) return null;
  const { outputs } = portsOf(graph, source);
  const { inputs } = portsOf(graph, target);
  const out = outputs.findIndex(({ name }) => name === edge.sourcePort);
  const into = inputs.findIndex(({ name }) => name === edge.targetPort);
  if (out < 0 || into < 0) return null;
  return wireRoute(
    portPoint(source.position, 'out', out, outputs.length),
    portPoint(target.position, 'in', into, inputs.length),
  );
}

/** Whether blocks of a type can stand in a wire. */
export const canSplice = (type: string): boolean => {
  const { inputs, outputs } = portsOfType(type);
  return inputs.length > 0 && outputs.length > 0;
};

/** The wire nearest to `point`, at most `reach` away. */
export function wireAt(graph: GraphDoc, point: Point, reach: number): string | null {
  let [nearest, least]: [string | null, number] = [null, reach];
  for (const edge of graph.edges) {
    const route = routeOf(graph, edge);
    const distance = route ? distanceTo(route.points, point) : Infinity;
    if (distance <= least) [nearest, least] = [edge.id, distance];
  }
  return nearest;
}

/** The block that covers `point`; of several, the one drawn last. */
export const blockAt = ({ nodes }: GraphDoc, { x, y }: Point): string | null =>
  nodes.findLast(
    ({ position }) =>
      x >= position.x && x <= position.x + BLOCK.width && y >= position.y && y <= position.y + BLOCK.height,
  )?.id ?? null;
