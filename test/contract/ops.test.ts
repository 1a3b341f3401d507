import { describe, expect, it } from 'vitest';
import { OPS } from '#shared/ops/table';
import { run } from './compute';
import { largestDifference, scaleOf } from './golden';
import { runInOnnx } from './onnx';
import { OP_CASES, TESTED_WITH_OTHERS } from './op-cases';
import { feedsOf, graphOf } from './op-graph';

const STEP = 1e-4;

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
