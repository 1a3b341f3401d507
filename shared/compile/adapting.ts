import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { incomingEdges } from '#shared/graph/order';
import type { Adaptation } from '#shared/layers/definition';
import { completeParams, inferGraph, isBypassed, layerOf } from './infer';

/** A layer that reads the training data once before training. */
export interface AdaptingLayer {
  readonly nodeId: string;
  /** Its weights are called `<name>/<weight>`. */
  readonly name: string;
  /** The block whose output it reads. */
  readonly sourceId: string;
  start(): Adaptation;
}

/** Layers of a drawing without errors that adapt to the training data, in an order in which each sees what those before it have adapted to. */
export function adaptingLayers(drawing: GraphDoc): readonly AdaptingLayer[] {
  const { graph } = expandGraph(drawing);
  const { order, nodes } = inferGraph(drawing);
  const incoming = incomingEdges(graph);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return order.flatMap((nodeId): AdaptingLayer[] => {
    const node = byId.get(nodeId)!;
    const layer = layerOf(node);
    if (!layer?.adapt || isBypassed(node, layer)) return [];
    const context = { params: completeParams(layer, node.params), inputs: nodes.get(nodeId)!.inputs };
    if (!layer.adapt(context)) return [];
    const sourceId = incoming.get(nodeId)![0]!.source;
    return [{ nodeId, name: node.name, sourceId, start: () => layer.adapt!(context)! }];
  });
}
