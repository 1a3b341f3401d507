import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { sizeOf } from '#shared/graph/shape';
import type { Inference } from './inference';

/** Bytes of a number in the memory of a network. */
const NUMBER_BYTES = 4;

/** What one block of a drawing costs; a composite block costs what all its layers do. */
export interface BlockCost {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Floating-point operations for one sample, forward. */
  readonly flops: number;
  /** Of all operations of the network, 0 … 1. */
  readonly flopsShare: number;
  readonly params: number;
  readonly trainableParams: number;
  /** What its outputs for one sample take, in bytes. */
  readonly activationBytes: number;
  /** Of the outputs of all blocks, 0 … 1. */
  readonly memoryShare: number;
}

export interface NetworkCost {
  /** In the order in which samples pass them; those on a cycle last. */
  readonly blocks: readonly BlockCost[];
  /** Floating-point operations for one sample, forward. */
  readonly flops: number;
  readonly params: number;
  readonly trainableParams: number;
  /** What the outputs of all blocks for one sample take, in bytes. */
  readonly activationBytes: number;
}

/**
 * A training step computes about so many times what its forward pass does: backward, a layer computes the gradient of its input and that of its
 * weights, each with about as many operations as the layer itself.
 */
export const TRAINING_FACTOR = 3;

/** What the blocks of a drawing cost: counted from shapes alone, nothing is measured. */
export function networkCost(graph: GraphDoc, inference: Inference): NetworkCost {
  const place = new Map(inference.order.map((id, index) => [id, index]));
  const bytes = bytesOfBlocks(graph, inference);
  // A composite stands where its first layer does.
  const first = firstPlaces(graph, place);
  const placeOf = (id: string) => first.get(id) ?? inference.order.length;
  const activationBytes = graph.nodes.reduce((sum, { id }) => sum + (bytes.get(id) ?? 0), 0);
  const blocks = graph.nodes
    .toSorted((a, b) => placeOf(a.id) - placeOf(b.id))
    .map(({ id, name, type }): BlockCost => {
      const { flops = 0, params = 0, trainableParams = 0 } = inference.nodes.get(id) ?? {};
      return {
        id,
        name,
        type,
        flops,
        flopsShare: share(flops, inference.flops),
        params,
        trainableParams,
        activationBytes: bytes.get(id) ?? 0,
        memoryShare: share(bytes.get(id) ?? 0, activationBytes),
      };
    });
  const { flops, params, trainableParams } = inference;
  return { blocks, flops, params, trainableParams, activationBytes };
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const originsOf = (graph: GraphDoc): ReadonlyMap<string, string> =>
  graph.composites.length === 0 ? new Map(graph.nodes.map(({ id }) => [id, id])) : expandGraph(graph).origin;

/** What the outputs of each block take for one sample; a layer that passes its input on holds nothing of its own. */
function bytesOfBlocks(graph: GraphDoc, { nodes }: Inference): ReadonlyMap<string, number> {
  const blocks = new Map(graph.nodes.map((node) => [node.id, node]));
  const bytes = new Map<string, number>();
  for (const [id, origin] of originsOf(graph)) {
    const shape = nodes.get(id)?.shape;
    const block = blocks.get(origin);
    // A composite's own output is that of one of its layers.
    const isItself = id === origin && block?.type === 'composite';
    if (!shape || isItself || block?.bypassed) continue;
    bytes.set(origin, (bytes.get(origin) ?? 0) + NUMBER_BYTES * sizeOf(shape));
  }
  return bytes;
}

function firstPlaces(graph: GraphDoc, place: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [id, block] of originsOf(graph)) {
    const at = place.get(id);
    if (at !== undefined) first.set(block, Math.min(at, first.get(block) ?? Infinity));
  }
  return first;
}
