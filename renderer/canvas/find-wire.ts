import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { BLOCK, type Point } from '../state/block-place';
import { findNode, portsOf, portsOfType } from '../state/graph-edits';
import { distanceTo, portPoint, type Route, wireRoute } from './wire-route';

/** The way of a wire of the drawing; null when one of its ends is not there. */
export function routeOf(graph: GraphDoc, edge: GraphEdge): Route | null {
  const ends = endsOf(graph, edge);
  return ends && wireRoute(ends.source, ends.target, channelOf(graph, edge));
}

function endsOf(graph: GraphDoc, edge: GraphEdge): { readonly source: Point; readonly target: Point } | null {
  const [source, target] = [findNode(graph, edge.source), findNode(graph, edge.target)];
  if (!source || !target) return null;
  const { outputs } = portsOf(graph, source);
  const { inputs } = portsOf(graph, target);
  const out = outputs.findIndex(({ name }) => name === edge.sourcePort);
  const into = inputs.findIndex(({ name }) => name === edge.targetPort);
  if (out < 0 || into < 0) return null;
  return {
    source: portPoint(source.position, 'out', out, outputs.length),
    target: portPoint(target.position, 'in', into, inputs.length),
  };
}

/** How far from the blocks that it goes around a wire runs. */
const CLEARANCE = 16;

/** The height at which a wire goes around blocks that stand in its way, above or below them; null when none do, or none would stand less so. */
export function channelOf(graph: GraphDoc, edge: GraphEdge): number | null {
  const ends = endsOf(graph, edge);
  if (!ends) return null;
  const others = graph.nodes.filter(({ id }) => id !== edge.source && id !== edge.target);
  const passedBy = ({ points }: Route) =>
    others.filter(({ position }) => points.some((point) => covers(position, point)));
  const passed = passedBy(wireRoute(ends.source, ends.target));
  if (passed.length === 0) return null;
  const tops = passed.map(({ position }) => position.y);
  const ways = [Math.min(...tops) - CLEARANCE, Math.max(...tops) + BLOCK.height + CLEARANCE].map(
    (height) => ({
      height,
      passed: passedBy(wireRoute(ends.source, ends.target, height)).length,
      climb: Math.abs(height - ends.source.y) + Math.abs(height - ends.target.y),
    }),
  );
  const best = ways.reduce((a, b) =>
    b.passed < a.passed || (b.passed === a.passed && b.climb < a.climb) ? b : a,
  );
  return best.passed < passed.length ? best.height : null;
}

const covers = (block: Point, { x, y }: Point): boolean =>
  x >= block.x && x <= block.x + BLOCK.width && y >= block.y && y <= block.y + BLOCK.height;

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
export const blockAt = ({ nodes }: GraphDoc, point: Point): string | null =>
  nodes.findLast(({ position }) => covers(position, point))?.id ?? null;
