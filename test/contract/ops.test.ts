import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPS } from '#shared/ops/table';
import { run } from './compute';
import { largestDifference, scaleOf } from './golden';
import { runInOnnx } from './onnx';
import { OP_CASES, type OpCase, TESTED_WITH_OTHERS } from './op-cases';
import { feedsOf, graphOf } from './op-graph';
import { RANDOM_CALLS, WITHOUT_RANDOM_CALLS, withNumbers } from './random-op-cases';

const STEP = 1e-5;
const TOLERANCE = 1e-5;
/** About so many elements of each input are moved. */
const PROBES = 8;

const titled = OP_CASES.map((opCase) => ({ ...opCase, name: `${opCase.op}: ${opCase.title}` }));
const randomOps = Object.keys(RANDOM_CALLS);

/** Whole numbers have no gradient, neither as inputs nor as outputs. */
const hasGradient = ({ op, inputs, attrs }: OpCase): boolean =>
  OPS[op]!.gradient !== undefined &&
  inputs.some(({ dtype = 'float32' }) => dtype === 'float32') &&
  (attrs['to'] ?? 'float32') === 'float32';

const differentiable = titled.filter(hasGradient);
/** A difference quotient means nothing where the op has a kink. */
const smooth = differentiable.filter(({ title }) => title !== 'ties');

/** Results that differ between ONNX Runtime and the interpreter. */
async function differing(opCase: OpCase, gradients: boolean, simplified: boolean): Promise<string[]> {
  const feeds = feedsOf(opCase);
  const graph = graphOf(opCase, gradients);
  const [plain, onnx] = [run(graph, feeds), await runInOnnx(graph, feeds, { simplified })];
  return Object.entries(plain).flatMap(([name, values]) =>
    largestDifference(onnx[name]!, values) <= TOLERANCE * scaleOf(values) ? [] : [name],
  );
}

/** Elements of gradients that differ from central differences in float64. What has no gradient counts as 0. */
function wrongGradients(opCase: OpCase) {
  const feeds = feedsOf(opCase);
  const results = run(graphOf(opCase, true), feeds);
  const forward = graphOf(opCase, false);
  const objective = (moved: Readonly<Record<string, readonly number[]>>): number =>
    Object.entries(run(forward, moved)).reduce((total, [name, values]) => {
      const cotangent = feeds[name.replace('out', 'cotangent')]!;
      return values.reduce((sum, x, k) => sum + x * cotangent[k]!, total);
    }, 0);
  return opCase.inputs.flatMap(({ dtype = 'float32' }, i) => {
    if (dtype !== 'float32') return [];
    const input = `in_${i}`;
    const gradient = results[`d_${i}`] ?? feeds[input]!.map(() => 0);
    const pace = Math.max(1, Math.floor(gradient.length / PROBES));
    return gradient.flatMap((value, k) => {
      if (k % pace !== 0) return [];
      const at = (shift: number) =>
        objective({ ...feeds, [input]: feeds[input]!.with(k, feeds[input]![k]! + shift) });
      const quotient = (at(STEP) - at(-STEP)) / (2 * STEP);
      return Math.abs(value - quotient) <= TOLERANCE * scaleOf(gradient)
        ? []
        : [{ input, k, value, quotient }];
    });
  });
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const randomCall = (op: string) => fc.tuple(RANDOM_CALLS[op]!, seeds);

describe('the op table', () => {
  it('is covered by cases', () => {
    const covered = new Set([...OP_CASES.map(({ op }) => op), ...TESTED_WITH_OTHERS]);
    expect([...covered].toSorted()).toEqual(Object.keys(OPS).toSorted());
  });

  it('is covered by random calls', () => {
    expect([...randomOps, ...WITHOUT_RANDOM_CALLS].toSorted()).toEqual(Object.keys(OPS).toSorted());
  });

  it.each(titled)('$name gives the same in ONNX Runtime as in the interpreter', async (opCase) => {
    expect(await differing(opCase, false, false)).toEqual([]);
  });

  it.each(differentiable)('$name has the same gradient in ONNX Runtime, simplified', async (opCase) => {
    expect(await differing(opCase, true, true)).toEqual([]);
  });

  it.each(smooth)('$name has the gradient of central differences', (opCase) => {
    expect(wrongGradients(opCase)).toEqual([]);
  });
});

describe('on random shapes', () => {
  it.each(randomOps.filter((op) => OPS[op]!.gradient))('%s has the gradient of central differences', (op) => {
    fc.assert(
      fc.property(randomCall(op), ([call, seed]) => {
        expect(wrongGradients(withNumbers(op, call, seed))).toEqual([]);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it.each(randomOps)(
    '%s and its gradient give the same in ONNX Runtime as in the interpreter',
    async (op) => {
      await fc.assert(
        fc.asyncProperty(randomCall(op), async ([call, seed]) => {
          const opCase = withNumbers(op, call, seed);
          expect(await differing(opCase, hasGradient(opCase), false)).toEqual([]);
        }),
        { numRuns: 15, seed: 2 },
      );
    },
  );
});
