import type { IrValue } from '#shared/ops/ir';
import { convolutionWindow } from './convolution';
import type { LowerContext } from './definition';
import { windowPads } from './window';

/**
 * Each channel of the image with its own filters: `kernel` is [channels, multiplier, height, width]; channel c gives the outputs
 * c · multiplier + m.
 */
export function depthwise({ b, params, inputs, values: [x] }: LowerContext, kernel: IrValue): IrValue {
  const [channels, multiplier, height, width] = kernel.shape as [number, number, number, number];
  const window = convolutionWindow(params);
  return b.conv2d(x!, b.reshape(kernel, [channels * multiplier, 1, height, width]), {
    strides: window.strides,
    pads: windowPads(inputs[0]!, window),
    dilations: window.dilation,
    groups: channels,
  });
}
