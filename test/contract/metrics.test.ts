import { describe, expect, it } from 'vitest';
import type { Params, ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import type { MetricResult } from '#shared/train/definition';
import { METRICS } from '#shared/train/metrics';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { buildGraph } from './compute';
import { coverageGaps } from './coverage';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scalar, scaleOf } from './golden';
import { paramsFromKeras } from './keras-params';
import { type Machine, MACHINES } from './machines';

interface Update {
  readonly yTrue: GoldenArray;
  readonly yPred: GoldenArray;
  readonly sampleWeight: GoldenArray | null;
}

type GoldenResult = number | string | readonly (number | string)[];

interface MetricCase {
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly updates: readonly Update[];
  readonly resultAfterEachUpdate: readonly GoldenResult[];
  readonly result: GoldenResult;
}

type MatrixCase = Pick<MetricCase, 'config'> & Update & { readonly matrix: GoldenArray };

/** Keras's name of an instance of a class: `TopKCategoricalAccuracy` is `top_k_categorical_accuracy`. */
const snakeCase = (name: string): string =>
  name
    .replaceAll('-', '_')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

const rowOf = (name: string): string => snakeCase(name).replaceAll('__', '_');

const TABLE = { ...METRICS, ...STREAMING_METRICS };

const cases = casesOf('metrics').map((golden) => ({
  title: `${golden.name}/${golden.case}`,
  name: rowOf(golden.name),
  file: readCase(golden),
}));
const withUpdates = cases
  .filter(({ file }) => 'updates' in (file as object))
  .map((entry) => ({ ...entry, data: entry.file as MetricCase }));
const matrices = cases
  .filter(({ file }) => 'matrix' in (file as object))
  .map((entry) => ({ ...entry, data: entry.file as MatrixCase }));
const means = withUpdates.filter(({ name }) => name in METRICS);
const streams = withUpdates.filter(({ name }) => name in STREAMING_METRICS);

const paramsOf = (name: string, config: MetricCase['config']): Params =>
  paramsFromKeras(TABLE[name]!.params, config);

const listOf = (result: GoldenResult | MetricResult): number[] =>
  [result].flat(2).map((value) => scalar(value));

/** Places at which the results, and the last one once more as the end, are not those of Keras. */
const wrongIn = (results: readonly MetricResult[], data: MetricCase): readonly number[] =>
  wrongResults([...results, results.at(-1)!], [...data.resultAfterEachUpdate, data.result]);

/** Updates after which the result is not that of Keras within `tolerance`. */
const wrongResults = (
  results: readonly MetricResult[],
  golden: readonly GoldenResult[],
  tolerance = 1e-6,
): readonly number[] =>
  golden.flatMap((expected, i) => {
    const difference = largestDifference(listOf(results[i]!), listOf(expected));
    return difference <= tolerance ? [] : [i];
  });

async function perSample(name: string, params: Params, { yTrue, yPred }: Update, compute: Machine) {
  const graph = buildGraph(
    [
      { name: 'target', shape: yTrue.shape, dtype: yTrue.dtype },
      { name: 'prediction', shape: yPred.shape },
    ],
    (b, { target, prediction }) => ({
      output: METRICS[name]!.perSample(b, target!, prediction!, params),
    }),
  );
  const feeds = { target: [...decode(yTrue).data], prediction: [...decode(yPred).data] };
  return (await compute(graph, feeds))['output']!;
}

describe('metrics', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('metrics', TABLE, { rowOf, withoutCase: ['accuracy'] })).toEqual([]);
    expect(means.length + streams.length + matrices.length).toBe(cases.length);
  });

  it.each(cases)('$title has parameters that are allowed', ({ name, file }) => {
    const params = paramsOf(name, (file as MetricCase).config);
    const wrong = Object.entries(params).filter(([key, value]) =>
      checkParam(TABLE[name]!.params[key]!, value),
    );
    expect(wrong).toEqual([]);
  });

  describe.each(MACHINES)('that are means, computed by %s', (_machine, compute) => {
    const running = async (name: string, params: Params, updates: readonly Update[]) => {
      const totals = { value: 0, weight: 0 };
      const results: number[] = [];
      for (const update of updates) {
        const samples = await perSample(name, params, update, compute);
        expect(samples).toHaveLength(update.yPred.shape[0]!);
        const weights = update.sampleWeight ? decode(update.sampleWeight).data : samples.map(() => 1);
        samples.forEach((value, i) => {
          totals.value += value * weights[i]!;
          totals.weight += weights[i]!;
        });
        const mean = totals.value / totals.weight;
        results.push(METRICS[name]!.finish?.(mean) ?? mean);
      }
      return results;
    };

    it.each(means)('$title gives the running result of Keras', async ({ name, data }) => {
      const results = await running(name, paramsOf(name, data.config), data.updates);
      expect(wrongIn(results, data)).toEqual([]);
    });

    // What Keras makes of 'accuracy': one output is a yes-or-no answer, several are classes.
    const asAccuracy = means.filter(
      ({ name, data }) =>
        ['binary_accuracy', 'categorical_accuracy', 'sparse_categorical_accuracy'].includes(name) &&
        Object.keys(data.config).length === 0 &&
        (data.updates[0]!.yPred.shape.at(-1) === 1) === (name === 'binary_accuracy'),
    );

    it.each(asAccuracy)("$title is what 'accuracy' chooses by the shapes", async ({ data }) => {
      const results = await running('accuracy', {}, data.updates);
      expect(wrongIn(results, data)).toEqual([]);
    });
  });

  it.each(streams)('$title gives the result of Keras after each batch', ({ name, data }) => {
    const stream = STREAMING_METRICS[name]!.create(paramsOf(name, data.config));
    const results = data.updates.map(({ yTrue, yPred, sampleWeight }) => {
      stream.update(decode(yTrue), decode(yPred), sampleWeight ? decode(sampleWeight).data : undefined);
      return stream.result();
    });
    expect(wrongIn(results, data)).toEqual([]);
  });

  it.each(matrices)('$title counts as Keras does', ({ name, data }) => {
    const stream = STREAMING_METRICS[name]!.create(paramsOf(name, data.config));
    const weights = data.sampleWeight ? decode(data.sampleWeight).data : undefined;
    stream.update(decode(data.yTrue), decode(data.yPred), weights);
    const isCounts = data.matrix.dtype === 'int32';
    const golden = [...decode(data.matrix).data];
    expect(wrongResults([stream.result()], [golden], isCounts ? 0 : 1e-6 * scaleOf(golden))).toEqual([]);
  });
});
