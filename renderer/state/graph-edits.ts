import { portNames } from '#shared/graph/composite';
import type { Composite, GraphDoc, GraphEdge, GraphNode, Params, ParamValue } from '#shared/graph/document';
import type { PortSpec } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { BLOCK, freePlace, makeRoom, type Point, samePoint, STEP } from './block-place';
import { ownParams } from './own-params';
import { PORT_TYPES } from './port-blocks';

export { BLOCK, type Point } from './block-place';

/** What a wire joins. */
export type Wire = Omit<GraphEdge, 'id'>;

/** Keras's name for a new layer of `type`: `conv2d`, then `conv2d_1`. */
export function freeName(graph: GraphDoc, type: string): string {
  const stem = type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return unusedName(graph, stem, stem);
}

/** `name` where it is free, else its stem with the first free number. */
export function unusedName(graph: GraphDoc, name: string, stem: string): string {
  const taken = new Set(graph.nodes.map((node) => node.name));
  if (!taken.has(name)) return name;
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
    params: ownParams(type, params),
    trainable: true,
    bypassed: false,
    position,
  };
}

interface Ports {
  readonly inputs: readonly PortSpec[];
  readonly outputs: readonly PortSpec[];
}

/** Lets a block of an unknown type keep its wires. */
const UNKNOWN_PORTS: Ports = { inputs: [{ name: 'in', multiple: true }], outputs: [{ name: 'out' }] };

/** A composite's port from inside: its input gives, its output takes. */
const PORT_BLOCKS: Readonly<Record<string, Ports>> = {
  [PORT_TYPES.in]: { inputs: [], outputs: [{ name: 'out' }] },
  [PORT_TYPES.out]: { inputs: [{ name: 'in' }], outputs: [] },
};

/** Ports of a layer type. */
export const portsOfType = (type: string): Ports =>
  Object.hasOwn(LAYERS, type) ? LAYERS[type]!.ports : (PORT_BLOCKS[type] ?? UNKNOWN_PORTS);

/** Ports of a block; those of a composite block are its composite's. */
export function portsOf({ composites }: GraphDoc, { type, composite }: GraphNode): Ports {
  const inner = type === 'composite' ? composites.find(({ id }) => id === composite?.id) : undefined;
  if (!inner) return portsOfType(type);
  const named = (side: 'in' | 'out') => portNames(inner, side).map((name) => ({ name }));
  return { inputs: named('in'), outputs: named('out') };
}

export const findNode = ({ nodes }: GraphDoc, id: string): GraphNode | undefined =>
  nodes.find((node) => node.id === id);

/** A wire from the first output of `source` to the first input of `target`. */
export const createEdge = (source: string, target: string): GraphEdge => ({
  id: freshId('e'),
  source,
  sourcePort: 'out',
  target,
  targetPort: 'in',
});

export const addNode = (graph: GraphDoc, node: GraphNode): GraphDoc => ({
  ...graph,
  nodes: [...graph.nodes, node],
});

/** The first input and output of a block; null where it does not have both. */
export function throughPorts(
  graph: GraphDoc,
  node: GraphNode,
): { readonly input: string; readonly output: string } | null {
  const { inputs, outputs } = portsOf(graph, node);
  return inputs[0] && outputs[0] ? { input: inputs[0].name, output: outputs[0].name } : null;
}

/** Puts a block, new or drawn already, into a wire; what lies behind it on the same row makes room. */
export function spliceNode(graph: GraphDoc, edgeId: string, node: GraphNode): GraphDoc {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  const ports = throughPorts(graph, node);
  const others = graph.nodes.filter(({ id }) => id !== node.id);
  if (!edge || !ports || edge.source === node.id || edge.target === node.id)
    return { ...graph, nodes: [...others, node] };
  const rowY = findNode(graph, edge.source)?.position.y ?? node.position.y;
  const isOnRow = Math.abs(rowY - node.position.y) < BLOCK.height;
  const placed = isOnRow ? { ...node, position: { x: node.position.x, y: rowY } } : node;
  const edges = graph.edges.toSpliced(
    graph.edges.indexOf(edge),
    1,
    { ...edge, id: freshId('e'), target: node.id, targetPort: ports.input },
    { ...edge, id: freshId('e'), source: node.id, sourcePort: ports.output },
  );
  return makeRoom({ ...graph, nodes: [...others, placed], edges }, placed);
}

/**
 * Puts a new block behind the block `sourceId`: it takes over the wires that left that block, and its place in the row. A block without
 * an output is wired beside them.
 */
export function insertAfter(graph: GraphDoc, sourceId: string, node: GraphNode): GraphDoc {
  const source = findNode(graph, sourceId);
  const from = source && portsOf(graph, source).outputs[0]?.name;
  const { inputs, outputs } = portsOf(graph, node);
  if (!source || from === undefined || !inputs[0]) return addNode(graph, node);
  const wire = { ...createEdge(sourceId, node.id), sourcePort: from, targetPort: inputs[0].name };
  const place = { x: source.position.x + STEP.x, y: source.position.y };
  if (!outputs[0]) {
    const placed = { ...node, position: freePlace(graph, place) };
    return { ...addNode(graph, placed), edges: [...graph.edges, wire] };
  }
  const output = outputs[0].name;
  const edges = graph.edges.map((edge) =>
    edge.source === sourceId && edge.sourcePort === from
      ? { ...edge, id: freshId('e'), source: node.id, sourcePort: output }
      : edge,
  );
  const placed = { ...node, position: place };
  return makeRoom({ ...addNode(graph, placed), edges: [...edges, wire] }, placed);
}

/**
 * Removes blocks, wires, frames and notes; what a frame holds stays. With `heal`, a removed block with one input hands that input on to all that followed it, as long as
 * these do not have it already. Wires of removed blocks go in any case.
 */
export function removeItems(graph: GraphDoc, ids: ReadonlySet<string>, heal = true): GraphDoc {
  let edges = graph.edges.filter(
    ({ id, source, target }) => !ids.has(id) || (heal && (ids.has(source) || ids.has(target))),
  );
  for (const { id } of graph.nodes) {
    if (!ids.has(id)) continue;
    const incoming = edges.filter(({ target }) => target === id);
    const { source, sourcePort } = incoming[0] ?? {};
    const left = edges.filter((edge) => edge.source !== id && edge.target !== id);
    edges =
      heal && incoming.length === 1 && source !== undefined && sourcePort !== undefined
        ? edges.flatMap((edge) => {
            if (edge.source !== id) return edge.target === id ? [] : [edge];
            const healed = { ...edge, id: freshId('e'), source, sourcePort };
            const isNeeded = source !== edge.target && !left.some((other) => sameWire(other, healed));
            return isNeeded ? [healed] : [];
          })
        : left;
  }
  const left = <T extends { readonly id: string }>(items: readonly T[]) =>
    items.filter(({ id }) => !ids.has(id));
  return {
    ...graph,
    nodes: left(graph.nodes),
    edges,
    frames: left(graph.frames),
    notes: left(graph.notes),
  };
}

export const sameWire = (a: Wire, b: Wire): boolean =>
  a.source === b.source &&
  a.sourcePort === b.sourcePort &&
  a.target === b.target &&
  a.targetPort === b.targetPort;

export function updateNode(graph: GraphDoc, id: string, change: (node: GraphNode) => GraphNode): GraphDoc {
  const at = graph.nodes.findIndex((node) => node.id === id);
  if (at < 0) return graph;
  const next = change(graph.nodes[at]!);
  return next === graph.nodes[at] ? graph : { ...graph, nodes: graph.nodes.with(at, next) };
}

export const setParam = (graph: GraphDoc, id: string, name: string, value: ParamValue): GraphDoc =>
  updateNode(graph, id, (node) => ({
    ...node,
    params: ownParams(node.type, { ...node.params, [name]: value }),
  }));

/** Moves blocks, frames and notes to places; the same drawing when all lie there already. */
export function moveItems(graph: GraphDoc, places: ReadonlyMap<string, Point>): GraphDoc {
  const moved = <T extends Placed>(items: readonly T[]): readonly T[] => {
    const next = items.map((item) => {
      const place = places.get(item.id);
      const isThere = !place || samePoint(place, item.position);
      return isThere ? item : { ...item, position: place };
    });
    return next.every((item, i) => item === items[i]) ? items : next;
  };
  const nodes = moved(graph.nodes);
  const frames = moved(graph.frames);
  const notes = moved(graph.notes);
  const isSame = nodes === graph.nodes && frames === graph.frames && notes === graph.notes;
  return isSame ? graph : { ...graph, nodes, frames, notes };
}

interface Placed {
  readonly id: string;
  readonly position: Point;
}

/** How many wires an input takes. */
const mostWires = ({ multiple = false, most = Infinity }: PortSpec): number => (multiple ? most : 1);

/** Wires that give way to `wire`, the newest ones, because its input is full. `plugged` is the wire that is plugged in there and leaves its place. */
export function replacedBy(graph: GraphDoc, wire: Wire, plugged?: string): readonly GraphEdge[] {
  const node = findNode(graph, wire.target);
  const port = node && portsOf(graph, node).inputs.find(({ name }) => name === wire.targetPort);
  const there = graph.edges.filter(
    ({ id, target, targetPort }) =>
      id !== plugged && target === wire.target && targetPort === wire.targetPort,
  );
  return port ? there.slice(mostWires(port) - 1) : [];
}

/** Draws a wire. An input that is full gives up its newest wire. */
export function connect(graph: GraphDoc, wire: Wire): GraphDoc {
  const replaced = new Set(replacedBy(graph, wire));
  const kept = graph.edges.filter((edge) => !replaced.has(edge));
  return { ...graph, edges: [...kept, { ...wire, id: freshId('e') }] };
}

/** Plugs a wire in elsewhere; it keeps its place among the inputs of a merging layer. */
export function reconnect(graph: GraphDoc, edgeId: string, wire: Wire): GraphDoc {
  const old = graph.edges.find(({ id }) => id === edgeId);
  if (!old || sameWire(old, wire)) return graph;
  const replaced = new Set(replacedBy(graph, wire, edgeId));
  const kept = graph.edges.filter((edge) => !replaced.has(edge));
  return { ...graph, edges: kept.map((edge) => (edge === old ? { ...wire, id: edgeId } : edge)) };
}

/** Everything that has a place: blocks, frames and notes. */
export const itemsOf = ({ nodes, frames, notes }: Pick<GraphDoc, 'nodes' | 'frames' | 'notes'>) => [
  ...nodes,
  ...frames,
  ...notes,
];

/** Blocks with the wires among them, frames and notes, and the composites that the blocks use. */
export type DrawnItems = GraphDoc;

/** Copies with ids of their own and names that are free, moved by `offset`. */
export function pasteItems(
  graph: GraphDoc,
  { nodes: originals, edges, frames, notes, composites }: DrawnItems,
  { x, y }: Point,
): { readonly graph: GraphDoc; readonly ids: readonly string[] } {
  const moved = <T extends Placed>(item: T, id: string): T => ({
    ...item,
    id,
    position: { x: item.position.x + x, y: item.position.y + y },
  });
  const { nodes, added } = withComposites(graph, originals, composites);
  const ids = new Map(nodes.map(({ id }) => [id, freshId('n')]));
  let result: GraphDoc = { ...graph, composites: [...graph.composites, ...added] };
  for (const node of nodes) {
    const name = unusedName(result, node.name, node.name.replace(/_\d+$/, ''));
    result = addNode(result, { ...moved(node, ids.get(node.id)!), name });
  }
  const inner = edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  const wires = inner.map((edge) => ({
    ...edge,
    id: freshId('e'),
    source: ids.get(edge.source)!,
    target: ids.get(edge.target)!,
  }));
  const newFrames = frames.map((frame) => moved(frame, freshId('f')));
  const newNotes = notes.map((note) => moved(note, freshId('t')));
  return {
    graph: {
      ...result,
      edges: [...result.edges, ...wires],
      frames: [...result.frames, ...newFrames],
      notes: [...result.notes, ...newNotes],
    },
    ids: [...ids.values(), ...[...newFrames, ...newNotes].map(({ id }) => id)],
  };
}

/** Composites that a drawing lacks, under ids that are free there, and the blocks as they use them there. */
function withComposites(
  graph: GraphDoc,
  nodes: readonly GraphNode[],
  composites: readonly Composite[],
): { readonly nodes: readonly GraphNode[]; readonly added: readonly Composite[] } {
  const there = new Map(graph.composites.map((one) => [one.id, JSON.stringify(one)]));
  const foreign = composites.filter((one) => there.get(one.id) !== JSON.stringify(one));
  const ids = new Map(foreign.map(({ id }) => [id, there.has(id) ? freshId('c') : id]));
  const adapted = (node: GraphNode): GraphNode => {
    const id = node.composite && ids.get(node.composite.id);
    return id === undefined ? node : { ...node, composite: { ...node.composite!, id } };
  };
  return {
    nodes: nodes.map(adapted),
    added: foreign.map((one) => ({ ...one, id: ids.get(one.id)!, nodes: one.nodes.map(adapted) })),
  };
}
