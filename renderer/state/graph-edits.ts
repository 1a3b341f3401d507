import type { GraphDoc, GraphEdge, GraphNode, Params, ParamValue } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { LAYERS } from '#shared/layers/table';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Size of every block on the canvas, in its own units. */
export const BLOCK = { width: 188, height: 150 } as const;
/** Room between blocks that make way for each other. */
export const GAP = { x: 52, y: 46 } as const;

/** Keras's names: `conv2d`, then `conv2d_1`. */
export function freeName(graph: GraphDoc, type: string): string {
  const stem = type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const taken = new Set(graph.nodes.map(({ name }) => name));
  if (!taken.has(stem)) return stem;
  let n = 1;
  while (taken.has(`${stem}_${n}`)) n++;
  return `${stem}_${n}`;
}

let counter = 0;
/** An id that no other block or wire of any project has. */
export const freshId = (prefix: string): string =>
  `${prefix}-${Date.now().toString(36)}-${(counter++).toString(36)}`;

export function createNode(graph: GraphDoc, type: string, position: Point, params: Params = {}): GraphNode {
  return {
    id: freshId('n'),
    type,
    name: freeName(graph, type),
    params: { ...defaultParams(LAYERS[type]!.params), ...params },
    trainable: true,
    bypassed: false,
    position,
  };
}

export const createEdge = (source: string, target: string): GraphEdge => ({
  id: freshId('e'),
  source,
  sourcePort: LAYERPORT.out,
  target,
  targetPort: LAYERPORT.in,
});
const LAYERPORT = { in: 'in', out: 'out' } as const;

export const addNode = (graph: GraphDoc, node: GraphNode): GraphDoc => ({
  ...graph,
  nodes: [...graph.nodes, node],
});

export const hasInput = (type: string): boolean => (LAYERS[type]?.ports.inputs.length ?? 0) > 0;
export const hasOutput = (type: string): boolean => (LAYERS[type]?.ports.outputs.length ?? 0) > 0;

/** Puts a block into a wire; what lies behind it on the same row makes room. */
export function spliceNode(graph: GraphDoc, edgeId: string, node: GraphNode): GraphDoc {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  if (!edge || !hasInput(node.type) || !hasOutput(node.type)) return addNode(graph, node);
  const at = graph.edges.indexOf(edge);
  const edges = graph.edges.toSpliced(
    at,
    1,
    { ...edge, id: freshId('e'), target: node.id, targetPort: 'in' },
    { ...edge, id: freshId('e'), source: node.id, sourcePort: 'out' },
  );
  return makeRoom({ ...graph, nodes: [...graph.nodes, node], edges }, node);
}

/** Moves blocks that `node` would cover, and those right of them on its row, to the right. */
function makeRoom(graph: GraphDoc, node: GraphNode): GraphDoc {
  const { x, y } = node.position;
  const onRow = (other: GraphNode) => Math.abs(other.position.y - y) < BLOCK.height;
  const covered = graph.nodes.filter(
    (other) => other.id !== node.id && onRow(other) && Math.abs(other.position.x - x) < BLOCK.width,
  );
  if (covered.length === 0) return graph;
  const right = covered.filter(({ position }) => position.x >= x);
  const start = right.length > 0 ? Math.min(...right.map(({ position }) => position.x)) : x;
  const left = covered.filter(({ position }) => position.x < x);
  const ownX =
    left.length > 0 ? Math.max(x, ...left.map(({ position }) => position.x + BLOCK.width + GAP.x)) : x;
  const shift = Math.max(0, ownX + BLOCK.width + GAP.x - start);
  return {
    ...graph,
    nodes: graph.nodes.map((other) => {
      if (other.id === node.id) return { ...other, position: { x: ownX, y } };
      return onRow(other) && other.position.x >= start
        ? { ...other, position: { ...other.position, x: other.position.x + shift } }
        : other;
    }),
  };
}

/**
 * Removes blocks and wires. With `heal`, a removed block with one input hands that input on to all that followed it, as long as
 * these do not have it already.
 */
export function removeItems(graph: GraphDoc, ids: ReadonlySet<string>, heal = true): GraphDoc {
  let edges = graph.edges.filter(({ id }) => !ids.has(id));
  const removed = graph.nodes.filter(({ id }) => ids.has(id));
  for (const { id } of removed) {
    const incoming = edges.filter(({ target }) => target === id);
    const outgoing = edges.filter(({ source }) => source === id);
    edges = edges.filter(({ source, target }) => source !== id && target !== id);
    if (!heal || incoming.length !== 1) continue;
    const { source, sourcePort } = incoming[0]!;
    for (const edge of outgoing) {
      const known = edges.some((other) => other.source === source && other.target === edge.target);
      if (!known && source !== edge.target)
        edges = [...edges, { ...edge, id: freshId('e'), source, sourcePort }];
    }
  }
  return { ...graph, nodes: graph.nodes.filter(({ id }) => !ids.has(id)), edges };
}

export function updateNode(graph: GraphDoc, id: string, change: (node: GraphNode) => GraphNode): GraphDoc {
  const at = graph.nodes.findIndex((node) => node.id === id);
  if (at < 0) return graph;
  const next = change(graph.nodes[at]!);
  return next === graph.nodes[at] ? graph : { ...graph, nodes: graph.nodes.with(at, next) };
}

export const setParam = (graph: GraphDoc, id: string, name: string, value: ParamValue): GraphDoc =>
  updateNode(graph, id, (node) => ({ ...node, params: { ...node.params, [name]: value } }));

export const moveNodes = (graph: GraphDoc, positions: ReadonlyMap<string, Point>): GraphDoc => ({
  ...graph,
  nodes: graph.nodes.map((node) => {
    const position = positions.get(node.id);
    return position ? { ...node, position } : node;
  }),
});

/** Connects two blocks. An input that takes one wire gives up the one it has. */
export function connectNodes(graph: GraphDoc, source: string, target: string): GraphDoc {
  const node = graph.nodes.find(({ id }) => id === target);
  const multiple = LAYERS[node?.type ?? '']?.ports.inputs[0]?.multiple === true;
  const kept = multiple ? graph.edges : graph.edges.filter((edge) => edge.target !== target);
  return { ...graph, edges: [...kept, createEdge(source, target)] };
}

/** Copies of blocks and the wires among them, with ids and names of their own, moved by `offset`. */
export function pasteNodes(
  graph: GraphDoc,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  offset: Point,
): { readonly graph: GraphDoc; readonly ids: readonly string[] } {
  const ids = new Map(nodes.map(({ id }) => [id, freshId('n')]));
  let result = graph;
  for (const node of nodes) {
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
    result = addNode(result, { ...node, id: ids.get(node.id)!, name: freeName(result, node.type), position });
  }
  const inner = edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  const copies = inner.map((edge) => ({
    ...edge,
    id: freshId('e'),
    source: ids.get(edge.source)!,
    target: ids.get(edge.target)!,
  }));
  return { graph: { ...result, edges: [...result.edges, ...copies] }, ids: [...ids.values()] };
}
