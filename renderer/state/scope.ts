import { insideWires } from '#shared/graph/composite';
import type { Composite, GraphDoc, GraphEdge, GraphNode, PortBlock } from '#shared/graph/document';
import { innerId } from '#shared/graph/expand';
import { freshId } from './graph-edits';
import { PORT_TYPES, portBlocksOf } from './port-blocks';

/** An open composite block: its id in the drawing that it stands in, and which of its repetitions is looked at, from 0. */
interface ScopeStep {
  readonly use: string;
  readonly round: number;
}

/** The composite blocks that are open, each inside the one before; none: the drawing itself. */
export type Scope = readonly ScopeStep[];
export const OUTSIDE: Scope = [];

/** An open composite block with what it is made of. */
export interface Level {
  readonly use: GraphNode;
  readonly composite: Composite;
  readonly round: number;
}

/**
 * What stands before the ids of everything inside. With it an id is that of the expanded drawing, so that shapes, problems and live
 * pictures of the open use are found under the ids that are drawn.
 */
export const prefixOf = (scope: Scope): string =>
  scope.map(({ use, round }) => innerId(use, round, '')).join('');

/** The open blocks, as far as they are there. */
export function levelsOf(graph: GraphDoc, scope: Scope): readonly Level[] {
  const levels: Level[] = [];
  let { nodes } = graph;
  for (const { use: id, round } of scope) {
    const use = nodes.find((node) => node.id === id);
    const composite = graph.composites.find((one) => one.id === use?.composite?.id);
    if (!use?.composite || !composite) break;
    levels.push({ use, composite, round: Math.min(round, use.composite.repeat - 1) });
    ({ nodes } = composite);
  }
  return levels;
}

/** `scope` as far as its blocks are there; the same object where all is well. */
export function soundScope(graph: GraphDoc, scope: Scope): Scope {
  const levels = levelsOf(graph, scope);
  const isSound = levels.length === scope.length && levels.every(({ round }, i) => round === scope[i]!.round);
  return isSound ? scope : levels.map(({ use, round }) => ({ use: use.id, round }));
}

const drawings = new WeakMap<GraphDoc, Map<string, GraphDoc>>();

/**
 * What the canvas draws: the drawing itself, or the inside of the open composite block as a drawing of the same kind, with a block for each of
 * its ports. The same object for the same drawing and scope.
 */
export function drawnGraph(graph: GraphDoc, scope: Scope): GraphDoc {
  const level = scope.length > 0 ? levelsOf(graph, scope)[scope.length - 1] : undefined;
  if (!level) return graph;
  const prefix = prefixOf(scope);
  const known = drawings.get(graph) ?? new Map<string, GraphDoc>();
  const drawn = known.get(prefix) ?? insideOf(graph, level.composite, prefix);
  drawings.set(graph, known.set(prefix, drawn));
  return drawn;
}

/** The drawn id of the `index`-th port of a side. */
export const portId = (prefix: string, side: PortBlock['side'], index: number): string =>
  `${prefix}:${side}:${index}`;

function insideOf(graph: GraphDoc, composite: Composite, prefix: string): GraphDoc {
  const ids = { in: new Map<string, string>(), out: new Map<string, string>() };
  const ports = portBlocksOf(composite).map(({ side, name, position }): GraphNode => {
    const id = portId(prefix, side, ids[side].size);
    ids[side].set(name, id);
    return { id, type: PORT_TYPES[side], name, params: {}, trainable: true, bypassed: false, position };
  });
  const wired = insideWires(composite).map(({ edge, entry }): GraphEdge => {
    if (edge) return drawnEdge(edge, prefix);
    return {
      id: `${prefix}:in:${composite.inputs.indexOf(entry)}:wire`,
      source: ids.in.get(entry.name)!,
      sourcePort: 'out',
      target: prefix + entry.node,
      targetPort: entry.port,
    };
  });
  const exits = composite.outputs.map(({ name, node, port }, i): GraphEdge => ({
    id: `${prefix}:out:${i}:wire`,
    source: prefix + node,
    sourcePort: port,
    target: ids.out.get(name)!,
    targetPort: 'in',
  }));
  const { nodes, frames = [], notes = [] } = composite;
  return {
    ...graph,
    nodes: [...ports, ...nodes.map((node) => drawnItem(node, prefix))],
    edges: [...wired, ...exits],
    frames: frames.map((frame) => drawnItem(frame, prefix)),
    notes: notes.map((note) => drawnItem(note, prefix)),
  };
}

interface Item {
  readonly id: string;
}

/** Drawn items by those of the file, so that what does not change stays the same object, and back. */
const drawnItems = new WeakMap<Item, Item>();
const fileItems = new WeakMap<Item, Item>();

function drawnAs<T extends Item>(item: T, id: string, make: () => T): T {
  const known = drawnItems.get(item);
  if (known?.id === id) return known as T;
  const drawn = make();
  drawnItems.set(item, drawn);
  fileItems.set(drawn, item);
  return drawn;
}

const drawnItem = <T extends Item>(item: T, prefix: string): T =>
  drawnAs(item, prefix + item.id, () => ({ ...item, id: prefix + item.id }));

const drawnEdge = (edge: GraphEdge, prefix: string): GraphEdge =>
  drawnAs(edge, prefix + edge.id, () => ({
    ...edge,
    id: prefix + edge.id,
    source: prefix + edge.source,
    target: prefix + edge.target,
  }));

/** An id as the file has it. */
export const fileId = (id: string, prefix: string): string =>
  id.startsWith(prefix) ? id.slice(prefix.length) : id;

/** A drawn block, frame or note as the file has it. */
export const fileItem = <T extends Item>(item: T, prefix: string): T =>
  (fileItems.get(item) as T | undefined) ?? { ...item, id: fileId(item.id, prefix) };

/** The same for a wire between blocks. One that was plugged in at a port before gets an id of its own. */
export const fileEdge = (edge: GraphEdge, prefix: string): GraphEdge =>
  (fileItems.get(edge) as GraphEdge | undefined) ?? {
    ...edge,
    id: edge.id.startsWith(`${prefix}:`) ? freshId('e') : fileId(edge.id, prefix),
    source: fileId(edge.source, prefix),
    target: fileId(edge.target, prefix),
  };

/** Where a block, wire, frame or note is drawn; null where it is nowhere. Ids inside composite blocks are those of the expanded drawing. */
export function scopeOfItem(graph: GraphDoc, id: string, within: Scope = OUTSIDE): Scope | null {
  const { nodes, edges, frames, notes } = drawnGraph(graph, within);
  if ([nodes, edges, frames, notes].some((items) => items.some((item) => item.id === id))) return within;
  const prefix = prefixOf(within);
  for (const { id: use, composite } of nodes) {
    const round = composite && id.startsWith(`${use}/`) ? Number.parseInt(id.slice(use.length + 1), 10) : NaN;
    if (Number.isNaN(round) || round >= composite!.repeat) continue;
    const inner = [...within, { use: fileId(use, prefix), round }];
    const found =
      levelsOf(graph, inner).length === inner.length && id.startsWith(prefixOf(inner))
        ? scopeOfItem(graph, id, inner)
        : null;
    if (found) return found;
  }
  return null;
}
