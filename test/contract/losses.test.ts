import { describe, expect, it } from 'vitest';
import type { Params, ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { LOSSES } from '#shared/train/losses';
import { type LossCall, lossPerSample, reduceLoss } from '#shared/train/losses/reduce';
import { buildGraph, type Results, run } from './compute';
import { coverageGaps } from './coverage';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scalar, scaleOf } from './golden';
import { paramsFromKeras } from './keras-params';
import { type Machine, MACHINES } from './machines';

interface LossCase {
  readonly loss: string;
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly reduction: 'sum_over_batch_size' | 'sum' | 'mean_with_sample_weight';
  readonly yTrue: GoldenArray;
  readonly yPred: GoldenArray;
  readonly sampleWeight: GoldenArray | null;
  readonly value: number | string;
  readonly gradient: GoldenArray;
  readonly unreducedUnweighted: GoldenArray;
  readonly float32Error: Readonly<Record<string, number>>;
}

const cases = casesOf('losses').map((golden) => ({
  title: `${golden.name}/${golden.case}`,
  data: readCase(golden) as LossCase,
}));

const paramsOf = ({ loss, config }: LossCase): Params => paramsFromKeras(LOSSES[loss]!.params, config);

type Forward = (b: IrBuilder, call: LossCall) => Readonly<Record<string, IrValue>>;

/** Runs `forward` on a case's arrays; the gradient of its `output` comes too. */
function computeWith(
  compute: Machine,
  data: LossCase,
  forward: Forward,
  options: { readonly params?: Params; readonly before?: 'softmax' | 'sigmoid' | undefined } = {},
): Promise<Results> {
  const { yTrue, yPred, sampleWeight } = data;
  const { params = paramsOf(data), before } = options;
  const graph = buildGraph(
    [
      { name: 'target', shape: yTrue.shape, dtype: yTrue.dtype },
      { name: 'prediction', shape: yPred.shape },
      ...(sampleWeight ? [{ name: 'weight', shape: sampleWeight.shape }] : []),
    ],
    (b, { target, prediction, weight }) =>
      forward(b, {
        target: target!,
        prediction: before ? b[before](prediction!) : prediction!,
        params,
        ...(weight && { sampleWeight: weight }),
      }),
    ['prediction'],
  );
  return compute(graph, {
    target: [...decode(yTrue).data],
    prediction: [...decode(yPred).data],
    ...(sampleWeight && { weight: [...decode(sampleWeight).data] }),
    cotangent: [1],
  });
}

const toleranceOf = (data: LossCase, field: string, golden: ArrayLike<number>) =>
  scaleOf(golden) * Math.max(1e-5, 10 * (data.float32Error[field] ?? 0));

/** Value and gradient of `results` as shares of the tolerance around Keras's. */
function sharesOfTolerance(data: LossCase, results: Results): readonly number[] {
  const value = Float64Array.of(scalar(data.value));
  const gradient = decode(data.gradient).data;
  return [
    largestDifference(results['output']!, value) / toleranceOf(data, 'value', value),
    largestDifference(results['d_prediction']!, gradient) / toleranceOf(data, 'gradient', gradient),
  ];
}

const isTooFar = (share: number): boolean => !(share <= 1);

const fromLogits = cases.filter(({ data }) => data.config['from_logits'] === true);

describe('losses', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('losses', LOSSES)).toEqual([]);
  });

  it.each(cases)('$title has parameters that are allowed', ({ data }) => {
    const specs = LOSSES[data.loss]!.params;
    const wrong = Object.entries(paramsOf(data)).filter(([name, value]) => checkParam(specs[name]!, value));
    expect(wrong).toEqual([]);
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(cases)('$title gives the loss at each position as Keras does', async ({ data }) => {
      const results = await computeWith(compute, data, (b, { target, prediction, params }) => {
        const values = LOSSES[data.loss]!.unreduced(b, target, prediction, params);
        const axes = values.shape.map((_, axis) => axis);
        return { values, output: b.sum(values, axes) };
      });
      const golden = decode(data.unreducedUnweighted).data;
      expect(largestDifference(results['values']!, golden)).toBeLessThanOrEqual(
        toleranceOf(data, 'value', golden),
      );
    });

    it.each(cases)('$title gives the value and gradient of Keras', async ({ data }) => {
      const results = await computeWith(compute, data, (b, call) => ({
        output: reduceLoss(b, LOSSES[data.loss]!, call, data.reduction),
      }));
      expect(sharesOfTolerance(data, results).filter(isTooFar)).toEqual([]);
    });

    it.each(cases.filter(({ data }) => data.reduction === 'sum_over_batch_size'))(
      '$title is the mean of one number a sample',
      async ({ data }) => {
        const results = await computeWith(compute, data, (b, call) => {
          const samples = lossPerSample(b, LOSSES[data.loss]!, call);
          expect(samples.shape).toEqual([data.yPred.shape[0]]);
          return { output: b.mean(samples, [0]) };
        });
        expect(sharesOfTolerance(data, results).filter(isTooFar)).toEqual([]);
      },
    );

    it.each(fromLogits)('$title finds the logits behind a final activation', async ({ data }) => {
      const before = data.loss === 'binary_crossentropy' ? 'sigmoid' : 'softmax';
      const params = { ...paramsOf(data), fromLogits: false };
      const results = await computeWith(
        compute,
        data,
        (b, call) => ({ output: reduceLoss(b, LOSSES[data.loss]!, call) }),
        { params, before },
      );
      expect(sharesOfTolerance(data, results).filter(isTooFar)).toEqual([]);
    });
  });

  it('find the logits behind a final softmax only', () => {
    const value = (between: boolean) => {
      const graph = buildGraph([{ name: 'x', shape: [1, 2] }], (b, { x }) => {
        const softmax = b.softmax(x!);
        const prediction = between ? b.mul(softmax, b.scalar(1)) : softmax;
        const target = b.constant(Float32Array.of(1, 0), [1, 2], 'float32');
        const definition = LOSSES['categorical_crossentropy']!;
        return { output: lossPerSample(b, definition, { target, prediction, params: {} }) };
      });
      return run(graph, { x: [0, 200] })['output']![0]!;
    };
    expect(value(false)).toBeCloseTo(200, 4);
    expect(value(true)).toBeCloseTo(16.118, 2);
  });
});
