import { describe, expect, it } from 'vitest';
import { walkWindow, windowPads, type WindowSpec } from '#shared/layers/window';

const same = (size: number, stride: number, dilation = 1): WindowSpec => ({
  size: [size, size],
  strides: [stride, stride],
  padding: 'same',
  dilation: [dilation, dilation],
});

describe('windows over an image', () => {
  it.each([
    [4, same(3, 2), 2, [0, 1]],
    [5, same(3, 2), 3, [1, 1]],
    [3, same(2, 1), 3, [0, 1]],
    [7, same(4, 1), 7, [1, 2]],
    [9, same(2, 3), 3, [0, 0]],
    [8, same(3, 1, 2), 8, [2, 2]],
  ])('pads %i cells as TensorFlow does: the odd cell after', (length, window, positions, [before, after]) => {
    const image = [length, length, 1];
    expect(walkWindow(image, window)).toEqual({ size: [positions, positions] });
    expect(windowPads(image, window)).toEqual([before, before, after, after]);
  });

  it('drops what no whole window covers with valid padding', () => {
    const window: WindowSpec = { size: [2, 3], strides: [2, 3], padding: 'valid' };
    expect(walkWindow([5, 8, 4], window)).toEqual({ size: [2, 2] });
    expect(windowPads([5, 8, 4], window)).toEqual([0, 0, 0, 0]);
  });

  it('offers same padding where a window is larger than the image', () => {
    const result = walkWindow([2, 6, 1], { size: [3, 3], strides: [1, 1], padding: 'valid' });
    expect(result).toMatchObject({
      problem: {
        code: 'window-larger-than-image',
        received: '2 × 6',
        fix: { repair: { kind: 'setParam', param: 'padding', value: 'same' } },
      },
    });
  });
});
