import { ACTIVATIONS } from '../activations';
import { activationOf } from '../fused-activation';
import { type CellContext, type CellStep, recurrentProduct, type RecurrentCell } from './cell';

const isResetAfter = ({ params }: Pick<CellContext, 'params'>): boolean => params['resetAfter'] !== false;

/** The two rows of the bias: of the input's products and of the state's. */
function biasRows({ b, units, bias }: CellContext): readonly [IrRow, IrRow] {
  if (!bias) return [undefined, undefined];
  const rows = b.split(bias, 0, [1, 1]);
  return [b.reshape(rows[0]!, [3 * units]), b.reshape(rows[1]!, [3 * units])];
}

type IrRow = CellContext['bias'];

/** h' = z · h + (1 − z) · candidate. */
const mix = (
  { b }: CellContext,
  z: NonNullable<IrRow>,
  h: NonNullable<IrRow>,
  candidate: NonNullable<IrRow>,
) => b.add(candidate, b.mul(z, b.sub(h, candidate)));

function resetAfter(context: CellContext): CellStep {
  const { b, params, units, recurrentKernel, masks } = context;
  const product = recurrentProduct(context, recurrentKernel, masks);
  const [, recurrentBias] = biasRows(context);
  const activation = activationOf(params);
  const gate = ACTIVATIONS[params['recurrentActivation'] as string]!;
  return (input, [h]) => {
    const inner = recurrentBias ? b.add(product(h!), recurrentBias) : product(h!);
    const [inputGates, inputCandidate] = b.split(input, 1, [2 * units, units]);
    const [innerGates, innerCandidate] = b.split(inner, 1, [2 * units, units]);
    const gates = gate.lower(b, b.add(inputGates!, innerGates!));
    const [z, r] = b.split(gates, 1, [units, units]);
    const candidate = activation.lower(b, b.add(inputCandidate!, b.mul(r!, innerCandidate!)));
    return [mix(context, z!, h!, candidate)];
  };
}

function resetBefore(context: CellContext): CellStep {
  const { b, params, units, recurrentKernel, masks } = context;
  const [gateKernel, candidateKernel] = b.split(recurrentKernel, 1, [2 * units, units]);
  const gateProduct = recurrentProduct(context, gateKernel!, masks?.slice(0, 2));
  const candidateProduct = recurrentProduct(context, candidateKernel!, masks?.slice(2));
  const activation = activationOf(params);
  const gate = ACTIVATIONS[params['recurrentActivation'] as string]!;
  return (input, [h]) => {
    const [inputGates, inputCandidate] = b.split(input, 1, [2 * units, units]);
    const [z, r] = b.split(gate.lower(b, b.add(inputGates!, gateProduct(h!))), 1, [units, units]);
    const candidate = activation.lower(b, b.add(inputCandidate!, candidateProduct(b.mul(r!, h!))));
    return [mix(context, z!, h!, candidate)];
  };
}

/** Cho et al. 2014. Gates: update z, reset r, candidate. With `resetAfter` the bias has a row for the input and one for the state. */
export const gruCell: RecurrentCell = {
  gates: 3,
  states: 1,
  biasShape: (units, params) => (isResetAfter({ params }) ? [2, 3 * units] : [3 * units]),
  inputBias: (context) => (isResetAfter(context) ? biasRows(context)[0] : context.bias),
  prepare: (context) => (isResetAfter(context) ? resetAfter : resetBefore)(context),
  flopsPerUnit: 24,
};
