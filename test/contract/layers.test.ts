import { describe, expect, it } from 'vitest';
import { defaultParams } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { INITIALIZERS } from '#shared/train/initializers';
import { isOwnSet } from './golden';
import { type LayerCase, layerCases, paramsOfCase, shapesOf, uncoveredCases } from './layer-case';
import { brokenParamLaws } from './param-laws';
import { wrongTexts, paramTexts } from './texts';

/** Layers for which there are no numbers of Keras; their laws have tests of their own. */
const WITHOUT_GOLDEN = [
  'Input',
  'Resizing',
  'RandomFlip',
  'RandomTranslation',
  'RandomRotation',
  'RandomZoom',
  'RandomContrast',
  'RandomCrop',
  'PositionEmbedding',
  'SinePositionEncoding',
  'Bidirectional',
  'TimeDistributed',
  'SpatialDropout2D',
  'AlphaDropout',
  'RepeatVector',
  'Dot',
  'Output',
];

/** Cases that are not run, with the reason. */
const UNCOVERED: Readonly<Record<string, string>> = {
  'Dropout/training-statement': 'a law, checked in dropout.test.ts',
};

const table = Object.entries(LAYERS);

/** Inputs that the layer accepts with its default parameters: images, sequences or flat ones. */
function sampleInputs(type: string): readonly Shape[] {
  const layer = LAYERS[type]!;
  const count = layer.ports.inputs.length === 0 ? 0 : (layer.minInputs ?? 1);
  const candidates = [[8, 6, 32], [8, 32], [32]].map((shape) => Array.from({ length: count }, () => shape));
  const params = defaultParams(layer.params);
  const found = candidates.find((inputs) => layer.inferShape({ params, inputs }).ok);
  if (!found) throw new Error(`${type} accepts no input with its defaults`);
  return found;
}

describe('the layer table', () => {
  it('has every layer under its own name', () => {
    expect(table.filter(([type, layer]) => layer.type !== type)).toEqual([]);
  });

  it('covers every golden case, but for those with a reason', () => {
    expect(uncoveredCases.filter((title) => !(title in UNCOVERED))).toEqual([]);
    expect(layerCases.filter(({ title }) => title in UNCOVERED)).toEqual([]);
  });

  it.runIf(isOwnSet)('has golden cases for every layer, but for a known list', () => {
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
    expect(layer.minInputs === undefined || layer.ports.inputs[0]?.multiple).toBe(true);
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
    expect(layer.code.pytorch(context)).toMatch(/^(nn\.|v2\.|lambda |type\()/);
    expect(layer.code.tfjs(context) ?? `name: '${type}_1'`).toContain(`name: '${type}_1'`);
    const unknown = layer.weights(context).filter(({ initializer }) => !(initializer in INITIALIZERS));
    expect(unknown).toEqual([]);
  });
});

/** Keras's default initializer of a weight: `query/kernel` has that of kernels, `recurrent_kernel` the recurrent one. */
function initializerOf({ initializers }: LayerCase, weight: string): string | undefined {
  const name = weight.split('/').at(-1)!;
  const parameters = [name, name.replace('_kernel', ''), name.replace('kernel', 'depthwise')];
  const found = parameters.find((parameter) => `${parameter}_initializer` in initializers);
  return found && initializers[`${found}_initializer`];
}

describe('golden cases', () => {
  it.each(layerCases)('$title has the shapes and weights of Keras', ({ data }) => {
    const layer = LAYERS[data.layer]!;
    const context = { params: paramsOfCase(data), inputs: shapesOf(data).shapes };
    const weights = layer.weights(context);
    const count = (specs: typeof weights) => specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
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
      // What `adapt` sets has no initializer that one could choose.
      initializers: data.weights.map(
        ({ name }, i) => initializerOf(data, name)?.toLowerCase() ?? weights[i]!.initializer,
      ),
    });
  });
});
