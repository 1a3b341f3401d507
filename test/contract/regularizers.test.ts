import { describe, expect, it } from 'vitest';
import type { ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { REGULARIZERS } from '#shared/train/regularizers';
import { buildGraph } from './compute';
import { coverageGaps } from './coverage';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scalar, scaleOf } from './golden';
import { paramsFromKeras } from './keras-params';
import { MACHINES } from './machines';

interface RegularizerCase {
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly input: GoldenArray;
  readonly loss: number | string;
  readonly gradient: GoldenArray;
}

const cases = casesOf('regularizers').map((golden) => {
  const data = readCase(golden) as RegularizerCase;
  const definition = REGULARIZERS[golden.name]!;
  const params = paramsFromKeras(definition.params, data.config);
  return { title: `${golden.name}/${golden.case}`, data, definition, params };
});

describe('regularizers', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('regularizers', REGULARIZERS)).toEqual([]);
  });

  it.each(cases)('$title has parameters that are allowed', ({ definition, params }) => {
    const wrong = Object.entries(params).filter(([name, value]) =>
      checkParam(definition.params[name]!, value),
    );
    expect(wrong).toEqual([]);
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(cases)('$title gives the loss and gradient of Keras', async ({ data, definition, params }) => {
      const graph = buildGraph(
        [{ name: 'weight', shape: data.input.shape }],
        (b, { weight }) => ({ output: definition.penalty(b, weight!, params) }),
        ['weight'],
      );
      const results = await compute(graph, { weight: [...decode(data.input).data], cotangent: [1] });
      const golden = { output: [scalar(data.loss)], d_weight: decode(data.gradient).data };
      const shares = Object.entries(golden).map(
        ([name, numbers]) => largestDifference(results[name]!, numbers) / (1e-5 * scaleOf(numbers)),
      );
      expect(shares.filter((share) => !(share <= 1))).toEqual([]);
    });
  });
});
