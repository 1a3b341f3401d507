import { differentiate } from '#shared/compile/differentiate';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { OpCase } from './op-cases';

/** Distinct numbers in −2 … 2, none of them near 0. */
export const dataOf = ({ inputs }: OpCase, i: number): readonly number[] => {
  const { shape, data } = inputs[i]!;
  const count = shape.reduce((product, n) => product * n, 1);
  return (
    data ??
    Array.from({ length: count }, (_, k) => {
      const x = uniformAt(keyOf(3, i), k) * 4 - 2;
      return x + Math.sign(x) * 0.05;
    })
  );
};

/** The op alone: inputs `in_<i>`, outputs `out_<i>`; with `gradients` also `d_<i>` of sum(out_0 · cotangent). */
export function graphOf(opCase: OpCase, gradients: boolean): IrGraph {
  const b = new IrBuilder();
  const inputs = opCase.inputs.map(({ shape, dtype }, i) => b.input(`in_${i}`, shape, dtype));
  const outputs = b.node(opCase.op, inputs, opCase.attrs);
  const ports = outputs.map((value, i) => ({
    name: `out_${i}`,
    value: value.dtype === 'float32' ? value : b.cast(value, 'float32'),
  }));
  if (!gradients) return b.build(ports);
  const parts = outputs.map((output, i) => {
    const weighted = b.mul(output, b.input(`cotangent_${i}`, output.shape));
    return b.sum(
      weighted,
      output.shape.map((_, axis) => axis),
    );
  });
  const loss = parts.reduce((sum, part) => b.add(sum, part));
  const targets = inputs.filter(({ dtype }) => dtype === 'float32');
  differentiate(b, loss, targets).forEach((value, i) => {
    if (value) ports.push({ name: `d_${inputs.indexOf(targets[i]!)}`, value });
  });
  return b.build(ports);
}

export function feedsOf(opCase: OpCase): Record<string, readonly number[]> {
  const feeds = Object.fromEntries(opCase.inputs.map((_, i) => [`in_${i}`, dataOf(opCase, i)]));
  graphOf(opCase, false).outputs.forEach(({ value }, i) => {
    const count = value.shape.reduce((product, n) => product * n, 1);
    feeds[`cotangent_${i}`] = Array.from({ length: count }, (_, k) => uniformAt(keyOf(9, i), k) + 0.5);
  });
  return feeds;
}
