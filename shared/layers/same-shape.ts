import type { LayerDefinition } from './definition';

/** Ports of a layer with one input and one output. */
export const ONE_TO_ONE: LayerDefinition['ports'] = { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] };

/** What layers share that have one input, keep its shape and learn nothing. */
export const keepsShape: Pick<LayerDefinition, 'ports' | 'inferShape' | 'weights'> = {
  ports: ONE_TO_ONE,
  inferShape: ({ inputs }) => ({ ok: true, shape: inputs[0]! }),
  weights: () => [],
};
