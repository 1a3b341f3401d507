import { activationOf } from '../fused-activation';
import { recurrentProduct, type RecurrentCell } from './cell';

/** h' = activation(x · kernel + h · recurrent_kernel + bias). */
export const simpleRnnCell: RecurrentCell = {
  gates: 1,
  states: 1,
  biasShape: (units) => [units],
  inputBias: ({ bias }) => bias,
  prepare: (context) => {
    const { b, params, recurrentKernel, masks } = context;
    const product = recurrentProduct(context, recurrentKernel, masks);
    const activation = activationOf(params);
    return (input, [h]) => [activation.lower(b, b.add(input, product(h!)))];
  },
  flopsPerUnit: 6,
};
