import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LayerProblem } from './definition';
import { type Padding, walkWindow, windowPads } from './window';

/** How a window walks over the steps of a sequence. `causal` sees no later step: all padding comes before. */
export interface SequenceWindow {
  readonly size: number;
  readonly strides: number;
  readonly padding: Padding | 'causal';
  readonly dilation: number;
}

const asImageWindow = ({ size, strides, padding, dilation }: SequenceWindow) => ({
  size: [1, size] as const,
  strides: [1, strides] as const,
  padding: padding === 'causal' ? 'same' : padding,
  dilation: [1, dilation] as const,
});

const reach = ({ size, dilation }: SequenceWindow): number => (size - 1) * dilation + 1;

/** Steps to add before and after `steps`. */
export function sequencePads(steps: number, window: SequenceWindow): readonly [number, number] {
  if (window.padding === 'causal') return [reach(window) - 1, 0];
  const [, before, , after] = windowPads([1, steps, 1], asImageWindow(window));
  return [before, after];
}

/** Number of window positions, or the problem that the window is longer than the sequence. */
export function walkSequence(
  steps: number,
  window: SequenceWindow,
): { readonly steps: number } | { readonly problem: LayerProblem } {
  const walk = walkWindow([1, steps, 1], asImageWindow(window));
  if ('size' in walk) return { steps: walk.size[1] };
  const covers = reach(window);
  return {
    problem: {
      ...walk.problem,
      code: 'window-longer-than-sequence',
      message: {
        en: `The window covers ${covers} steps, more than the sequence has (${steps}).`,
        ko: `창이 덮는 스텝 수(${covers})가 시퀀스의 스텝 수(${steps})보다 많습니다.`,
      },
      expected: {
        en: `a sequence of at least ${covers} steps, or padding "same"`,
        ko: `${covers}스텝 이상의 시퀀스, 또는 패딩 same`,
      },
      received: String(steps),
    },
  };
}

/** [batch, steps, features] as an image of one row, [batch, features, 1, steps]. */
export function sequenceToImage(b: IrBuilder, x: IrValue): IrValue {
  const [batch, steps, features] = x.shape as [number, number, number];
  return b.reshape(b.transpose(x, [0, 2, 1]), [batch, features, 1, steps]);
}

/** Back from an image of one row. */
export function imageToSequence(b: IrBuilder, x: IrValue): IrValue {
  const [batch, features, , steps] = x.shape as [number, number, number, number];
  return b.transpose(b.reshape(x, [batch, features, steps]), [0, 2, 1]);
}

/** The window as the IR's ops over images take it. */
export function engineSequenceWindow(steps: number, window: SequenceWindow) {
  const [before, after] = sequencePads(steps, window);
  return {
    size: [1, window.size] as const,
    strides: [1, window.strides] as const,
    pads: [0, before, 0, after] as const,
    dilations: [1, window.dilation] as const,
  };
}
