import { describe, expect, it } from 'vitest';
import { defaultParams } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { INITIALIZERS } from '#shared/train/initializers';
import { layerCases, paramsOf, shapesOf, uncoveredCases } from './layer-case';
import { brokenParamLaws } from './param-laws';
import { wrongTexts, paramTexts } from './texts';

/** They compute nothing, so Keras has no numbers for them. */
const WITHOUT_GOLDEN = ['Input', 'Output'];

/** Activation functions that the table does not have yet. */
const MISSING_FUNCTIONS = [
  'elu',
  'exponential',
  'gelu-approximate',
  'gelu',
  'hard-sigmoid',
  'hard-silu',
  'mish',
  'relu6',
  'selu',
  'silu',
  'softplus',
  'softsign',
];
const UNCOVERED = [
  ...MISSING_FUNCTIONS.flatMap((name) => [`Activation/${name}`, `Activation/${name}-kinks`]),
  'Activation/log-softmax',
  'Activation/log-softmax-large-logits',
  // A law, checked in dropout.test.ts.
  'Dropout/training-statement',
];

const table = Object.entries(LAYERS);

/** An input that the layer accepts with its default parameters. */
const sampleInputs = (type: string) => {
  const { ports, minInputs = 1 } = LAYERS[type]!;
  const count = ports.inputs.length === 0 ? 0 : minInputs;
  return Array.from({ length: count }, () => [8, 6, 4]);
};

describe('the layer table', () => {
  it('has the layers of this version, each under its own name', () => {
    expect(Object.keys(LAYERS)).toEqual([
      'Input',
      'Dense',
      'Conv2D',
      'MaxPooling2D',
      'AveragePooling2D',
      'GlobalAveragePooling2D',
      'BatchNormalization',
      'Dropout',
      'Activation',
      'Flatten',
      'Add',
      'Concatenate',
      'Output',
    ]);
    expect(table.filter(([type, layer]) => layer.type !== type)).toEqual([]);
  });

  it('is covered by golden cases, but for a known list', () => {
    expect(uncoveredCases.toSorted()).toEqual(UNCOVERED.toSorted());
    const withCases = new Set(layerCases.map(({ data }) => data.layer));
    expect(Object.keys(LAYERS).filter((type) => !withCases.has(type))).toEqual(WITHOUT_GOLDEN);
  });
});

describe.each(table)('%s', (type, layer) => {
  it('has parameters that survive JSON and are checked', () => {
    expect(brokenParamLaws(layer.params)).toEqual([]);
  });

  it('explains itself in English and Korean', () => {
    const { summary, description, whenToUse, example, formula } = layer.docs;
    expect(wrongTexts({ summary, description, whenToUse, example, ...paramTexts(layer.params) })).toEqual([]);
    expect(formula).not.toBe('');
    expect(summary.en.length).toBeLessThan(120);
  });

  it('names its ports in and out', () => {
    expect(layer.ports.inputs.map((port) => port.name)).toEqual(type === 'Input' ? [] : ['in']);
    expect(layer.ports.outputs.map((port) => port.name)).toEqual(type === 'Output' ? [] : ['out']);
    expect(layer.minInputs ?? 1).toBe(layer.ports.inputs[0]?.multiple ? 2 : 1);
  });

  it('can be drawn and written as code with its defaults', () => {
    const params = defaultParams(layer.params);
    const inputs = sampleInputs(type);
    const result = layer.inferShape({ params, inputs });
    if (!result.ok) throw new Error(result.problem.message.en);
    const context = { params, inputs, output: result.shape, name: `${type}_1` };
    expect(layer.flops(context)).toBeGreaterThanOrEqual(0);
    expect(layer.badge?.(params)).not.toBe('');
    expect(layer.code.keras(context)).toContain(`name="${type}_1"`);
    expect(layer.code.pytorch(context)).toMatch(/^(nn\.|lambda )/);
    expect(layer.code.tfjs(context)).toContain(`name: '${type}_1'`);
    const unknown = layer.weights(context).filter(({ initializer }) => !(initializer in INITIALIZERS));
    expect(unknown).toEqual([]);
  });
});

describe('golden cases', () => {
  it.each(layerCases)('$title has the shapes and weights of Keras', ({ data }) => {
    const layer = LAYERS[data.layer]!;
    const context = { params: paramsOf(data.layer, data.config)!, inputs: shapesOf(data).shapes };
    const weights = layer.weights(context);
    const count = (specs: typeof weights) => specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const initializerOf = (name: string) => data.initializers[`${name}_initializer`];
    expect({
      shape: layer.inferShape(context),
      weights: weights.map(({ name, shape, trainable }) => ({ name, shape, trainable })),
      paramCount: count(weights),
      trainableParamCount: count(weights.filter(({ trainable }) => trainable)),
      initializers: weights.map(({ initializer }) => initializer.replaceAll('_', '')),
    }).toEqual({
      shape: { ok: true, shape: data.output.shape.slice(1) },
      weights: data.weights.map(({ name, value, trainable }) => ({ name, shape: value.shape, trainable })),
      paramCount: data.paramCount,
      trainableParamCount: data.trainableParamCount,
      initializers: data.weights.map(({ name }) => initializerOf(name)?.toLowerCase()),
    });
  });
});
