import { insideWires, portNames } from './composite';
import type { Composite, GraphDoc, GraphEdge, GraphNode } from './document';

export interface ExpandedGraph {
  readonly graph: GraphDoc;
  /** The block of the drawing that an expanded node stands for. */
  readonly origin: ReadonlyMap<string, string>;
  /** For each composite block of the drawing that was expanded, the inner node that gives its first output. */
  readonly results: ReadonlyMap<string, string>;
}

/** A drawing never grows beyond so many layers; composite blocks that would not fit stay as they are. */
export const MAX_LAYERS = 20_000;
/** Nor are more composite blocks opened for it, inner ones and repeated ones counted. */
const MAX_OPENED = 500;

/** An end of a wire: a node and its port. */
interface End {
  readonly node: string;
  readonly port: string;
}

/**
 * Replaces every composite block by its layers, `repeat` times in a row, each with a name and weights of its own: the layer `dense` of
 * the block `block_1` becomes `block_1/dense`, or `block_1_2/dense` in its second round. Output i of a round feeds input i of
 * the next; inputs without such an output get what the block gets, in every round. A bypassed block becomes one bypassed layer.
 * Blocks whose composite is missing or contains itself stay; the inference reports them. A drawing without composites comes back as it is.
 */
export function expandGraph(graph: GraphDoc): ExpandedGraph {
  const origin = new Map(graph.nodes.map(({ id }) => [id, id]));
  const results = new Map<string, string>();
  const composites = usableComposites(graph.composites);
  if (composites.size === 0) return { graph, origin, results };
  const compositeOf = ({ type, composite }: GraphNode): Composite | undefined =>
    type === 'composite' && composite ? composites.get(composite.id) : undefined;
  const tooMuch = beyondLimits(graph, composites);
  let current = graph;
  for (;;) {
    const use = current.nodes.find((node) => compositeOf(node) && !tooMuch.has(node.id));
    if (!use) break;
    current = use.bypassed
      ? bypassOne(current, use, origin, results)
      : expandOne(current, use, compositeOf(use)!, origin, results);
  }
  const finalResult = (id: string): string => (results.has(id) ? finalResult(results.get(id)!) : id);
  const ofDrawing = graph.nodes.filter(({ id }) => results.has(id));
  return {
    graph: current,
    origin,
    results: new Map(ofDrawing.map(({ id }) => [id, finalResult(id)])),
  };
}

interface Extent {
  readonly layers: number;
  /** Composite blocks that have to be opened for them. */
  readonly opened: number;
}

/** The composite blocks of a drawing that would take it beyond its limits, each looked at with all that is inside, in the drawing's order. */
function beyondLimits(graph: GraphDoc, composites: ReadonlyMap<string, Composite>): ReadonlySet<string> {
  const known = new Map<string, Extent>();
  const extentOf = ({ type, bypassed, composite: use }: GraphNode): Extent => {
    const composite = type === 'composite' && use ? composites.get(use.id) : undefined;
    if (!composite || !use) return { layers: 1, opened: 0 };
    if (bypassed) return { layers: 1, opened: 1 };
    let inside = known.get(use.id);
    if (!inside) {
      const inner = composite.nodes.map(extentOf);
      inside = {
        layers: inner.reduce((sum, { layers }) => sum + layers, 0),
        opened: inner.reduce((sum, { opened }) => sum + opened, 0),
      };
      known.set(use.id, inside);
    }
    return { layers: use.repeat * inside.layers, opened: 1 + use.repeat * inside.opened };
  };
  let [layers, opened] = [graph.nodes.length, 0];
  const beyond = new Set<string>();
  for (const node of graph.nodes) {
    const more = extentOf(node);
    if (layers + more.layers - 1 > MAX_LAYERS || opened + more.opened > MAX_OPENED) beyond.add(node.id);
    else [layers, opened] = [layers + more.layers - 1, opened + more.opened];
  }
  return beyond;
}

/** Composites by id, without those that lead back to themselves. */
function usableComposites(composites: readonly Composite[]): ReadonlyMap<string, Composite> {
  const byId = new Map(composites.map((composite) => [composite.id, composite]));
  const sound = new Map<string, boolean>();
  const isSound = (id: string): boolean => {
    const known = sound.get(id);
    if (known !== undefined) return known;
    sound.set(id, false);
    const inner = (byId.get(id)?.nodes ?? []).flatMap(({ composite }) => composite?.id ?? []);
    const answer = inner.every((other) => !byId.has(other) || isSound(other));
    sound.set(id, answer);
    return answer;
  };
  return new Map([...byId].filter(([id]) => isSound(id)));
}

/** Copies of the inner layers of one round. */
function copyRound(use: GraphNode, composite: Composite, round: number): readonly GraphNode[] {
  const prefix = (use.composite?.repeat ?? 1) > 1 ? `${use.name}_${round + 1}` : use.name;
  return composite.nodes.map((node) => ({
    ...node,
    id: innerId(use.id, round, node.id),
    name: `${prefix}/${node.name}`,
    trainable: use.trainable && node.trainable,
    ...silencedWith(use, node),
  }));
}

/** What a composite block does not want to hear holds for the layers inside it. */
function silencedWith(use: GraphNode, node: GraphNode): Pick<GraphNode, 'silenced'> {
  return use.silenced ? { silenced: [...new Set([...use.silenced, ...(node.silenced ?? [])])] } : {};
}

/** What a block or wire inside a composite block is called in the expanded drawing. */
export const innerId = (use: string, round: number, id: string): string => `${use}/${round}/${id}`;

function expandOne(
  graph: GraphDoc,
  use: GraphNode,
  composite: Composite,
  origin: Map<string, string>,
  results: Map<string, string>,
): GraphDoc {
  const repeat = use.composite?.repeat ?? 1;
  const { outputs } = composite;
  const inner = (round: number, id: string) => innerId(use.id, round, id);
  const rounds = Array.from({ length: repeat }, (_, round) => round);
  const copies = rounds.flatMap((round) => copyRound(use, composite, round));
  for (const { id } of copies) origin.set(id, origin.get(use.id) ?? use.id);

  const [inputNames, outputNames] = [portNames(composite, 'in'), portNames(composite, 'out')];
  const exitAt = (round: number, name: string | undefined): End | undefined => {
    const from = outputs.find((port) => port.name === name);
    return from && { node: inner(round, from.node), port: from.port };
  };
  const arriving = new Map<string, GraphEdge[]>();
  const others = graph.edges.flatMap((edge): readonly GraphEdge[] => {
    if (edge.source !== use.id && edge.target !== use.id) return [edge];
    const from =
      edge.source === use.id
        ? exitAt(repeat - 1, edge.sourcePort)
        : { node: edge.source, port: edge.sourcePort };
    if (!from) return [];
    const left = { ...edge, source: from.node, sourcePort: from.port };
    if (edge.target !== use.id) return [left];
    arriving.set(edge.targetPort, [...(arriving.get(edge.targetPort) ?? []), left]);
    return [];
  });
  const split = new Map<string, number>();
  /** What an input gets in a round: what the block gets, or what the round before gives. */
  const entering = (round: number, port: string, to: End): readonly GraphEdge[] => {
    const chained = outputNames[inputNames.indexOf(port)];
    if (round > 0 && chained !== undefined) {
      const from = exitAt(round - 1, chained);
      return from ? [wire(from, to)] : [];
    }
    return (arriving.get(port) ?? []).map(({ id, source, sourcePort }) => {
      const part = split.get(id) ?? 0;
      split.set(id, part + 1);
      return {
        ...wire({ node: source, port: sourcePort }, to),
        id: part === 0 ? id : `${id}/${part}`,
      };
    });
  };
  const wires = insideWires(composite);
  const inside = rounds.flatMap((round) =>
    wires.flatMap(({ edge, entry }): readonly GraphEdge[] => {
      if (entry) return entering(round, entry.name, { node: inner(round, entry.node), port: entry.port });
      const ends = { source: inner(round, edge.source), target: inner(round, edge.target) };
      return [{ ...edge, id: inner(round, edge.id), ...ends }];
    }),
  );
  const last = exitAt(repeat - 1, outputNames[0]);
  if (last) results.set(use.id, last.node);
  return {
    ...graph,
    nodes: graph.nodes.flatMap((node) => (node === use ? copies : [node])),
    edges: [...others, ...inside],
  };
}

/** The block as one layer that passes its input on. */
function bypassOne(
  graph: GraphDoc,
  use: GraphNode,
  origin: Map<string, string>,
  results: Map<string, string>,
): GraphDoc {
  const id = `${use.id}/bypass`;
  const { composite: _, ...block } = use;
  const layer: GraphNode = { ...block, id, type: 'Activation', params: { activation: 'linear' } };
  origin.set(id, origin.get(use.id) ?? use.id);
  results.set(use.id, id);
  // What is passed on is the first wire that arrives.
  const first = graph.edges.find(({ target }) => target === use.id);
  const edges = graph.edges.flatMap((edge) => {
    if (edge.target === use.id && edge !== first) return [];
    const source = edge.source === use.id ? { source: id, sourcePort: 'out' } : {};
    const target = edge.target === use.id ? { target: id, targetPort: 'in' } : {};
    return edge.source === use.id || edge.target === use.id ? [{ ...edge, ...source, ...target }] : [edge];
  });
  return { ...graph, nodes: graph.nodes.map((node) => (node === use ? layer : node)), edges };
}

const wire = (from: End, to: End): GraphEdge => ({
  id: `${from.node}->${to.node}:${to.port}`,
  source: from.node,
  sourcePort: from.port,
  target: to.node,
  targetPort: to.port,
});
