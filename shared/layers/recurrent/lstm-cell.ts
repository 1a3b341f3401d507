import { ACTIVATIONS } from '../activations';
import { activationOf } from '../fused-activation';
import { recurrentProduct, type RecurrentCell } from './cell';

/** Hochreiter and Schmidhuber 1997. Gates: input, forget, cell, output; states: output h and cell c. */
export const lstmCell: RecurrentCell = {
  gates: 4,
  states: 2,
  biasShape: (units) => [4 * units],
  inputBias: ({ bias }) => bias,
  ones: (units, params) => (params['unitForgetBias'] === false ? undefined : [units, 2 * units]),
  prepare: (context) => {
    const { b, params, units, recurrentKernel, masks } = context;
    const product = recurrentProduct(context, recurrentKernel, masks);
    const activation = activationOf(params);
    const gate = ACTIVATIONS[params['recurrentActivation'] as string]!;
    return (input, [h, c]) => {
      const sums = b.add(input, product(h!));
      const [inputs, forgets, cells, outputs] = b.split(sums, 1, [units, units, units, units]);
      const kept = b.mul(gate.lower(b, forgets!), c!);
      const written = b.mul(gate.lower(b, inputs!), activation.lower(b, cells!));
      const cell = b.add(kept, written);
      return [b.mul(gate.lower(b, outputs!), activation.lower(b, cell)), cell];
    };
  },
  flopsPerUnit: 30,
};
