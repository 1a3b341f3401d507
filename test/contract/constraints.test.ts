import { describe, expect, it } from 'vitest';
import type { ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { CONSTRAINTS } from '#shared/train/constraints';
import { buildGraph } from './compute';
import { coverageGaps } from './coverage';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scaleOf } from './golden';
import { paramsFromKeras } from './keras-params';
import { MACHINES } from './machines';

interface ConstraintCase {
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly input: GoldenArray;
  readonly output: GoldenArray;
  readonly float32Error: Readonly<Record<string, number>>;
}

const cases = casesOf('constraints').map((golden) => {
  const data = readCase(golden) as ConstraintCase;
  const definition = CONSTRAINTS[golden.name]!;
  const params = paramsFromKeras(definition.params, data.config);
  return { title: `${golden.name}/${golden.case}`, data, definition, params };
});

/** Kernels as the engine has them: filters first. */
const LAYOUT = [3, 2, 0, 1];
const images = cases.filter(({ data }) => data.input.shape.length === 4);

const shareOfTolerance = (data: ConstraintCase, numbers: readonly number[]) => {
  const golden = decode(data.output).data;
  const tolerance = scaleOf(golden) * Math.max(1e-5, 10 * (data.float32Error['output'] ?? 0));
  return largestDifference(numbers, golden) / tolerance;
};

describe('constraints', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('constraints', CONSTRAINTS)).toEqual([]);
  });

  it.each(cases)('$title has parameters that are allowed', ({ definition, params }) => {
    const wrong = Object.entries(params).filter(([name, value]) =>
      checkParam(definition.params[name]!, value),
    );
    expect(wrong).toEqual([]);
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(cases)('$title gives the weight of Keras', async ({ data, definition, params }) => {
      const graph = buildGraph([{ name: 'weight', shape: data.input.shape }], (b, { weight }) => ({
        output: definition.apply(b, weight!, params),
      }));
      const results = await compute(graph, { weight: [...decode(data.input).data] });
      expect(shareOfTolerance(data, results['output']!)).toBeLessThanOrEqual(1);
    });

    it.each(images)('$title does so in the engine’s order too', async ({ data, definition, params }) => {
      const graph = buildGraph([{ name: 'weight', shape: data.input.shape }], (b, { weight }) => ({
        output: b.transpose(
          definition.apply(b, b.transpose(weight!, LAYOUT), params, LAYOUT),
          LAYOUT.map((_, axis) => LAYOUT.indexOf(axis)),
        ),
      }));
      const results = await compute(graph, { weight: [...decode(data.input).data] });
      expect(shareOfTolerance(data, results['output']!)).toBeLessThanOrEqual(1);
    });
  });
});
