import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/**
 * Reverse-mode differentiation: adds the ops that compute the gradient of the scalar `loss` with respect to each target, and
 * returns the gradients; undefined where the loss does not depend on a target. Only the path between targets and loss is visited.
 */
export const differentiate = (
  b: IrBuilder,
  loss: IrValue,
  targets: readonly IrValue[],
): readonly (IrValue | undefined)[] => pullBack(b, [[loss, b.broadcast(b.scalar(1), loss.shape)]], targets);

/** As `differentiate`, from values whose gradients are known. */
export function pullBack(
  b: IrBuilder,
  known: readonly (readonly [value: IrValue, gradient: IrValue])[],
  targets: readonly IrValue[],
): readonly (IrValue | undefined)[] {
  const nodes = b.nodesSince(0);
  const reached = new Set(targets.map(({ id }) => id));
  for (const node of nodes) {
    const { inputs, outputs } = node;
    if (!b.gradientOf(node) || !inputs.some(({ id }) => reached.has(id))) continue;
    for (const { id, dtype } of outputs) if (dtype === 'float32') reached.add(id);
  }
  const gradients = new Map<number, IrValue>();
  const add = ({ id }: IrValue, gradient: IrValue): void => {
    const before = gradients.get(id);
    gradients.set(id, before ? b.add(before, gradient) : gradient);
  };
  for (const [value, gradient] of known) add(value, gradient);
  for (const node of nodes.toReversed()) {
    const { inputs, outputs, attrs, layer } = node;
    const wanted = inputs.map(({ id }) => reached.has(id));
    const flowing = outputs.map(({ id }) => gradients.get(id));
    const gradient = b.gradientOf(node);
    if (!gradient || !wanted.includes(true) || flowing.every((value) => value === undefined)) continue;
    b.layer = layer;
    const results = gradient({ b, inputs, outputs, attrs, gradients: flowing, wanted });
    results.forEach((result, i) => {
      if (result && wanted[i]) add(inputs[i]!, result);
    });
  }
  b.layer = undefined;
  return targets.map(({ id }) => gradients.get(id));
}
