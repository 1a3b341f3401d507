import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { torchCode } from '#shared/layers/torch-weights';
import { INITIALIZERS } from '#shared/train/initializers';

function codeOf(type: string, inputs: readonly Shape[], given: Params, name = 'block'): string {
  const layer = LAYERS[type]!;
  const params = { ...defaultParams(layer.params), ...given };
  const result = layer.inferShape({ params, inputs });
  if (!result.ok) throw new Error(result.problem.message.en);
  return torchCode(layer, { params, inputs, output: result.shape, name });
}

describe('PyTorch’s code', () => {
  it('starts weights as Keras does, where PyTorch would not by itself', () => {
    expect(codeOf('Dense', [[64]], { units: 10 }, 'dense')).toBe(
      [
        'dense = nn.Linear(64, 10)',
        'nn.init.xavier_uniform_(dense.weight)',
        'nn.init.zeros_(dense.bias)',
      ].join('\n'),
    );
    expect(codeOf('BatchNormalization', [[8]], {})).toBe('nn.BatchNorm1d(8, eps=0.001, momentum=0.01)');
    expect(codeOf('Flatten', [[8, 8, 3]], {})).not.toContain('\n');
  });

  it('finds the weights in a sequence', () => {
    const params = { filters: 4, strides: [2, 2], padding: 'same', activation: 'relu', useBias: false };
    expect(codeOf('Conv2D', [[8, 8, 3]], { ...params, kernelInitializer: 'he_uniform' }, 'conv2d')).toBe(
      [
        'conv2d = nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 4, 3, stride=2, bias=False), nn.ReLU())',
        'nn.init.kaiming_uniform_(conv2d[1].weight, nonlinearity="relu")',
      ].join('\n'),
    );
    expect(codeOf('SeparableConv2D', [[8, 8, 3]], { filters: 4, pointwiseInitializer: 'ones' })).toBe(
      [
        'block = nn.Sequential(nn.Conv2d(3, 3, 3, groups=3, bias=False), nn.Conv2d(3, 4, 1))',
        // Keras counts 27 inputs and 9 outputs of the depthwise kernel, PyTorch 9 and 27.
        'nn.init.uniform_(block[0].weight, -0.40825, 0.40825)',
        'nn.init.ones_(block[1].weight)',
        'nn.init.zeros_(block[1].bias)',
      ].join('\n'),
    );
  });

  it('widens scaled normals as Keras does', () => {
    const code = codeOf('Dense', [[50]], { units: 10, useBias: false, kernelInitializer: 'he_normal' });
    expect(code.split('\n')[1]).toBe(
      'nn.init.trunc_normal_(block.weight, mean=0, std=0.22737, a=-0.45474, b=0.45474)',
    );
  });

  it.each(Object.keys(INITIALIZERS))('knows the initializer %s', (kernelInitializer) => {
    const code = codeOf('Dense', [[4]], { units: 4, useBias: false, kernelInitializer });
    expect(code.split('\n')[1]).toMatch(/^nn\.init\.\w+_\(block\.weight.*\)$/);
  });

  it('adds penalties to the loss and brings weights back to what they must obey', () => {
    const params = {
      units: 2,
      kernelRegularizer: 'L1L2',
      biasRegularizer: 'L2',
      biasRegularizerL2: 0.5,
      kernelConstraint: 'MaxNorm',
      kernelConstraintMaxValue: 3,
      biasConstraint: 'NonNeg',
    };
    expect(
      codeOf('Dense', [[4]], params)
        .split('\n')
        .slice(3),
    ).toEqual([
      '# in every step, before loss.backward()',
      'loss = loss + 0.01 * block.weight.abs().sum() + 0.01 * block.weight.square().sum()',
      'loss = loss + 0.5 * block.bias.square().sum()',
      '# after every optimizer.step()',
      'with torch.no_grad():',
      '    norm = block.weight.square().sum(dim=(1,), keepdim=True).sqrt()',
      '    block.weight.mul_(norm.clamp(max=3) / (norm + 1e-7))',
      '    block.bias.clamp_(min=0)',
    ]);
  });

  it('turns Keras’s axes into PyTorch’s', () => {
    const filters = { kernelConstraint: 'MinMaxNorm', kernelConstraintAxis: [0, 1, 2] };
    const code = codeOf('Conv2D', [[8, 8, 3]], {
      filters: 4,
      ...filters,
      kernelConstraintRate: 0.5,
      kernelConstraintMaxValue: 1,
    });
    expect(code.split('\n').slice(-2)).toEqual([
      '    norm = block.weight.square().sum(dim=(1, 2, 3), keepdim=True).sqrt()',
      '    block.weight.mul_((0.5 * norm.clamp(0, 1) + 0.5 * norm) / (norm + 1e-7))',
    ]);
    const unit = codeOf('Conv1D', [[8, 3]], {
      filters: 4,
      kernelConstraint: 'UnitNorm',
      kernelConstraintAxis: [-1],
    });
    expect(unit).toContain('.weight.square().sum(dim=(0,), keepdim=True)');
  });

  it('says what is left to its reader where PyTorch has the weights otherwise', () => {
    expect(codeOf('LSTM', [[5, 3]], { units: 2, kernelRegularizer: 'L2' })).toContain(
      '# L2 of kernel: to be written by hand',
    );
    const depthwise = codeOf('DepthwiseConv2D', [[8, 8, 3]], {
      depthwiseConstraint: 'UnitNorm',
      depthwiseConstraintAxis: [0, 1, 2],
    });
    expect(depthwise).toContain('# UnitNorm: to be written by hand');
  });
});
