import { describe, expect, it } from 'vitest';
import { casesOf, decode, type GoldenArray, largestDifference, readCase, scaleOf } from './golden';
import { type LayerEntry, type NamedWeight, type NetworkCase, networkGaps } from './network-case';
import { openTraining } from './network-run';

interface KerasModel {
  readonly layers: readonly LayerEntry[];
  readonly weights: readonly NamedWeight[];
  readonly inputs: readonly GoldenArray[];
  readonly output: GoldenArray;
}

const cases = casesOf('models');
const models = cases
  .filter((golden) => golden.case === 'keras')
  .map((golden) => ({
    title: `${golden.name}/keras`,
    name: golden.name,
    data: readCase(golden) as KerasModel,
  }));
const others = cases
  .filter((golden) => golden.case === 'torch')
  .map((golden) => ({ title: `${golden.name}/torch`, name: golden.name, golden }));

/** Keras's model as a training without steps, which predicts. */
function networkOf(name: string, { layers, weights, inputs, output }: KerasModel): NetworkCase {
  const [x] = inputs as [GoldenArray];
  const count = x.shape[0]!;
  const labels = Buffer.from(new Int32Array(count).buffer).toString('base64');
  return {
    name,
    layers: layers.map((layer) => ({ ...layer, config: withoutDtype(layer.config) })),
    loss: 'sparse_categorical_crossentropy',
    optimizer: { name: 'SGD', config: { learning_rate: 0.01 } },
    batchSize: count,
    epochs: 1,
    x: asFloats(x),
    y: { shape: [count], dtype: 'int32', data: labels },
    initialWeights: weights,
    lossPerStep: [],
    metricsPerStep: { accuracy: [] },
    history: {},
    weightsAfterFirstStep: [],
    finalWeights: [],
    evaluate: {},
    predict: output,
  };
}

/** Data comes as float32, whatever it feeds. */
const asFloats = (array: GoldenArray): GoldenArray => ({
  shape: array.shape,
  dtype: 'float32',
  data: Buffer.from(Float32Array.from(decode(array).data).buffer).toString('base64'),
});

const withoutDtype = (config: LayerEntry['config']): LayerEntry['config'] =>
  Object.fromEntries(Object.entries(config).filter(([name]) => name !== 'dtype'));

async function predict({ name, data }: (typeof models)[number]): Promise<Float32Array> {
  const training = await openTraining(networkOf(name, data));
  const { predict: numbers } = await training.evaluate(training.initial());
  await training.close();
  return numbers;
}

/** Of Keras's arrays, as a share of the largest. */
const distance = (numbers: Float32Array, golden: GoldenArray): number => {
  const expected = decode(golden).data;
  return largestDifference(numbers, expected) / scaleOf(expected);
};

describe('golden models', () => {
  it('are all made of what the tables have', () => {
    expect(models.flatMap(({ name, data }) => networkGaps(networkOf(name, data)))).toEqual([]);
    const known = new Set(models.map(({ name }) => name));
    expect(others.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(cases.length).toBe(models.length + others.length);
  });

  it.each(models)('$title predicts with its weights what Keras predicts', async (model) => {
    expect(distance(await predict(model), model.data.output)).toBeLessThanOrEqual(1e-5);
  });

  it.each(others)('$title predicts what PyTorch predicts with the same weights', async ({ name, golden }) => {
    const { output } = readCase(golden) as Pick<KerasModel, 'output'>;
    const model = models.find((one) => one.name === name)!;
    expect(distance(await predict(model), output)).toBeLessThanOrEqual(1e-5);
  });
});
