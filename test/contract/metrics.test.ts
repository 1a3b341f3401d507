import { describe, expect, it } from 'vitest';
import { METRICS } from '#shared/train/metrics';
import { buildGraph, run } from './compute';
import { casesOf, decode, type GoldenArray, readCase } from './golden';

interface MetricCase {
  readonly config: Readonly<Record<string, unknown>>;
  readonly updates: readonly {
    readonly yTrue: GoldenArray;
    readonly yPred: GoldenArray;
    readonly sampleWeight: GoldenArray | null;
  }[];
  readonly resultAfterEachUpdate: readonly number[];
}

/** What Keras makes of 'accuracy', by the shapes. */
const CLASSES = ['BinaryAccuracy', 'CategoricalAccuracy', 'SparseCategoricalAccuracy'];

/** Several yes-or-no outputs (Keras's 'accuracy' takes them for classes), and a threshold of one's own. */
const UNCOVERED = ['BinaryAccuracy/multi-label', 'BinaryAccuracy/threshold'];

const all = casesOf('metrics')
  .filter((golden) => CLASSES.includes(golden.name))
  .map((golden) => ({ title: `${golden.name}/${golden.case}`, data: readCase(golden) as MetricCase }));
const covered = all.filter(
  ({ title, data }) =>
    Object.keys(data.config).length === 0 &&
    (data.updates[0]!.yPred.shape.at(-1) === 1) === title.startsWith('Binary'),
);

function perSample({ yTrue, yPred }: MetricCase['updates'][number]): number[] {
  const graph = buildGraph(
    [
      { name: 'target', shape: yTrue.shape, dtype: yTrue.dtype },
      { name: 'prediction', shape: yPred.shape },
    ],
    (b, { target, prediction }) => ({ output: METRICS['accuracy']!.perSample(b, target!, prediction!) }),
  );
  return run(graph, { target: [...decode(yTrue).data], prediction: [...decode(yPred).data] })['output']!;
}

describe('accuracy', () => {
  it('covers the golden cases but for a known list', () => {
    const titles = all.filter((entry) => !covered.includes(entry)).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(UNCOVERED);
    expect(Object.keys(METRICS)).toEqual(['accuracy']);
  });

  it.each(covered)('$title gives the running mean of Keras', ({ data }) => {
    const totals = { hits: 0, weight: 0 };
    const results = data.updates.map((update) => {
      const samples = perSample(update);
      const weights = update.sampleWeight ? decode(update.sampleWeight).data : samples.map(() => 1);
      samples.forEach((hit, i) => {
        totals.hits += hit * weights[i]!;
        totals.weight += weights[i]!;
      });
      return totals.hits / totals.weight;
    });
    const off = results.filter((result, i) => Math.abs(result - data.resultAfterEachUpdate[i]!) > 1e-6);
    expect(off).toEqual([]);
  });
});
