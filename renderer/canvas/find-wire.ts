import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { BLOCK, type Point } from '../state/block-place';
import { findNode, portsOf, portsOfType } from '../state/graph-edits';
import { distanceTo, portPoint, type Route, wireRoute } from './wire-route';

/** The way of a wire of the drawing; null when one of its ends is not there. */
export function routeOf(graph: GraphDoc, edge: GraphEdge): Route | null {
  const ends = endsOf(graph, edge, (id) => findNode(graph, id));
  return ends && wireRoute(ends.source, ends.target, channelBetween(graph.nodes, edge, ends));
}

interface Ends {
  readonly source: Point;
  readonly target: Point;
}

function endsOf(graph: GraphDoc, edge: GraphEdge, find: (id: string) => GraphNode | undefined): Ends | null {
  const [source, target] = [find(edge.source), find(edge.target)];
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

/** The height at which a wire goes around blocks that stand in its way, above or below them; null when none do, or none would stand less so. */
export type Channels = (edge: GraphEdge) => number | null;

/** Channels of drawings, computed once for each wire as long as no block moves, comes or goes. */
export function createChannels(): (graph: GraphDoc) => Channels {
  let last: GraphDoc | undefined;
  let known = new Map<GraphEdge, number | null>();
  return (graph) => {
    if (!last || !sameGeometry(last, graph)) known = new Map();
    last = graph;
    let byId: ReadonlyMap<string, GraphNode> | undefined;
    return (edge) => {
      const found = known.get(edge);
      if (found !== undefined) return found;
      byId ??= new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
      const ends = endsOf(graph, edge, (id) => byId!.get(id));
      const channel = ends && channelBetween(graph.nodes, edge, ends);
      known.set(edge, channel);
      return channel;
    };
  };
}

/** Whether the same blocks, with the same ports, stand in the same places. */
const sameGeometry = (a: GraphDoc, b: GraphDoc): boolean =>
  a === b ||
  (a.composites === b.composites &&
    a.nodes.length === b.nodes.length &&
    a.nodes.every((node, i) => {
      const other = b.nodes[i]!;
      return (
        node === other ||
        (node.id === other.id &&
          node.type === other.type &&
          node.position.x === other.position.x &&
          node.position.y === other.position.y &&
          node.composite?.id === other.composite?.id)
      );
    }));

/** How far from the blocks that it goes around a wire runs. */
const CLEARANCE = 16;

function channelBetween(nodes: GraphDoc['nodes'], { source, target }: GraphEdge, ends: Ends): number | null {
  const passedBy = ({ points }: Route) => {
    const around = boundsOfPoints(points);
    return nodes.filter(
      ({ id, position }) =>
        touches(position, around) &&
        id !== source &&
        id !== target &&
        points.some((point) => covers(position, point)),
    );
  };
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

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function boundsOfPoints(points: readonly Point[]): Bounds {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, right, top, bottom };
}

const touches = ({ x, y }: Point, { left, right, top, bottom }: Bounds): boolean =>
  x <= right && x + BLOCK.width >= left && y <= bottom && y + BLOCK.height >= top;

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
