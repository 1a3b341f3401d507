import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphEdge, GraphNode } from '#shared/graph/document';
import { incomingEdges } from '#shared/graph/order';
import type { CheckSource } from '../check-source';
import { completeParams, isBypassed, layerOf } from '../infer';
import type { Inference } from '../inference';

export interface LintContext extends CheckSource {
  readonly inference: Inference;
  /** The only wire into `node`, when there is one. */
  wireInto(node: GraphNode): GraphEdge | undefined;
  /** The nearest block before `node` along single wires, leaving out bypassed blocks and those of the types `passing`. */
  before(node: GraphNode, passing?: ReadonlySet<string>): GraphNode | undefined;
}

/** One remark of a teacher: an error-free drawing in, what is odd about it out. */
export type Rule = (context: LintContext) => readonly Diagnostic[];

/** The activation a block applies: its parameter, softmax for a Softmax block, or undefined when it has none. */
export function activationOf(node: GraphNode): string | undefined {
  const layer = layerOf(node);
  if (!layer || isBypassed(node, layer)) return undefined;
  if (node.type === 'Softmax') return 'softmax';
  if (!Object.hasOwn(layer.params, 'activation')) return undefined;
  return String(completeParams(layer, node.params)['activation']);
}

const WEIGHTED_SUMS: ReadonlySet<string> = new Set([
  'Dense',
  'Conv2D',
  'Conv1D',
  'SeparableConv2D',
  'Conv2DTranspose',
]);

/** A layer of weights that any straight line could be: its output is a weighted sum and nothing else. */
export const isWeightedSum = ({ type }: GraphNode): boolean => WEIGHTED_SUMS.has(type);

export function lintContext(source: CheckSource, inference: Inference): LintContext {
  const incoming = incomingEdges(source.graph);
  const byId = new Map(source.graph.nodes.map((node) => [node.id, node]));
  const wireInto = (node: GraphNode): GraphEdge | undefined => {
    const edges = incoming.get(node.id) ?? [];
    return edges.length === 1 ? edges[0] : undefined;
  };
  const before = (node: GraphNode, passing: ReadonlySet<string> = new Set()): GraphNode | undefined => {
    const seen = new Set([node.id]);
    for (let at: GraphNode | undefined = node; at;) {
      at = byId.get(wireInto(at)?.source ?? '');
      if (!at || seen.has(at.id)) return undefined;
      seen.add(at.id);
      const layer = layerOf(at);
      const isPassed = passing.has(at.type) || (layer && isBypassed(at, layer));
      if (!isPassed) return at;
    }
    return undefined;
  };
  return { ...source, inference, wireInto, before };
}
