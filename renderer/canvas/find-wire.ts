import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { BLOCK, type Point, samePoint } from '../state/block-place';
import { findNode, portsOf, portsOfType } from '../state/graph-edits';
import { distanceTo, portPoint, type Route, wireRoute } from './wire-route';

/** The way of a wire of the drawing; null when one of its ends is not there. */
export function routeOf(graph: GraphDoc, edge: GraphEdge): Route | null {
  const ends = endsOf(graph, edge, (id) => findNode(graph, id));
  return ends && wireRoute(ends.source, ends.target, channelBetween(graph.nodes, edge, ends).channel);
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

/** What was found for a wire. */
interface Known {
  readonly channel: number | null;
  readonly source: string;
  readonly target: string;
  /** What stands outside of it is not in the way. */
  readonly looked: Bounds;
}

/** Channels of drawings: those of wires that neither end at a block that moves, comes or goes nor are anywhere near it are not computed again. */
export function createChannels(): (graph: GraphDoc) => Channels {
  let last: GraphDoc | undefined;
  let known = new Map<GraphEdge, Known>();
  return (graph) => {
    if (last?.composites !== graph.composites) known = new Map();
    else if (last !== graph) forget(known, changedBlocks(last.nodes, graph.nodes));
    last = graph;
    let byId: ReadonlyMap<string, GraphNode> | undefined;
    return (edge) => {
      const found = known.get(edge);
      if (found !== undefined) return found.channel;
      byId ??= new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
      const ends = endsOf(graph, edge, (id) => byId!.get(id));
      if (!ends) return null;
      const { channel, looked } = channelBetween(graph.nodes, edge, ends);
      known.set(edge, { channel, looked, source: edge.source, target: edge.target });
      return channel;
    };
  };
}

/** Forgets what was found for wires that end at one of these blocks or that one may be in the way of. */
function forget(known: Map<GraphEdge, Known>, changed: readonly GraphNode[]): void {
  if (changed.length === 0) return;
  const ids = new Set(changed.map(({ id }) => id));
  for (const [edge, { source, target, looked }] of known) {
    const isConcerned = ids.has(source) || ids.has(target);
    if (isConcerned || changed.some(({ position }) => touches(position, looked))) known.delete(edge);
  }
}

/** Blocks that stand elsewhere, have other ports, are new or gone: as they were and as they are. */
function changedBlocks(before: GraphDoc['nodes'], now: GraphDoc['nodes']): GraphNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const fresh = new Map(now.map((node) => [node.id, node]));
  const isSame = (a: GraphNode, b: GraphNode | undefined) =>
    a === b ||
    (a.type === b?.type && samePoint(a.position, b.position) && a.composite?.id === b.composite?.id);
  return [
    ...before.filter((node) => !isSame(node, fresh.get(node.id))),
    ...now.filter((node) => !isSame(node, old.get(node.id))),
  ];
}

/** How far from the blocks that it goes around a wire runs. */
const CLEARANCE = 16;

function channelBetween(
  nodes: GraphDoc['nodes'],
  { source, target }: GraphEdge,
  ends: Ends,
): Pick<Known, 'channel' | 'looked'> {
  const look = (height?: number) => {
    const { points } = wireRoute(ends.source, ends.target, height);
    const around = boundsOfPoints(points);
    const passed = nodes.filter(
      ({ id, position }) =>
        touches(position, around) &&
        id !== source &&
        id !== target &&
        points.some((point) => covers(position, point)),
    );
    return { around, passed };
  };
  const { around, passed } = look();
  if (passed.length === 0) return { channel: null, looked: around };
  const tops = passed.map(({ position }) => position.y);
  const ways = [Math.min(...tops) - CLEARANCE, Math.max(...tops) + BLOCK.height + CLEARANCE].map((height) => {
    const way = look(height);
    return {
      height,
      around: way.around,
      passed: way.passed.length,
      climb: Math.abs(height - ends.source.y) + Math.abs(height - ends.target.y),
    };
  });
  const best = ways.reduce((a, b) =>
    b.passed < a.passed || (b.passed === a.passed && b.climb < a.climb) ? b : a,
  );
  return {
    channel: best.passed < passed.length ? best.height : null,
    looked: [around, ...ways.map((way) => way.around)].reduce(boundsOfBoth),
  };
}

/** The bounds of what lies in two bounds. */
export const boundsOfBoth = (a: Bounds, b: Bounds): Bounds => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

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
