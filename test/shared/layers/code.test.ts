import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';

function codeOf(type: string, inputs: readonly Shape[], params: Params, name = 'block') {
  const layer = LAYERS[type]!;
  const complete = { ...defaultParams(layer.params), ...params };
  const result = layer.inferShape({ params: complete, inputs });
  if (!result.ok) throw new Error(result.problem.message.en);
  const context = { params: complete, inputs, output: result.shape, name };
  return {
    keras: layer.code.keras(context),
    pytorch: layer.code.pytorch(context),
    tfjs: layer.code.tfjs(context),
  };
}

describe('the code of a block', () => {
  it('Conv2D leaves out what is the default', () => {
    expect(codeOf('Conv2D', [[28, 28, 1]], { filters: 25, padding: 'same' })).toEqual({
      keras: 'layers.Conv2D(25, 3, padding="same", name="block")',
      pytorch: 'nn.Conv2d(1, 25, 3, padding=1)',
      tfjs: "tf.layers.conv2d({filters: 25, kernelSize: [3, 3], padding: 'same', name: 'block'})",
    });
  });

  it('Conv2D pads asymmetrically in PyTorch where TensorFlow does', () => {
    const { pytorch } = codeOf('Conv2D', [[8, 8, 3]], {
      filters: 4,
      strides: [2, 2],
      padding: 'same',
      activation: 'relu',
    });
    expect(pytorch).toBe(
      'nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 4, 3, stride=2), nn.ReLU())',
    );
  });

  it('Dense keeps activation, bias and initializer', () => {
    const params = { units: 10, activation: 'softmax', useBias: false, kernelInitializer: 'he_normal' };
    expect(codeOf('Dense', [[64]], params)).toEqual({
      keras:
        'layers.Dense(10, activation="softmax", use_bias=False, kernel_initializer="he_normal", name="block")',
      pytorch: 'nn.Sequential(nn.Linear(64, 10, bias=False), nn.Softmax(dim=1))',
      tfjs: "tf.layers.dense({units: 10, activation: 'softmax', useBias: false, kernelInitializer: 'heNormal', name: 'block'})",
    });
  });

  it('Dense on an image is a 1×1 convolution in PyTorch, whose channels come first', () => {
    expect(codeOf('Dense', [[8, 8, 3]], { units: 4 }).pytorch).toBe('nn.Conv2d(3, 4, 1)');
  });

  it('leaky_relu becomes a layer of its own in TensorFlow.js', () => {
    expect(codeOf('Dense', [[4]], { units: 2, activation: 'leaky_relu' }).tfjs).toBe(
      "tf.sequential({layers: [tf.layers.dense({units: 2, inputShape: [4]}), tf.layers.leakyReLU({alpha: 0.2})], name: 'block'})",
    );
  });

  it('BatchNormalization turns the momentum around for PyTorch', () => {
    expect(codeOf('BatchNormalization', [[8, 8, 16]], {}).pytorch).toBe(
      'nn.BatchNorm2d(16, eps=0.001, momentum=0.01)',
    );
  });

  it.each([
    [[5, 7, 3], [2, 2], [2, 2], 'nn.AvgPool2d(2, ceil_mode=True, count_include_pad=False)'],
    [[5, 6, 2], [3, 3], [1, 1], 'nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)'],
    [
      [6, 6, 2],
      [2, 2],
      [1, 1],
      'nn.Sequential(nn.AvgPool2d(2, stride=1, padding=1, count_include_pad=False), nn.ZeroPad2d((-1, 0, -1, 0)))',
    ],
  ])(
    'AveragePooling2D over %j with same padding leaves the edges out of the mean',
    (shape, poolSize, strides, code) => {
      const params = { poolSize, strides, padding: 'same' };
      expect(codeOf('AveragePooling2D', [shape], params).pytorch).toBe(code);
    },
  );

  it('quotes names', () => {
    const { keras, tfjs } = codeOf('Flatten', [[2, 2, 1]], {}, `it's "flat"`);
    expect(keras).toBe(String.raw`layers.Flatten(name="it's \"flat\"")`);
    expect(tfjs).toBe(String.raw`tf.layers.flatten({name: 'it\'s "flat"'})`);
  });

  it('Input states its shape', () => {
    expect(codeOf('Input', [], { shape: [784] })).toMatchObject({
      keras: 'keras.Input(shape=(784,), name="block")',
      tfjs: "tf.input({shape: [784], name: 'block'})",
    });
  });
});
