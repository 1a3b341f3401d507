import type { Shape } from '#shared/graph/shape';
import type { LayerProblem } from './definition';

export type Pair = readonly [number, number];
export type Padding = 'valid' | 'same';

/** How a window walks over an image: all in [height, width]. */
export interface WindowSpec {
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilation?: Pair;
}

/** Cells that a window covers from its first to its last: (size − 1) · dilation + 1. */
const reach = ({ size, dilation = [1, 1] }: WindowSpec, side: 0 | 1): number =>
  (size[side] - 1) * dilation[side] + 1;

/** Number of window positions along one side of `length` cells; below 1 when the window does not fit. */
const positions = (length: number, window: WindowSpec, side: 0 | 1): number =>
  window.padding === 'same'
    ? Math.ceil(length / window.strides[side])
    : Math.floor((length - reach(window, side)) / window.strides[side]) + 1;

/**
 * Cells to add before and after one side. TensorFlow's `same` rule: just enough for ceil(n / stride) positions, the odd cell after
 * (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 */
function padsOf(length: number, window: WindowSpec, side: 0 | 1): Pair {
  if (window.padding === 'valid') return [0, 0];
  const needed = (positions(length, window, side) - 1) * window.strides[side] + reach(window, side) - length;
  const total = Math.max(needed, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** [top, left, bottom, right] for an image of Keras shape [height, width, channels]. */
export function windowPads(image: Shape, window: WindowSpec): [number, number, number, number] {
  const [top, bottom] = padsOf(image[0]!, window, 0);
  const [left, right] = padsOf(image[1]!, window, 1);
  return [top, left, bottom, right];
}

/** [height, width] after the walk, or the problem that the window is larger than the image. */
export function walkWindow(
  image: Shape,
  window: WindowSpec,
): { readonly size: Pair } | { readonly problem: LayerProblem } {
  const size = [positions(image[0]!, window, 0), positions(image[1]!, window, 1)] as const;
  if (size[0] >= 1 && size[1] >= 1) return { size };
  const covers = `${reach(window, 0)} × ${reach(window, 1)}`;
  const has = `${image[0]} × ${image[1]}`;
  return {
    problem: {
      code: 'window-larger-than-image',
      param: 'padding',
      message: {
        en: `The window covers ${covers} cells, more than the image has (${has}).`,
        ko: `창이 덮는 영역(${covers})이 이미지(${has})보다 큽니다.`,
      },
      expected: {
        en: `an image of at least ${covers}, or padding "same"`,
        ko: `${covers} 이상의 이미지, 또는 패딩 same`,
      },
      received: has,
      fix: {
        label: { en: 'Set padding to same', ko: '패딩을 same으로 설정' },
        repair: { kind: 'setParam', nodeId: '', param: 'padding', value: 'same' },
      },
    },
  };
}

/** `3×3`. */
export const formatPair = ([height, width]: Pair): string => `${height}×${width}`;
