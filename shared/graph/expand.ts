import type { Composite, GraphDoc, GraphEdge, GraphNode } from './document';

export interface ExpandedGraph {
  readonly graph: GraphDoc;
  /** The block of the drawing that an expanded node stands for. */
  readonly origin: ReadonlyMap<string, string>;
  /** For each composite block, the inner node that gives its first output. */
  readonly results: ReadonlyMap<string, string>;
}

/** Composites inside composites go at most this deep; one that contains itself stays as it is. */
const MAX_DEPTH = 8;

/** An end of a wire: a node and its port. */
interface End {
  readonly node: string;
  readonly port: string;
}

/**
 * Replaces every composite block by its layers, `repeat` times in a row, each with a name and weights of its own. Blocks whose
 * composite is missing stay; the inference reports them. A drawing without composites comes back as it is.
 */
export function expandGraph(graph: GraphDoc): ExpandedGraph {
  const origin = new Map(graph.nodes.map(({ id }) => [id, id]));
  const results = new Map<string, string>();
  let current = graph;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const uses = current.nodes.filter((node) => compositeOf(current, node));
    if (uses.length === 0) break;
    for (const use of uses) current = expandOne(current, use, compositeOf(current, use)!, origin, results);
  }
  for (const [block, inner] of results) {
    let last = inner;
    for (let depth = 0; depth < MAX_DEPTH && results.has(last); depth++) last = results.get(last)!;
    results.set(block, last);
  }
  return { graph: current, origin, results };
}

const compositeOf = (graph: GraphDoc, { type, composite }: GraphNode): Composite | undefined =>
  type === 'composite' ? graph.composites.find(({ id }) => id === composite?.id) : undefined;

function expandOne(
  graph: GraphDoc,
  use: GraphNode,
  composite: Composite,
  origin: Map<string, string>,
  results: Map<string, string>,
): GraphDoc {
  const repeat = use.composite?.repeat ?? 1;
  const innerId = (round: number, id: string) => `${use.id}/${round}/${id}`;
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const block = origin.get(use.id) ?? use.id;
  for (let round = 0; round < repeat; round++) {
    for (const node of composite.nodes) {
      const id = innerId(round, node.id);
      origin.set(id, block);
      const suffix = repeat > 1 ? `_${round + 1}` : '';
      nodes.push({
        ...node,
        id,
        name: `${use.name}${suffix}/${node.name}`,
        trainable: use.trainable && node.trainable,
        bypassed: use.bypassed || node.bypassed,
      });
    }
    for (const edge of composite.edges) {
      edges.push({
        ...edge,
        id: innerId(round, edge.id),
        source: innerId(round, edge.source),
        target: innerId(round, edge.target),
      });
    }
  }
  const entries = (round: number, port: string): End[] =>
    composite.inputs
      .filter(({ name }) => name === port)
      .map(({ node, port: inner }) => ({ node: innerId(round, node), port: inner }));
  const exit = (round: number, port: string): End | undefined => {
    const found = composite.outputs.find(({ name }) => name === port);
    return found && { node: innerId(round, found.node), port: found.port };
  };
  const [firstIn, firstOut] = [composite.inputs[0]?.name, composite.outputs[0]?.name];
  if (firstIn !== undefined && firstOut !== undefined) {
    for (let round = 1; round < repeat; round++) {
      const from = exit(round - 1, firstOut)!;
      for (const to of entries(round, firstIn)) edges.push(wire(from, to));
    }
    results.set(use.id, exit(repeat - 1, firstOut)!.node);
  }
  const outer = graph.edges.flatMap((edge): GraphEdge[] => {
    const from =
      edge.source === use.id ? exit(repeat - 1, edge.sourcePort) : endOf(edge.source, edge.sourcePort);
    const targets =
      edge.target === use.id ? entries(0, edge.targetPort) : [endOf(edge.target, edge.targetPort)];
    if (edge.source !== use.id && edge.target !== use.id) return [edge];
    return from
      ? targets.map((to, i) => ({ ...wire(from, to), id: i === 0 ? edge.id : `${edge.id}/${i}` }))
      : [];
  });
  const position = graph.nodes.indexOf(use);
  return {
    ...graph,
    nodes: graph.nodes.toSpliced(position, 1, ...nodes),
    edges: [...outer, ...edges],
  };
}

const endOf = (node: string, port: string): End => ({ node, port });

const wire = (from: End, to: End): GraphEdge => ({
  id: `${from.node}->${to.node}`,
  source: from.node,
  sourcePort: from.port,
  target: to.node,
  targetPort: to.port,
});
