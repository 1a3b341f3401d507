import { describe, expect, it } from 'vitest';
import { LOSSES } from '#shared/train/losses';
import { buildGraph, run } from './compute';
import { type Machine, MACHINES } from './machines';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scalar, scaleOf } from './golden';

interface LossCase {
  readonly loss: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly yTrue: GoldenArray;
  readonly yPred: GoldenArray;
  readonly sampleWeight: GoldenArray | null;
  readonly value: number | string;
  readonly gradient: GoldenArray;
  readonly unreducedUnweighted: GoldenArray;
  readonly float32Error: Readonly<Record<string, number>>;
}

/** Options of Keras's losses that the table does not offer. */
const UNCOVERED = [
  'binary_crossentropy/logits-label-smoothing',
  'binary_crossentropy/probabilities-label-smoothing',
  'categorical_crossentropy/logits-label-smoothing',
  'categorical_crossentropy/probabilities-label-smoothing',
  'sparse_categorical_crossentropy/logits-ignore-class',
];

const KNOWN_OPTIONS = ['from_logits'];

const ofTable = casesOf('losses')
  .filter((golden) => golden.name in LOSSES)
  .map((golden) => ({ title: `${golden.name}/${golden.case}`, data: readCase(golden) as LossCase }));
const covered = ofTable.filter(({ data }) =>
  Object.keys(data.config).every((option) => KNOWN_OPTIONS.includes(option)),
);

/** Loss a sample and its gradient; logits go through the activation whose logits the loss finds again. */
async function lossOf(data: LossCase, cotangent: readonly number[], compute: Machine) {
  const activation = data.loss === 'binary_crossentropy' ? 'sigmoid' : 'softmax';
  const { yTrue, yPred } = data;
  const graph = buildGraph(
    [
      { name: 'target', shape: yTrue.shape, dtype: yTrue.dtype },
      { name: 'prediction', shape: yPred.shape },
    ],
    (b, { target, prediction }) => {
      const shown = data.config['from_logits'] === true ? b[activation](prediction!) : prediction!;
      return { output: LOSSES[data.loss]!.perSample(b, target!, shown) };
    },
    ['prediction'],
  );
  const feeds = { target: [...decode(yTrue).data], prediction: [...decode(yPred).data], cotangent };
  const results = await compute(graph, feeds);
  return { perSample: results['output']!, gradient: results['d_prediction']! };
}

describe('losses', () => {
  it('cover the golden cases but for a known list', () => {
    const titles = ofTable.filter((entry) => !covered.includes(entry)).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(UNCOVERED);
    const names = new Set(covered.map(({ data }) => data.loss));
    expect([...names].toSorted()).toEqual(Object.keys(LOSSES).toSorted());
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(covered)('$title gives the loss of each sample as Keras does', async ({ data }) => {
      const batch = data.yPred.shape[0]!;
      const golden = [...decode(data.unreducedUnweighted).data];
      const perPosition = golden.length / batch;
      const means = Array.from(
        { length: batch },
        (_, i) =>
          golden.slice(i * perPosition, (i + 1) * perPosition).reduce((sum, x) => sum + x, 0) / perPosition,
      );
      const { perSample } = await lossOf(
        data,
        Array.from({ length: batch }, () => 1 / batch),
        compute,
      );
      const tolerance = scaleOf(golden) * Math.max(1e-5, 10 * (data.float32Error['value'] ?? 0));
      expect(largestDifference(perSample, means)).toBeLessThanOrEqual(tolerance);
    });

    // Weights of single positions of a sequence are no weights of samples.
    it.each(covered.filter(({ data }) => (data.sampleWeight?.shape.length ?? 1) === 1))(
      '$title gives the value and gradient of Keras',
      async ({ data }) => {
        const batch = data.yPred.shape[0]!;
        const weights = data.sampleWeight
          ? [...decode(data.sampleWeight).data]
          : Array.from({ length: batch }, () => 1);
        const { perSample, gradient } = await lossOf(
          data,
          weights.map((weight) => weight / batch),
          compute,
        );
        const value = perSample.reduce((sum, x, i) => sum + (x * weights[i]!) / batch, 0);
        const golden = { value: scalar(data.value), gradient: decode(data.gradient).data };
        const tolerance = (field: string, scale: number) =>
          scale * Math.max(1e-5, 10 * (data.float32Error[field] ?? 0));
        expect(Math.abs(value - golden.value)).toBeLessThanOrEqual(
          tolerance('value', scaleOf([golden.value])),
        );
        expect(largestDifference(gradient, golden.gradient)).toBeLessThanOrEqual(
          tolerance('gradient', scaleOf(golden.gradient)),
        );
      },
    );
  });

  it('find the logits behind a final softmax only', () => {
    const value = (between: boolean) => {
      const graph = buildGraph([{ name: 'x', shape: [1, 2] }], (b, { x }) => {
        const softmax = b.softmax(x!);
        const prediction = between ? b.mul(softmax, b.scalar(1)) : softmax;
        const target = b.constant(Float32Array.of(1, 0), [1, 2], 'float32');
        return { output: LOSSES['categorical_crossentropy']!.perSample(b, target, prediction) };
      });
      return run(graph, { x: [0, 200] })['output']![0]!;
    };
    expect(value(false)).toBeCloseTo(200, 4);
    expect(value(true)).toBeCloseTo(16.118, 2);
  });
});
