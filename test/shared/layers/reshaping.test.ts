import { describe, expect, it } from 'vitest';
import { computed } from './computed';

describe('RepeatVector', () => {
  it('repeats the vector at every step, and adds up the gradients of all steps', () => {
    expect(computed('RepeatVector', [[2]], { n: 3 }, [[7, 8]])).toEqual({
      output: [7, 8, 7, 8, 7, 8],
      gradients: [[1 + 3 + 5, 2 + 4 + 6]],
    });
  });
});

describe('Resizing', () => {
  it('places pixels by half-pixel centres and clamps at the edges', () => {
    const wide = { height: 1, width: 4 };
    expect(computed('Resizing', [[1, 2, 1]], wide, [[0, 4]]).output).toEqual([0, 1, 3, 4]);
    const narrow = { height: 1, width: 2 };
    expect(computed('Resizing', [[1, 4, 1]], narrow, [[0, 1, 2, 3]]).output).toEqual([0.5, 2.5]);
  });

  it('takes the pixel under the centre with nearest, and gives it the whole gradient', () => {
    const params = { height: 1, width: 2, interpolation: 'nearest' };
    expect(computed('Resizing', [[1, 3, 1]], params, [[5, 6, 7]])).toEqual({
      output: [5, 7],
      gradients: [[1, 0, 2]],
    });
  });

  it('cuts out the middle first where the ratio must stay', () => {
    const params = { height: 1, width: 1, interpolation: 'nearest', cropToAspectRatio: true };
    expect(computed('Resizing', [[4, 1, 1]], params, [[1, 2, 3, 4]]).output).toEqual([2]);
  });
});

describe('Reshape and Permute', () => {
  // 2 × 1 pixels with 3 channels; the engine has them as [3, 2, 1].
  const image = [0, 3, 1, 4, 2, 5];

  it('keep Keras’s order for images, whose channels the engine keeps first', () => {
    const flat = computed('Reshape', [[2, 1, 3]], { targetShape: [-1] }, [image]);
    expect(flat).toEqual({ output: [0, 1, 2, 3, 4, 5], gradients: [[1, 4, 2, 5, 3, 6]] });
    const { output } = computed('Permute', [[2, 1, 3]], { dims: [2, 3, 1] }, [image]);
    expect(output).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('take samples of four axes, such as films', () => {
    const film = Array.from({ length: 16 }, (_, i) => i);
    const { output } = computed('Reshape', [[2, 2, 2, 2]], { targetShape: [2, 4, 2] }, [film]);
    expect(output).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15]);
  });
});
