import type { ParamSpecs } from '#shared/graph/params';
import type { LossDefinition } from '../definition';
import { readParams } from '../read-params';
import { meanOfLast, shapedLike } from '../targets';

const params: ParamSpecs = {
  delta: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 1e6,
    exclusiveMin: true,
    step: 0.1,
    label: { en: 'Delta', ko: '델타' },
    help: {
      en: 'Up to this error the loss is squared, beyond it grows like a line. Choose the size of error that is still normal.',
      ko: '오차가 이 값까지는 제곱으로, 넘으면 직선으로 커집니다. 정상이라고 볼 수 있는 오차의 크기로 정합니다.',
    },
  },
};

/** Huber 1964. */
export const huber: LossDefinition = {
  label: 'Huber',
  summary: {
    en: 'Squared for small errors, straight for large ones: smooth near the target, and calm about outliers.',
    ko: '작은 오차에는 제곱, 큰 오차에는 직선입니다. 정답 근처에서는 매끄럽고 이상값에는 덜 흔들립니다.',
  },
  formula: 'L = mean(½ e² where |e| ≤ δ, else δ · |e| − ½ δ²), e = target − ŷ',
  params,
  targets: 'any',
  prediction: 'numbers',
  unreduced(b, target, prediction, given) {
    const delta = readParams(params, given).number('delta');
    const error = b.sub(prediction, shapedLike(b, target, prediction));
    const size = b.abs(error);
    const near = b.mul(b.scalar(0.5), b.mul(error, error));
    const far = b.sub(b.mul(b.scalar(delta), size), b.scalar(0.5 * delta * delta));
    return meanOfLast(b, b.where(b.greater(size, b.scalar(delta)), far, near));
  },
};
