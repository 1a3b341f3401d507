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
  const compositeOf = ({ type, composite }: GraphNode): Composite | undefined =>
    type === 'composite' && composite ? composites.get(composite.id) : undefined;
  let current = graph;
  for (;;) {
    const use = current.nodes.find((node) => {
      const composite = compositeOf(node);
      return composite && current.nodes.length + grownBy(node, composite) <= MAX_LAYERS;
    });
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

const grownBy = (use: GraphNode, { nodes }: Composite): number =>
  nodes.length * (use.composite?.repeat ?? 1) - 1;

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

/** Copies of the inner layers and wires of one round. */
function copyRound(use: GraphNode, composite: Composite, round: number, innerId: (id: string) => string) {
  const prefix = (use.composite?.repeat ?? 1) > 1 ? `${use.name}_${round + 1}` : use.name;
  const nodes = composite.nodes.map((node) => ({
    ...node,
    id: innerId(node.id),
    name: `${prefix}/${node.name}`,
    trainable: use.trainable && node.trainable,
  }));
  const edges = composite.edges.map((edge) => ({
    ...edge,
    id: innerId(edge.id),
    source: innerId(edge.source),
    target: innerId(edge.target),
  }));
  return { nodes, edges };
}

function expandOne(
  graph: GraphDoc,
  use: GraphNode,
  composite: Composite,
  origin: Map<string, string>,
  results: Map<string, string>,
): GraphDoc {
  const repeat = use.composite?.repeat ?? 1;
  const { inputs, outputs } = composite;
  const innerId = (round: number, id: string) => `${use.id}/${round}/${id}`;
  const rounds = Array.from({ length: repeat }, (_, round) => round);
  const copies = rounds.map((round) => copyRound(use, composite, round, (id) => innerId(round, id)));
  for (const { nodes } of copies) for (const { id } of nodes) origin.set(id, origin.get(use.id) ?? use.id);

  const entries = (round: number, port: string): End[] =>
    inputs
      .filter(({ name }) => name === port)
      .map((to) => ({ node: innerId(round, to.node), port: to.port }));
  const exitAt = (round: number, i: number): End | undefined => {
    const from = outputs[i];
    return from && { node: innerId(round, from.node), port: from.port };
  };
  const ports = (list: Composite['inputs']) => [...new Set(list.map(({ name }) => name))];
  const inputNames = ports(inputs);
  const outputNames = ports(outputs);
  const outputAt = (name: string | undefined) => outputs.findIndex((port) => port.name === name);

  const chain = rounds.slice(1).flatMap((round) =>
    inputNames.flatMap((port, i) => {
      const from = exitAt(round - 1, outputAt(outputNames[i]));
      return from ? entries(round, port).map((to) => wire(from, to)) : [];
    }),
  );
  const outer = graph.edges.flatMap((edge): readonly GraphEdge[] => {
    if (edge.source !== use.id && edge.target !== use.id) return [edge];
    const from =
      edge.source === use.id
        ? exitAt(repeat - 1, outputAt(edge.sourcePort))
        : { node: edge.source, port: edge.sourcePort };
    if (!from) return [];
    if (edge.target !== use.id) return [{ ...edge, source: from.node, sourcePort: from.port }];
    const isChained = outputNames[inputNames.indexOf(edge.targetPort)] !== undefined;
    const targets = (isChained ? [0] : rounds).flatMap((round) => entries(round, edge.targetPort));
    return targets.map((to, i) => ({ ...wire(from, to), id: i === 0 ? edge.id : `${edge.id}/${i}` }));
  });
  const last = exitAt(repeat - 1, 0);
  if (last) results.set(use.id, last.node);
  return {
    ...graph,
    nodes: graph.nodes.flatMap((node) => (node === use ? copies.flatMap(({ nodes }) => nodes) : [node])),
    // Wires from outside come first in every round, so that merging layers see their inputs in the same order.
    edges: [...outer, ...chain, ...copies.flatMap(({ edges }) => edges)],
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
