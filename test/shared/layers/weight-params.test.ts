import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { defaultParams, matters } from '#shared/graph/params';
import type { WeightSpec } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { chosenRow, isOfRow, namesRow } from '#shared/layers/weight-params';

const shownOf = (type: string, params: Params): readonly string[] => {
  const specs = LAYERS[type]!.params;
  const values = { ...defaultParams(specs), ...params };
  return Object.entries(specs).flatMap(([name, spec]) => (matters(spec, values) ? [name] : []));
};

const weightsOf = (type: string, inputs: readonly number[], params: Params): readonly WeightSpec[] => {
  const layer = LAYERS[type]!;
  return layer.weights({ params: { ...defaultParams(layer.params), ...params }, inputs: [inputs] });
};

/** Keras's parameters, by layer. */
const WEIGHTS: Readonly<Record<string, readonly string[]>> = {
  Dense: ['kernel', 'bias'],
  Conv1D: ['kernel', 'bias'],
  Conv2D: ['kernel', 'bias'],
  Conv2DTranspose: ['kernel', 'bias'],
  DepthwiseConv2D: ['depthwise', 'bias'],
  SeparableConv2D: ['depthwise', 'pointwise', 'bias'],
  Embedding: ['embeddings'],
  SimpleRNN: ['kernel', 'recurrent', 'bias'],
  LSTM: ['kernel', 'recurrent', 'bias'],
  GRU: ['kernel', 'recurrent', 'bias'],
  Bidirectional: ['kernel', 'recurrent', 'bias'],
  TimeDistributed: ['kernel', 'bias'],
  MultiHeadAttention: ['kernel', 'bias'],
  BatchNormalization: ['beta', 'gamma'],
  LayerNormalization: ['beta', 'gamma'],
  GroupNormalization: ['beta', 'gamma'],
  PReLU: ['alpha'],
};

describe('weights as parameters', () => {
  it.each(Object.entries(WEIGHTS))(
    '%s has Keras’s initializers, regularizers and constraints',
    (type, weights) => {
      const names = Object.keys(LAYERS[type]!.params).filter(namesRow);
      expect(names.toSorted()).toEqual(
        weights
          .flatMap((weight) => ['Initializer', 'Regularizer', 'Constraint'].map((role) => `${weight}${role}`))
          .toSorted(),
      );
    },
  );

  it('are there for every layer with weights that are trained', () => {
    const others = Object.values(LAYERS).filter(({ params }) => Object.keys(params).some(namesRow));
    expect(others.map(({ type }) => type).toSorted()).toEqual(
      [...Object.keys(WEIGHTS), 'PositionEmbedding'].toSorted(),
    );
  });

  it('show a number only while what has it is chosen', () => {
    const numbers = (params: Params) =>
      shownOf('Dense', params).filter((name) => isOfRow(LAYERS['Dense']!.params[name]!));
    expect(numbers({})).toEqual([]);
    expect(numbers({ kernelRegularizer: 'L1L2', biasConstraint: 'MaxNorm' })).toEqual([
      'kernelRegularizerL1',
      'kernelRegularizerL2',
      'biasConstraintMaxValue',
      'biasConstraintAxis',
    ]);
    expect(numbers({ kernelInitializer: 'random_uniform' })).toEqual([
      'kernelInitializerMinval',
      'kernelInitializerMaxval',
    ]);
    expect(numbers({ useBias: false, biasConstraint: 'MaxNorm' })).toEqual([]);
  });

  it('show those of a layer inside another one only where it has them', () => {
    const regularized = { kernelRegularizer: 'L2' };
    expect(shownOf('TimeDistributed', { layer: 'Dense', ...regularized })).toContain('kernelRegularizerL2');
    expect(shownOf('TimeDistributed', { layer: 'Dense' })).not.toContain('kernelRegularizerL2');
    expect(shownOf('TimeDistributed', { layer: 'Flatten', ...regularized })).not.toContain(
      'kernelRegularizerL2',
    );
  });

  it('reach the weights, those of both directions and of every head too', () => {
    const params = { kernelRegularizer: 'L2', kernelRegularizerL2: 0.1, biasConstraint: 'NonNeg' };
    const regularizer = { type: 'L2', params: { l2: 0.1 } };
    const constraint = { type: 'NonNeg', params: {} };
    const told = (type: string, inputs: readonly number[]) =>
      weightsOf(type, inputs, params)
        .filter((spec) => spec.regularizer ?? spec.constraint)
        .map(({ name, ...spec }) => [name, spec.regularizer ?? spec.constraint]);
    expect(told('Dense', [3])).toEqual([
      ['kernel', regularizer],
      ['bias', constraint],
    ]);
    expect(told('Bidirectional', [4, 3])).toEqual(
      ['forward_lstm', 'backward_lstm'].flatMap((cell) => [
        [`${cell}/kernel`, regularizer],
        [`${cell}/bias`, constraint],
      ]),
    );
    expect(told('MultiHeadAttention', [4, 3])).toHaveLength(8);
    expect(told('TimeDistributed', [4, 3])).toHaveLength(2);
  });

  it('are none unless chosen', () => {
    const { params } = LAYERS['Dense']!;
    expect(chosenRow(params, {}, 'kernelRegularizer')).toBeNull();
    expect(chosenRow(params, {}, 'kernelInitializer')).toEqual({ type: 'glorot_uniform', params: {} });
  });
});
