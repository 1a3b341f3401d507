import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { sizeOf } from '#shared/graph/shape';
import type { TrainingConfig } from '#shared/train/config';
import { optimizerSlots } from '#shared/train/apply-optimizer';
import { OPTIMIZERS } from '#shared/train/optimizers';
import type { Inference } from './inference';
import type { StateLayout, WeightSlot } from './program';

/** Where every weight of a drawing lies, in the order in which its layers compute. */
export function stateLayout(graph: GraphDoc, inference: Inference, training: TrainingConfig): StateLayout {
  const byId = new Map(expandGraph(graph).graph.nodes.map((node) => [node.id, node]));
  const sizes = { theta: 0, buffers: 0, frozen: 0 };
  const slots = inference.order.flatMap((id) => {
    const node = byId.get(id)!;
    return inference.nodes.get(id)!.weights.map((spec): WeightSlot => {
      const store = !node.trainable ? 'frozen' : spec.trainable ? 'theta' : 'buffers';
      const size = sizeOf(spec.shape);
      const offset = sizes[store];
      sizes[store] += size;
      return {
        name: `${node.name}/${spec.name}`,
        nodeId: id,
        weight: spec.name,
        shape: spec.shape,
        ...(spec.layout && { layout: spec.layout }),
        initializer: spec.initializer,
        ...(spec.initializerConfig && { initializerConfig: spec.initializerConfig }),
        ...(spec.ones && { ones: spec.ones }),
        ...(spec.regularizer && { regularizer: spec.regularizer }),
        ...(spec.constraint && { constraint: spec.constraint }),
        store,
        offset,
        size,
      };
    });
  });
  const { type, params } = training.optimizer;
  const slotStarts = OPTIMIZERS[type] ? optimizerSlots(OPTIMIZERS[type], params) : {};
  return { slots, sizes, optimizerSlots: Object.keys(slotStarts), slotStarts };
}
