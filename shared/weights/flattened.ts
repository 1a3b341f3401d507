import { layerOf } from '#shared/compile/infer';
import type { Inference } from '#shared/compile/inference';
import type { GraphDoc } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';

/** The shape [h, w, c] that a Flatten before a block makes flat, with nothing between that has weights; null where there is none. */
export function flattenedBefore(
  { nodes, edges }: GraphDoc,
  inference: Inference,
  nodeId: string,
): Shape | null {
  let at = nodeId;
  for (;;) {
    const before = edges.filter(({ target }) => target === at);
    const node = before.length === 1 ? nodes.find(({ id }) => id === before[0]!.source) : undefined;
    const inferred = node && inference.nodes.get(node.id);
    if (!node || !inferred) return null;
    const [input] = inferred.inputs;
    if (node.type === 'Flatten' && !node.bypassed) return input?.length === 3 ? input : null;
    const isPassing = inferred.shape?.length === 1 && inferred.weights.length === 0;
    if (!isPassing || layerOf(node)?.category === 'input') return null;
    at = node.id;
  }
}
