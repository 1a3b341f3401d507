import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { GRID, type Point, rectOf } from '../state/block-place';
import { findNode } from '../state/graph-edits';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads from a block, wire, frame or note: right along the wire and left back, up and down to a block beside it (one that
 * shares what comes before or after), else to what lies nearest in that direction. From a wire: to its ends, or to the next wire
 * of the same block. Without a place to begin at, the first block. Null where there is nothing.
 */
export function walk(graph: GraphDoc, from: string | null, direction: Direction): string | null {
  const edge = graph.edges.find(({ id }) => id === from);
  if (edge) return fromWire(graph, edge, direction);
  const here = from === null ? undefined : placesOf(graph).find(({ id }) => id === from);
  if (!here) return graph.nodes[0]?.id ?? placesOf(graph)[0]?.id ?? null;
  const linked = findNode(graph, here.id) ? LINKED[direction](graph, here.id) : [];
  const middle = middlesOf(graph);
  const ahead = linked.filter((id) => {
    const dy = middle.get(id)!.y - here.middle.y;
    return direction === 'up' ? dy < 0 : direction === 'down' ? dy > 0 : true;
  });
  const isAcross = direction === 'up' || direction === 'down';
  const nearest = ahead.toSorted((a, b) => {
    const [p, q] = [middle.get(a)!, middle.get(b)!];
    const dy = Math.abs(p.y - here.middle.y) - Math.abs(q.y - here.middle.y);
    return dy || (isAcross ? Math.abs(p.x - here.middle.x) - Math.abs(q.x - here.middle.x) : p.y - q.y);
  })[0];
  return nearest ?? nearestAhead(graph, here, direction);
}

/** The wire on that side of a block that leads to the block nearest to its own height; null where there is none. */
export function wireBeside(graph: GraphDoc, nodeId: string, side: 'left' | 'right'): string | null {
  const y = findNode(graph, nodeId)?.position.y ?? 0;
  const wires = graph.edges.filter((edge) => (side === 'right' ? edge.source : edge.target) === nodeId);
  const distance = (edge: GraphEdge) =>
    Math.abs(heightOf(graph, side === 'right' ? edge.target : edge.source) - y);
  return wires.toSorted((a, b) => distance(a) - distance(b))[0]?.id ?? null;
}

const heightOf = (graph: GraphDoc, id: string): number => findNode(graph, id)?.position.y ?? 0;

const followers = ({ edges }: GraphDoc, id: string): readonly string[] =>
  edges.filter(({ source }) => source === id).map(({ target }) => target);
const leaders = ({ edges }: GraphDoc, id: string): readonly string[] =>
  edges.filter(({ target }) => target === id).map(({ source }) => source);

/** Blocks that get the same input or feed the same block. */
function siblings(graph: GraphDoc, id: string): readonly string[] {
  const all = [
    ...leaders(graph, id).flatMap((other) => followers(graph, other)),
    ...followers(graph, id).flatMap((other) => leaders(graph, other)),
  ];
  return [...new Set(all)].filter((other) => other !== id);
}

const LINKED: Readonly<Record<Direction, (graph: GraphDoc, id: string) => readonly string[]>> = {
  right: followers,
  left: leaders,
  up: siblings,
  down: siblings,
};

function fromWire(graph: GraphDoc, edge: GraphEdge, direction: Direction): string {
  if (direction === 'right') return edge.target;
  if (direction === 'left') return edge.source;
  const leaving = graph.edges.filter(({ source }) => source === edge.source);
  const isFan = leaving.length > 1;
  const group = isFan ? leaving : graph.edges.filter(({ target }) => target === edge.target);
  const end = (one: GraphEdge) => heightOf(graph, isFan ? one.target : one.source);
  const sorted = group.toSorted((a, b) => end(a) - end(b));
  const next = sorted.indexOf(edge) + (direction === 'down' ? 1 : -1);
  return (sorted[next] ?? edge).id;
}

interface Place {
  readonly id: string;
  readonly middle: Point;
}

/** Middles of blocks and notes, and of the titles of frames. */
function placesOf({ nodes, frames, notes }: GraphDoc): readonly Place[] {
  const whole = [...nodes, ...notes].map((item) => {
    const { x, y, width, height } = rectOf(item);
    return { id: item.id, middle: { x: x + width / 2, y: y + height / 2 } };
  });
  const titles = frames.map(({ id, position, size }) => ({
    id,
    middle: { x: position.x + size.width / 2, y: position.y + GRID },
  }));
  return [...whole, ...titles];
}

const middlesOf = (graph: GraphDoc): ReadonlyMap<string, Point> =>
  new Map(placesOf(graph).map(({ id, middle }) => [id, middle]));

const TOWARDS: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** What lies beside counts less than what lies ahead. */
const ASIDE = 2;

function nearestAhead(graph: GraphDoc, here: Place, direction: Direction): string | null {
  const { x: dx, y: dy } = TOWARDS[direction];
  const distances = placesOf(graph).flatMap(({ id, middle }) => {
    const along = (middle.x - here.middle.x) * dx + (middle.y - here.middle.y) * dy;
    const across = Math.abs((middle.x - here.middle.x) * dy) + Math.abs((middle.y - here.middle.y) * dx);
    return along > 0 && id !== here.id ? [{ id, distance: along + ASIDE * across }] : [];
  });
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.id ?? null;
}
