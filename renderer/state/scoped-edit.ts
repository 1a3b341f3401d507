import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Composite, GraphDoc, GraphNode, PortBlock } from '#shared/graph/document';
import { withoutUnused } from './composites';
import { END_TYPES, portBlocksOf, portSide } from './port-blocks';
import {
  drawnGraph,
  fileEdge,
  fileId,
  fileItem,
  levelsOf,
  OUTSIDE,
  portId,
  prefixOf,
  type Scope,
  scopeOfItem,
} from './scope';

type Side = PortBlock['side'];
const SIDES = ['in', 'out'] as const;

/**
 * The document after its drawn part was changed to `next`: that itself, or with the composite that is open made anew. Ports that were renamed are
 * renamed in all uses; wires to ports that are gone go. The same object where nothing changed.
 */
export function withDrawnGraph(graph: GraphDoc, scope: Scope, next: GraphDoc): GraphDoc {
  const before = drawnGraph(graph, scope);
  if (before === graph) return next;
  if (next === before) return graph;
  const { composite } = levelsOf(graph, scope).at(-1)!;
  const prefix = prefixOf(scope);
  const made = compositeOf(composite, next, prefix);
  const isSame = JSON.stringify(made) === JSON.stringify(compositeOf(composite, before, prefix));
  const kept = new Map(next.composites.map((one) => [one.id, one]));
  // Another part of the document may use what the inside no longer does.
  const lost = graph.composites.filter(({ id }) => !kept.has(id));
  const fresh = next.composites.filter(({ id }) => !graph.composites.some((one) => one.id === id));
  const composites = [...graph.composites, ...fresh].map((one) => {
    if (one.id === composite.id) return isSame ? one : made;
    const changed = kept.get(one.id) ?? one;
    return graph.composites.includes(changed) ? changed : withFileIds(changed, prefix);
  });
  const { nodes, edges, frames, notes } = graph;
  const isAllSame =
    isSame && next.silenced === graph.silenced && composites.every((one, i) => one === graph.composites[i]);
  if (isAllSame && lost.length === 0) return graph;
  const whole = { ...next, nodes, edges, frames, notes, composites };
  const rewired = isSame ? whole : withPorts(whole, composite.id, portsAfter(before, next));
  return lost.length > 0 ? withoutUnused(rewired) : rewired;
}

/** The document after a change of that drawing in which a block or wire is drawn, whatever is open; the same where it cannot be so. */
export function changeAround(
  graph: GraphDoc,
  id: string | undefined,
  change: (drawn: GraphDoc) => GraphDoc,
): GraphDoc {
  const scope = (id === undefined ? null : scopeOfItem(graph, id)) ?? OUTSIDE;
  const next = change(drawnGraph(graph, scope));
  return checkDrawn(graph, scope, next) ? graph : withDrawnGraph(graph, scope, next);
}

/** Blocks of the drawing that are ports, with names that no other port of their side has. */
function portsIn(drawn: GraphDoc): readonly (GraphNode & { readonly side: Side })[] {
  const taken = { in: new Set<string>(), out: new Set<string>() };
  return drawn.nodes.flatMap((node) => {
    const side = portSide(node);
    if (!side) return [];
    let { name } = node;
    for (let n = 2; taken[side].has(name); n++) name = `${node.name}_${n}`;
    taken[side].add(name);
    return [{ ...node, name, side }];
  });
}

/** The composite whose inside is drawn. A wire from port to port cannot be kept. */
function compositeOf({ id, name }: Composite, drawn: GraphDoc, prefix: string): Composite {
  const all = portsIn(drawn);
  const ports = new Map(all.map((port) => [port.id, port]));
  const inputs: Composite['inputs'][number][] = [];
  const outputs = new Map<string, Composite['outputs'][number]>();
  const edges: Composite['edges'][number][] = [];
  const arrived = new Map<string, number>();
  for (const edge of drawn.edges) {
    const [from, to] = [ports.get(edge.source), ports.get(edge.target)];
    if (from && to) continue;
    if (from) {
      const after = arrived.get(edge.target);
      const node = fileId(edge.target, prefix);
      inputs.push({ name: from.name, node, port: edge.targetPort, ...(after !== undefined && { after }) });
    } else if (to) {
      outputs.set(to.name, { name: to.name, node: fileId(edge.source, prefix), port: edge.sourcePort });
    } else {
      edges.push(fileEdge(edge, prefix));
      arrived.set(edge.target, (arrived.get(edge.target) ?? 0) + 1);
    }
  }
  const frames = drawn.frames.map((frame) => fileItem(frame, prefix));
  const notes = drawn.notes.map((note) => fileItem(note, prefix));
  return {
    id,
    name,
    nodes: drawn.nodes.filter((node) => !ports.has(node.id)).map((node) => fileItem(node, prefix)),
    edges,
    inputs,
    outputs: [...outputs.values()],
    portBlocks: SIDES.flatMap((side) =>
      all.flatMap((port) => (port.side === side ? [{ side, name: port.name, position: port.position }] : [])),
    ),
    ...(frames.length > 0 && { frames }),
    ...(notes.length > 0 && { notes }),
  };
}

/** A composite that was made of drawn blocks, with the ids of the file. */
const withFileIds = (composite: Composite, prefix: string): Composite => ({
  ...composite,
  nodes: composite.nodes.map((node) => fileItem(node, prefix)),
  edges: composite.edges.map((edge) => fileEdge(edge, prefix)),
  inputs: composite.inputs.map((port) => ({ ...port, node: fileId(port.node, prefix) })),
  outputs: composite.outputs.map((port) => ({ ...port, node: fileId(port.node, prefix) })),
  ...(composite.frames && { frames: composite.frames.map((frame) => fileItem(frame, prefix)) }),
  ...(composite.notes && { notes: composite.notes.map((note) => fileItem(note, prefix)) }),
});

/** What became of each port, by its former name: its name now, or null. */
type PortChanges = Readonly<Record<Side, ReadonlyMap<string, string | null>>>;

function portsAfter(before: GraphDoc, next: GraphDoc): PortChanges {
  const now = new Map(portsIn(next).map(({ id, name }) => [id, name]));
  const old = portsIn(before);
  const of = (side: Side) =>
    new Map(old.flatMap((port) => (port.side === side ? [[port.name, now.get(port.id) ?? null]] : [])));
  return { in: of('in'), out: of('out') };
}

/** Every wire to a use of the composite at the port's new name, or gone with the port. */
function withPorts(graph: GraphDoc, id: string, changes: PortChanges): GraphDoc {
  const isSame = SIDES.every((side) => [...changes[side]].every(([old, now]) => old === now));
  if (isSame) return graph;
  const nameOf = (side: Side, port: string) => {
    const name = changes[side].get(port);
    return name === undefined ? port : name;
  };
  const usesIn = (nodes: readonly GraphNode[]) =>
    new Set(nodes.flatMap((node) => (node.composite?.id === id ? [node.id] : [])));
  const rewired = (edges: GraphDoc['edges'], uses: ReadonlySet<string>): GraphDoc['edges'] =>
    edges.flatMap((edge) => {
      const sourcePort = uses.has(edge.source) ? nameOf('out', edge.sourcePort) : edge.sourcePort;
      const targetPort = uses.has(edge.target) ? nameOf('in', edge.targetPort) : edge.targetPort;
      if (sourcePort === null || targetPort === null) return [];
      const isKept = sourcePort === edge.sourcePort && targetPort === edge.targetPort;
      return [isKept ? edge : { ...edge, sourcePort, targetPort }];
    });
  const ends = (side: Side, ports: Composite['inputs'], uses: ReadonlySet<string>): Composite['inputs'] =>
    ports.flatMap((port) => {
      const name = uses.has(port.node) ? nameOf(side, port.port) : port.port;
      return name === null ? [] : [name === port.port ? port : { ...port, port: name }];
    });
  return {
    ...graph,
    edges: rewired(graph.edges, usesIn(graph.nodes)),
    composites: graph.composites.map((one) => {
      const uses = usesIn(one.nodes);
      if (uses.size === 0) return one;
      return {
        ...one,
        edges: rewired(one.edges, uses),
        inputs: ends('in', one.inputs, uses),
        outputs: ends('out', one.outputs, uses),
        // A port that is only named by what it leads to would go with that.
        portBlocks: portBlocksOf(one),
      };
    }),
  };
}

/** How the blocks with `ids` in `next` are called once it is drawn. */
export function drawnIds(scope: Scope, next: GraphDoc, ids: readonly string[]): readonly string[] {
  const prefix = prefixOf(scope);
  if (prefix === '') return ids;
  const places = { in: 0, out: 0 };
  const ports = new Map(
    portsIn(next).map(({ id, side }) => [id, portId(prefix, side, places[side]++)] as const),
  );
  return ids.map((id) => ports.get(id) ?? prefix + fileId(id, prefix));
}

/** As many as a project file may hold. */
const MOST = { nodes: 5_000, edges: 20_000 } as const;

/** Why what is drawn cannot become `next`; null where it can. */
export function checkDrawn(graph: GraphDoc, scope: Scope, next: GraphDoc): Diagnostic | null {
  if (next.nodes.length > MOST.nodes || next.edges.length > MOST.edges)
    return refused(
      'too-many-blocks',
      TOO_MANY,
      { en: '5,000 blocks', ko: '블록 5,000개' },
      String(next.nodes.length),
    );
  const level = levelsOf(graph, scope).at(-1);
  if (!level) return null;
  const end = next.nodes.find(({ type }) => END_TYPES.has(type));
  const before = drawnGraph(graph, scope);
  if (end && !before.nodes.some(({ type }) => END_TYPES.has(type)))
    return { ...refused('end-inside', AN_END, PORTS_INSTEAD, end.type), nodeId: end.id };
  const { id, name } = level.composite;
  const again = next.nodes.find(({ composite }) => composite && leadsTo(next, composite.id, id, new Set()));
  return again ? { ...refused('composite-in-itself', ITSELF, ANOTHER, name), nodeId: again.id } : null;
}

/** Whether a composite is another, or holds it at any depth. */
function leadsTo({ composites }: GraphDoc, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const inner = composites.find(({ id }) => id === from)?.nodes ?? [];
  return inner.some(
    ({ composite }) => composite && leadsTo({ composites } as GraphDoc, composite.id, to, seen),
  );
}

const refused = (code: string, message: Localized, expected: Localized, received: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  expected,
  received,
});

const TOO_MANY: Localized = {
  en: 'A drawing holds at most 5,000 blocks and 20,000 wires.',
  ko: '캔버스 하나에는 블록 5,000개, 연결선 20,000개까지 놓을 수 있습니다.',
};
const AN_END: Localized = {
  en: 'Input and Output belong to the whole network. Inside a composite block its ports take their place.',
  ko: 'Input과 Output은 신경망 전체의 양 끝입니다. 합성 블록 안에서는 포트가 그 역할을 합니다.',
};
const PORTS_INSTEAD: Localized = { en: 'layers in between', ko: '그 사이의 층' };
const ITSELF: Localized = {
  en: 'A composite block cannot contain itself.',
  ko: '합성 블록 안에 자기 자신을 넣을 수 없습니다.',
};
const ANOTHER: Localized = { en: 'another block', ko: '다른 블록' };
