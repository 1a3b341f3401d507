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

  it('a constant has its number, also the usual one', () => {
    const code = codeOf('Dense', [[4]], { units: 2, biasInitializer: 'constant' });
    expect([code.keras, code.tfjs]).toEqual([
      'layers.Dense(2, bias_initializer=initializers.Constant(value=0), name="block")',
      "tf.layers.dense({units: 2, biasInitializer: tf.initializers.constant({value: 0}), name: 'block'})",
    ]);
  });

  it('regularizers, constraints and initializers with numbers of their own are written out', () => {
    const params = {
      units: 2,
      kernelInitializer: 'random_normal',
      kernelInitializerStddev: 0.1,
      kernelRegularizer: 'L1L2',
      kernelRegularizerL1: 0,
      biasRegularizer: 'L2',
      kernelConstraint: 'MaxNorm',
      biasConstraint: 'NonNeg',
    };
    const { keras, tfjs } = codeOf('Dense', [[4]], params);
    expect(keras).toBe(
      'layers.Dense(2, kernel_initializer=initializers.RandomNormal(mean=0, stddev=0.1), kernel_regularizer=regularizers.L1L2(l1=0, l2=0.01), bias_regularizer=regularizers.L2(l2=0.01), kernel_constraint=constraints.MaxNorm(max_value=2, axis=0), bias_constraint=constraints.NonNeg(), name="block")',
    );
    expect(tfjs).toBe(
      "tf.layers.dense({units: 2, kernelInitializer: tf.initializers.randomNormal({mean: 0, stddev: 0.1}), kernelRegularizer: tf.regularizers.l1l2({l1: 0, l2: 0.01}), biasRegularizer: tf.regularizers.l2({l2: 0.01}), kernelConstraint: tf.constraints.maxNorm({maxValue: 2, axis: 0}), biasConstraint: tf.constraints.nonNeg(), name: 'block'})",
    );
  });

  it('TensorFlow.js has norms along one axis only, Keras along several', () => {
    const params = { filters: 2, kernelConstraint: 'UnitNorm', kernelConstraintAxis: [0, 1, 2] };
    const { keras, tfjs } = codeOf('Conv2D', [[5, 5, 1]], params);
    expect(keras).toBe(
      'layers.Conv2D(2, 3, kernel_constraint=constraints.UnitNorm(axis=(0, 1, 2)), name="block")',
    );
    expect(tfjs).toBeNull();
  });

  it('layers inside other layers say how their weights are regularized', () => {
    const params = { kernelRegularizer: 'L2' };
    expect(codeOf('TimeDistributed', [[5, 4]], { ...params, units: 2 }).keras).toBe(
      'layers.TimeDistributed(layers.Dense(2, kernel_regularizer=regularizers.L2(l2=0.01)), name="block")',
    );
    expect(codeOf('Bidirectional', [[5, 4]], { ...params, units: 2 }).keras).toBe(
      'layers.Bidirectional(layers.LSTM(2, kernel_regularizer=regularizers.L2(l2=0.01)), name="block")',
    );
    expect(
      codeOf('BatchNormalization', [[4]], { gammaConstraint: 'NonNeg', betaInitializer: 'ones' }),
    ).toMatchObject({
      keras:
        'layers.BatchNormalization(beta_initializer="ones", gamma_constraint=constraints.NonNeg(), name="block")',
      tfjs: "tf.layers.batchNormalization({betaInitializer: 'ones', gammaConstraint: tf.constraints.nonNeg(), name: 'block'})",
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

  it('sequences say where PyTorch has the features', () => {
    expect(codeOf('Conv1D', [[9, 3]], { filters: 4, padding: 'causal', dilationRate: 2 })).toEqual({
      keras: 'layers.Conv1D(4, 3, padding="causal", dilation_rate=2, name="block")',
      pytorch:
        'nn.Sequential(nn.ConstantPad1d((4, 0), 0.0), nn.Conv1d(3, 4, 3, dilation=2))  # takes and gives (batch, features, steps)',
      tfjs: "tf.layers.conv1d({filters: 4, kernelSize: 3, padding: 'causal', dilationRate: 2, name: 'block'})",
    });
    expect(codeOf('AveragePooling1D', [[7, 4]], { padding: 'same' }).pytorch).toBe(
      'nn.AvgPool1d(2, ceil_mode=True, count_include_pad=False)  # takes and gives (batch, features, steps)',
    );
  });

  it('Conv2DTranspose crops in PyTorch where TensorFlow pads unevenly', () => {
    const params = { filters: 2, strides: [2, 2], padding: 'same' };
    expect(codeOf('Conv2DTranspose', [[4, 5, 3]], params).pytorch).toBe(
      'nn.Sequential(nn.ConvTranspose2d(3, 2, 3, stride=2), nn.ZeroPad2d((0, -1, 0, -1)))',
    );
    expect(
      codeOf('Conv2DTranspose', [[3, 4, 2]], { ...params, strides: [3, 3], kernelSize: [2, 2] }).pytorch,
    ).toBe('nn.ConvTranspose2d(2, 2, 2, stride=3, output_padding=1)');
  });

  it('Reshape and Permute turn images to channels last and back for PyTorch', () => {
    expect(codeOf('Reshape', [[24]], { targetShape: [2, 3, -1] })).toEqual({
      keras: 'layers.Reshape((2, 3, -1), name="block")',
      pytorch: 'lambda x: x.reshape(-1, 2, 3, 4).permute(0, 3, 1, 2)',
      tfjs: "tf.layers.reshape({targetShape: [2, 3, 4], name: 'block'})",
    });
    expect(codeOf('Permute', [[2, 3, 4]], { dims: [3, 1, 2] }).pytorch).toBe(
      'lambda x: x.permute(0, 2, 3, 1).permute(0, 3, 1, 2).permute(0, 3, 1, 2)',
    );
  });

  it('sides are as short as Keras allows', () => {
    const of = (padding: readonly number[]) => codeOf('ZeroPadding2D', [[8, 8, 1]], { padding });
    expect(of([2]).keras).toBe('layers.ZeroPadding2D(2, name="block")');
    expect(of([1, 2]).keras).toBe('layers.ZeroPadding2D((1, 2), name="block")');
    expect(of([1, 2, 3, 0])).toEqual({
      keras: 'layers.ZeroPadding2D(((1, 2), (3, 0)), name="block")',
      pytorch: 'nn.ZeroPad2d((3, 0, 1, 2))',
      tfjs: "tf.layers.zeroPadding2d({padding: [[1, 2], [3, 0]], name: 'block'})",
    });
  });

  it('a PReLU with slopes of its own is a small module in PyTorch', () => {
    expect(codeOf('PReLU', [[4, 5, 2]], { sharedAxes: [1, 2] }).pytorch).toBe('nn.PReLU(2, init=0.0)');
    expect(codeOf('PReLU', [[4, 2]], {}).pytorch).toBe(
      'type("PReLU", (nn.Module,), {"__init__": lambda self: (nn.Module.__init__(self), setattr(self, "alpha", nn.Parameter(torch.zeros(1, 4, 2))))[0], "forward": lambda self, x: x.relu() - self.alpha * (-x).relu()})()',
    );
  });

  it('Dot is an einsum in PyTorch', () => {
    expect(codeOf('Dot', [[3], [3]], { normalize: true })).toEqual({
      keras: 'layers.Dot(-1, normalize=True, name="block")',
      pytorch:
        'lambda x, y: torch.einsum("bk,bk->b", nn.functional.normalize(x, dim=1), nn.functional.normalize(y, dim=1)).unsqueeze(1)',
      tfjs: "tf.layers.dot({axes: [-1, -1], normalize: true, name: 'block'})",
    });
    expect(
      codeOf(
        'Dot',
        [
          [4, 5, 3],
          [3, 2],
        ],
        { axes: [3, 1] },
      ).pytorch,
    ).toBe('lambda x, y: torch.einsum("bkij,bkJ->bJij", x, y)');
  });

  it('recurrent layers say what PyTorch gives', () => {
    expect(codeOf('LSTM', [[28, 28]], { units: 64 })).toEqual({
      keras: 'layers.LSTM(64, name="block")',
      pytorch: 'nn.LSTM(28, 64, batch_first=True)  # gives (steps, state): steps[:, -1] is the output',
      tfjs: "tf.layers.lstm({units: 64, activation: 'tanh', recurrentActivation: 'sigmoid', name: 'block'})",
    });
    expect(codeOf('GRU', [[28, 28]], {}).tfjs).toBeNull();
    expect(codeOf('GRU', [[28, 28]], { units: 8, resetAfter: false, returnSequences: true })).toEqual({
      keras: 'layers.GRU(8, return_sequences=True, reset_after=False, name="block")',
      pytorch:
        'nn.GRU(28, 8, batch_first=True)  # gives (steps, state): steps are the output; PyTorch has only tanh and sigmoid here',
      tfjs: "tf.layers.gru({units: 8, returnSequences: true, activation: 'tanh', recurrentActivation: 'sigmoid', name: 'block'})",
    });
  });

  it('Bidirectional and TimeDistributed hold their layer', () => {
    expect(
      codeOf('Bidirectional', [[9, 4]], { layer: 'GRU', units: 8, mergeMode: 'sum', resetAfter: false }),
    ).toEqual({
      keras: 'layers.Bidirectional(layers.GRU(8, reset_after=False), merge_mode="sum", name="block")',
      pytorch:
        'nn.GRU(4, 8, batch_first=True, bidirectional=True)  # gives (steps, state): steps[:, -1] is the output; PyTorch has only tanh and sigmoid here',
      tfjs: "tf.layers.bidirectional({layer: tf.layers.gru({units: 8, activation: 'tanh', recurrentActivation: 'sigmoid'}), mergeMode: 'sum', name: 'block'})",
    });
    expect(codeOf('TimeDistributed', [[5, 28, 28, 1]], { layer: 'Conv2D', filters: 8 })).toMatchObject({
      keras: 'layers.TimeDistributed(layers.Conv2D(8, 3), name="block")',
      tfjs: "tf.layers.timeDistributed({layer: tf.layers.conv2d({filters: 8, kernelSize: [3, 3], name: 'block_layer'}), name: 'block'})",
    });
    expect(codeOf('TimeDistributed', [[5, 28, 28, 1]], { layer: 'Flatten' }).keras).toBe(
      'layers.TimeDistributed(layers.Flatten(), name="block")',
    );
  });

  it('MultiHeadAttention is called with its query, value and key', () => {
    expect(codeOf('MultiHeadAttention', [[9, 32]], { useCausalMask: true })).toEqual({
      keras:
        'lambda query: layers.MultiHeadAttention(2, 16, name="block")(query, query, use_causal_mask=True)',
      pytorch:
        'nn.MultiheadAttention(32, 2, batch_first=True)  # takes (query, key, value) and gives (output, shares)',
      tfjs: null,
    });
    expect(
      codeOf(
        'MultiHeadAttention',
        [
          [9, 32],
          [4, 8],
        ],
        {},
      ).keras,
    ).toBe('lambda query, value: layers.MultiHeadAttention(2, 16, name="block")(query, value)');
  });

  it('Normalization writes what is given', () => {
    expect(codeOf('Normalization', [[2]], {})).toEqual({
      keras: 'layers.Normalization(name="block")',
      pytorch:
        'type("Normalization", (nn.Module,), {"__init__": lambda self: (nn.Module.__init__(self), setattr(self, "mean", nn.Parameter(torch.zeros(1, 2), requires_grad=False)), setattr(self, "variance", nn.Parameter(torch.ones(1, 2), requires_grad=False)))[0], "forward": lambda self, x: (x - self.mean) / self.variance.sqrt().clamp(min=1e-7)})()',
      tfjs: null,
    });
    expect(codeOf('Normalization', [[2]], { mean: [0.5, 1], variance: [4, 0.25], invert: true }).keras).toBe(
      'layers.Normalization(invert=True, mean=[0.5, 1], variance=[4, 0.25], name="block")',
    );
  });

  it('augmentation keeps ranges apart from single factors', () => {
    const keras = (type: string, params: Params) => codeOf(type, [[8, 8, 3]], params).keras;
    expect(keras('RandomZoom', { heightFactor: [0.5, 0.5], fillMode: 'wrap' })).toBe(
      'layers.RandomZoom((0.5, 0.5), None, fill_mode="wrap", name="block")',
    );
    expect(keras('RandomTranslation', {})).toBe('layers.RandomTranslation(0.1, 0.1, name="block")');
    expect(keras('RandomContrast', { factor: [0.3], valueRange: [0, 1] })).toBe(
      'layers.RandomContrast((0.3, 0.3), value_range=(0, 1), name="block")',
    );
    expect(codeOf('RandomRotation', [[8, 8, 3]], { factor: [0.05] }).pytorch).toBe(
      'v2.RandomRotation((-18, 18), interpolation=v2.InterpolationMode.BILINEAR)  # from torchvision.transforms import v2; for each image, while training',
    );
  });

  it('positions are added to what comes in', () => {
    expect(codeOf('PositionEmbedding', [[9, 32]], {}).keras).toBe(
      'lambda x: x + keras_hub.layers.PositionEmbedding(9, name="block")(x)',
    );
    expect(codeOf('SinePositionEncoding', [[9, 32]], {}).keras).toBe(
      'lambda x: x + keras_hub.layers.SinePositionEncoding(name="block")(x)',
    );
  });

  it('names nothing for TensorFlow.js where it computes something else', () => {
    expect(codeOf('Dense', [[4]], { activation: 'hard_sigmoid' }).tfjs).toBeNull();
    expect(codeOf('Conv2D', [[4, 4, 2]], { filters: 2, groups: 2 }).tfjs).toBeNull();
    expect(codeOf('Activation', [[4]], { activation: 'gelu', approximate: true }).tfjs).toBe(
      "tf.layers.activation({activation: 'gelu_new', name: 'block'})",
    );
  });

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
