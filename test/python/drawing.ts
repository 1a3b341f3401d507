import type { Composite, GraphDoc, GraphNode, Params } from '#shared/graph/document';

/** One layer of a small drawing. */
export interface Drawn {
  readonly type: string;
  readonly params?: Params;
  /** Names of the layers whose outputs it takes; absent: the one before. */
  readonly from?: readonly string[];
  readonly name?: string;
  readonly trainable?: boolean;
  readonly bypassed?: boolean;
  readonly composite?: GraphNode['composite'];
}

/** A drawing from a list of layers, each one behind the one before where nothing else is said. */
export function draw(layers: readonly Drawn[], composites: readonly Composite[] = []): GraphDoc {
  const { nodes, edges } = parts(layers);
  return { nodes, edges, frames: [], notes: [], composites };
}

/** A composite block; `in` and `out` are the ports of its first and last layer. */
export function block(id: string, layers: readonly Drawn[], inputs: readonly string[] = []): Composite {
  const { nodes, edges } = parts(layers);
  const entries = inputs.length > 0 ? inputs : [nodes[0]!.name];
  return {
    id,
    name: id,
    nodes,
    edges,
    inputs: entries.map((name) => ({ name: 'in', node: name, port: 'in' })),
    outputs: [{ name: 'out', node: nodes.at(-1)!.id, port: 'out' }],
  };
}

function parts(layers: readonly Drawn[]): Pick<GraphDoc, 'nodes' | 'edges'> {
  const nodes: GraphNode[] = [];
  const edges: GraphDoc['edges'][number][] = [];
  layers.forEach((layer, i) => {
    const name = layer.name ?? `${layer.type.toLowerCase()}_${i}`;
    const { type, params = {}, trainable = true, bypassed = false, composite } = layer;
    nodes.push({
      id: name,
      name,
      type,
      params,
      trainable,
      bypassed,
      position: { x: 200 * i, y: 0 },
      ...(composite && { composite }),
    });
    const before = i > 0 && type !== 'Input' ? [nodes[i - 1]!.name] : [];
    for (const source of layer.from ?? before)
      edges.push({ id: `e${edges.length}`, source, sourcePort: 'out', target: name, targetPort: 'in' });
  });
  return { nodes, edges };
}
