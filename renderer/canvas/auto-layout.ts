import { Graph, layout } from '@dagrejs/dagre';
import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { BLOCK, boundsOf, GAP, type Point, snapped, STEP } from '../state/block-place';

/** Width to height that an arranged drawing aims at, as a window has it. */
const ASPECT = 1.7;

/**
 * Places for blocks so that data runs from left to right (layered drawing after Sugiyama, by dagre). A long network is folded into rows, cut
 * where a single wire passes. The arranged blocks begin where they began before.
 */
export function arranged({ nodes, edges }: GraphDoc, ids: ReadonlySet<string>): ReadonlyMap<string, Point> {
  const chosen = nodes.filter(({ id }) => ids.has(id));
  const inner = edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  const origin = boundsOf(chosen);
  if (!origin) return new Map();
  const rows = foldRows(columnsOf(chosen, inner), inner);
  const places = new Map<string, Point>();
  let top = origin.y;
  for (const row of rows) {
    const blocks = row.flatMap((column) => column.blocks);
    const [left, upper] = [row[0]!.x, Math.min(...blocks.map(({ y }) => y))];
    for (const { x, blocks: inColumn } of row)
      for (const { id, y } of inColumn)
        places.set(id, snapped({ x: origin.x + x - left, y: top + y - upper }));
    top += Math.max(...blocks.map(({ y }) => y)) - upper + STEP.y;
  }
  return places;
}

interface Column {
  readonly x: number;
  readonly blocks: readonly { readonly id: string; readonly y: number }[];
}

function columnsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly Column[] {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.y, edgesep: GAP.y, ranksep: GAP.x });
  for (const { id } of nodes) graph.setNode(id, { width: BLOCK.width, height: BLOCK.height });
  for (const { id, source, target } of edges) graph.setEdge(source, target, {}, id);
  layout(graph);
  const columns = new Map<number, { id: string; y: number }[]>();
  for (const { id } of nodes) {
    const { x = 0, y = 0 } = graph.node(id);
    const column = columns.get(Math.round(x)) ?? [];
    columns.set(Math.round(x), [...column, { id, y }]);
  }
  const inOrder = [...columns].toSorted(([a], [b]) => a - b);
  return inOrder.map(([x, blocks]) => ({ x, blocks }));
}

/** What it costs to cut through one wire more than the one that every cut meets, against one row that is longer or shorter by some blocks. */
const CUT_COST = 8;

/** Cuts columns into rows of about the same length, rather where one wire passes than where several do: the cheapest way to cut. */
function foldRows(columns: readonly Column[], edges: readonly GraphEdge[]): Column[][] {
  const columnOf = new Map(columns.flatMap(({ blocks }, i) => blocks.map(({ id }) => [id, i] as const)));
  const height = Math.max(...columns.map(({ blocks }) => blocks.length)) * STEP.y;
  const ideal = Math.max(4, Math.ceil(Math.sqrt((columns.length * ASPECT * height) / STEP.x)));
  const cutCost = (i: number): number => {
    const crossing = edges.filter(
      ({ source, target }) => columnOf.get(source)! < i && columnOf.get(target)! >= i,
    );
    return CUT_COST * Math.max(0, crossing.length - 1);
  };
  // A short last row costs nothing.
  const rowCost = (start: number, end: number): number =>
    end === columns.length && end - start <= ideal ? 0 : (end - start - ideal) ** 2;
  const best: { readonly cost: number; readonly start: number }[] = [{ cost: 0, start: 0 }];
  for (let end = 1; end <= columns.length; end++) {
    const ways = best.map(({ cost }, start) => ({
      cost: cost + rowCost(start, end) + (start === 0 ? 0 : cutCost(start)),
      start,
    }));
    best.push(ways.reduce((a, b) => (b.cost < a.cost ? b : a)));
  }
  const rows: Column[][] = [];
  for (let end = columns.length; end > 0; end = best[end]!.start)
    rows.unshift(columns.slice(best[end]!.start, end));
  return rows.map(straightened);
}

/** A row without branches is straight, whatever wires pass over it. */
const straightened = (row: readonly Column[]): Column[] =>
  row.every(({ blocks }) => blocks.length === 1)
    ? row.map(({ x, blocks: [block] }) => ({ x, blocks: [{ id: block!.id, y: 0 }] }))
    : [...row];
