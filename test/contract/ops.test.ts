import { describe, expect, it } from 'vitest';
import { differentiate } from '#shared/compile/differentiate';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { keyOf, uniformAt } from '#shared/random/counter';
import { run } from './compute';
import { largestDifference, scaleOf } from './golden';
import { runInOnnx } from './onnx';
import { OP_CASES, type OpCase, TESTED_WITH_OTHERS } from './op-cases';

const STEP = 1e-4;

/** Distinct numbers in −2 … 2, none of them near 0. */
const dataOf = ({ inputs }: OpCase, i: number): readonly number[] => {
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
function graphOf(opCase: OpCase, gradients: boolean): IrGraph {
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

function feedsOf(opCase: OpCase): Record<string, readonly number[]> {
  const feeds = Object.fromEntries(opCase.inputs.map((_, i) => [`in_${i}`, dataOf(opCase, i)]));
  graphOf(opCase, false).outputs.forEach(({ value }, i) => {
    const count = value.shape.reduce((product, n) => product * n, 1);
    feeds[`cotangent_${i}`] = Array.from({ length: count }, (_, k) => uniformAt(keyOf(9, i), k) + 0.5);
  });
  return feeds;
}

const titled = OP_CASES.map((opCase) => ({ ...opCase, name: `${opCase.op}: ${opCase.title}` }));
/** Whole numbers have no gradient, neither as inputs nor as outputs. */
const differentiable = titled.filter(
  ({ op, inputs, attrs }) =>
    OPS[op]!.gradient &&
    inputs.some(({ dtype = 'float32' }) => dtype === 'float32') &&
    (attrs['to'] ?? 'float32') === 'float32',
);
/** A difference quotient means nothing where the op has a kink. */
const smooth = differentiable.filter(({ title }) => title !== 'ties');

describe('the op table', () => {
  it('is covered by cases', () => {
    const covered = new Set([...OP_CASES.map(({ op }) => op), ...TESTED_WITH_OTHERS]);
    expect(Object.keys(OPS).filter((op) => !covered.has(op))).toEqual([]);
    expect([...covered].filter((op) => !Object.hasOwn(OPS, op))).toEqual([]);
  });

  it.each(titled)('$name gives the same in ONNX Runtime as in the interpreter', async (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, false);
    const [plain, onnx] = [run(graph, feeds), await runInOnnx(graph, feeds, { simplified: false })];
    const off = Object.entries(plain).filter(
      ([name, values]) => !(largestDifference(onnx[name]!, values) <= 1e-5 * scaleOf(values)),
    );
    expect(off).toEqual([]);
  });

  it.each(differentiable)('$name has the same gradient in ONNX Runtime, simplified', async (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, true);
    const [plain, onnx] = [run(graph, feeds), await runInOnnx(graph, feeds)];
    const off = Object.entries(plain).filter(
      ([name, values]) => !(largestDifference(onnx[name]!, values) <= 1e-5 * scaleOf(values)),
    );
    expect(off).toEqual([]);
  });

  it.each(smooth)('$name has the gradient of central differences', (opCase) => {
    const feeds = feedsOf(opCase);
    const results = run(graphOf(opCase, true), feeds);
    const forward = graphOf(opCase, false);
    const objective = (moved: Record<string, readonly number[]>): number =>
      Object.entries(run(forward, moved)).reduce((total, [name, values]) => {
        const cotangent = feeds[name.replace('out', 'cotangent')]!;
        return values.reduce((sum, x, k) => sum + x * cotangent[k]!, total);
      }, 0);
    const off = Object.entries(results).flatMap(([name, gradient]) => {
      if (!name.startsWith('d_')) return [];
      const input = name.replace('d', 'in');
      const pace = Math.max(1, Math.floor(gradient.length / 12));
      const scale = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-2);
      return gradient.flatMap((value, k) => {
        if (k % pace !== 0) return [];
        const at = (shift: number) =>
          objective({ ...feeds, [input]: feeds[input]!.with(k, feeds[input]![k]! + shift) });
        const quotient = (at(STEP) - at(-STEP)) / (2 * STEP);
        return Math.abs(value - quotient) / scale < 1e-3 ? [] : [{ name, k, value, quotient }];
      });
    });
    expect(off).toEqual([]);
  });
});
