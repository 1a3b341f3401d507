import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';

/**
 * Reverse-mode differentiation: adds the ops that compute the gradient of the scalar `loss` with respect to each target, and
 * returns the gradients; undefined where the loss does not depend on a target. Only the path between targets and loss is visited.
 */
export function differentiate(
  b: IrBuilder,
  loss: IrValue,
  targets: readonly IrValue[],
): readonly (IrValue | undefined)[] {
  const nodes = b.nodesSince(0);
  const reached = new Set(targets.map(({ id }) => id));
  for (const { inputs, outputs, op } of nodes) {
    if (!OPS[op]!.gradient || !inputs.some(({ id }) => reached.has(id))) continue;
    for (const { id, dtype } of outputs) if (dtype === 'float32') reached.add(id);
  }
  const gradients = new Map<number, IrValue>([[loss.id, b.broadcast(b.scalar(1), loss.shape)]]);
  for (const { op, inputs, outputs, attrs, layer } of nodes.toReversed()) {
    const wanted = inputs.map(({ id }) => reached.has(id));
    const flowing = outputs.map(({ id }) => gradients.get(id));
    const { gradient } = OPS[op]!;
    if (!gradient || !wanted.includes(true) || flowing.every((value) => value === undefined)) continue;
    b.layer = layer;
    const results = gradient({ b, inputs, outputs, attrs, gradients: flowing, wanted });
    results.forEach((result, i) => {
      if (!result || !wanted[i]) return;
      const { id } = inputs[i]!;
      const known = gradients.get(id);
      gradients.set(id, known ? b.add(known, result) : result);
    });
  }
  b.layer = undefined;
  return targets.map(({ id }) => gradients.get(id));
}
