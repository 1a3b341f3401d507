import { portPoint, distanceTo, type Route, wireRoute } from '../wire-route';
import { type Bounds, boundsOfPoints } from '../find-wire';
import type { DrawnBlock, WireFlowEdge } from '../flow-adapter';
import { type Point, samePoint } from '../../state/block-place';

/** Where a wire runs, for drawing it and for finding it under the pointer. */
export interface WireWay extends Bounds {
  readonly edge: WireFlowEdge;
  readonly source: DrawnBlock;
  readonly target: DrawnBlock;
  readonly route: Route;
}

/** The ways of wires; one whose ends stand where they stood is the same object as before. */
export function createWireWays(): (
  blocks: readonly DrawnBlock[],
  edges: readonly WireFlowEdge[],
) => readonly WireWay[] {
  let known = new Map<string, WireWay>();
  return (blocks, edges) => {
    const byId = new Map(blocks.map((block) => [block.id, block]));
    const now = new Map<string, WireWay>();
    for (const edge of edges) {
      const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
      if (!source || !target) continue;
      const before = known.get(edge.id);
      const isSame = before?.edge === edge && before.source === source && before.target === target;
      now.set(edge.id, isSame ? before : wayLike(before, edge, source, target));
    }
    known = now;
    return [...now.values()];
  };
}

/** The way of a wire whose ends may show other things than before, and stand where they stood. */
function wayLike(
  before: WireWay | undefined,
  edge: WireFlowEdge,
  source: DrawnBlock,
  target: DrawnBlock,
): WireWay {
  const stays =
    before?.edge === edge &&
    before.source.data.outputs === source.data.outputs &&
    before.target.data.inputs === target.data.inputs &&
    samePoint(before.source.position, source.position) &&
    samePoint(before.target.position, target.position);
  return stays ? { ...before, source, target } : wayOf(edge, source, target);
}

/** The way of a wire between two blocks. */
export function wayOf(edge: WireFlowEdge, source: DrawnBlock, target: DrawnBlock): WireWay {
  const { outputs } = source.data;
  const { inputs } = target.data;
  const route = wireRoute(
    portPoint(source.position, 'out', outputs.indexOf(edge.sourceHandle ?? ''), outputs.length),
    portPoint(target.position, 'in', inputs.indexOf(edge.targetHandle ?? ''), inputs.length),
    edge.data?.channel,
  );
  return { edge, source, target, route, ...boundsOfPoints(route.points) };
}

/** The wire nearest to a place, at most `reach` away. */
export function nearestWay(ways: readonly WireWay[], at: Point, reach: number): string | null {
  let [nearest, least]: [string | null, number] = [null, reach];
  for (const { edge, route, left, top, right, bottom } of ways) {
    if (at.x < left - least || at.x > right + least || at.y < top - least || at.y > bottom + least) continue;
    const distance = distanceTo(route.points, at);
    if (distance <= least) [nearest, least] = [edge.id, distance];
  }
  return nearest;
}
