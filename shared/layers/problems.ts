import type { ParamValue } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { formatShape, sizeOf } from '#shared/graph/shape';
import type { LayerProblem } from './definition';

/** The input of `type` is no image (height, width, channels). */
export const needsImage = (type: string, received: Shape): LayerProblem => ({
  code: 'layer-needs-image',
  message:
    received.length === 1
      ? {
          en: `${type} needs an image, but its input is a flat list of numbers. Put it before the Flatten or Dense blocks, or give the Input a shape with height, width and channels.`,
          ko: `${type}에는 이미지가 필요한데 입력이 한 줄로 펼쳐진 수입니다. Flatten이나 Dense 앞에 두거나, Input의 모양을 높이·너비·채널로 정하세요.`,
        }
      : {
          en: `${type} needs an image with height, width and channels. A grey image has 1 channel: 28 × 28 × 1.`,
          ko: `${type}에는 높이, 너비, 채널이 있는 이미지가 필요합니다. 흑백 이미지의 채널은 1개입니다: 28 × 28 × 1.`,
        },
  expected: { en: 'height × width × channels', ko: '높이 × 너비 × 채널' },
  received: formatShape(received),
});

/** The input of `type` is not one list of numbers. */
export const needsFlat = (type: string, received: Shape): LayerProblem => ({
  code: 'layer-needs-flat-input',
  message: {
    en: `${type} needs a flat list of numbers, not a block of several axes.`,
    ko: `${type}에는 축이 여럿인 블록이 아니라 한 줄로 펼친 수가 필요합니다.`,
  },
  expected: { en: 'one axis', ko: '축 1개' },
  received: formatShape(received),
  fix: {
    label: { en: 'Insert Flatten', ko: 'Flatten 넣기' },
    repair: { kind: 'insertLayer', edgeId: '', type: 'Flatten' },
  },
});

/** The input of `type` is no sequence (steps, features). */
export const needsSequence = (type: string, received: Shape): LayerProblem => ({
  code: 'layer-needs-sequence',
  message: {
    en: `${type} needs a sequence: steps, and the features of each step. An image can be read row by row after a Reshape to height × (width · channels).`,
    ko: `${type}에는 스텝과 스텝마다의 특징으로 된 시퀀스가 필요합니다. 이미지는 Reshape로 높이 × (너비 · 채널)로 바꾸면 한 행씩 읽을 수 있습니다.`,
  },
  expected: { en: 'steps × features', ko: '스텝 × 특징' },
  received: formatShape(received),
  ...(received.length > 2 && {
    fix: {
      label: { en: 'Insert Reshape to a sequence', ko: '시퀀스로 바꾸는 Reshape 넣기' },
      repair: {
        kind: 'insertLayer',
        edgeId: '',
        type: 'Reshape',
        params: { targetShape: [received[0]!, sizeOf(received.slice(1))] },
      } as const,
    },
  }),
});

/** The input has no axis to work on. */
export const needsAxis = (type: string): LayerProblem => ({
  code: 'layer-needs-axis',
  message: {
    en: `${type} needs at least one axis besides the batch.`,
    ko: `${type}의 입력에는 배치 말고도 축이 하나 이상 있어야 합니다.`,
  },
  expected: { en: 'one axis or more', ko: '축 1개 이상' },
  received: 'scalar',
  fix: {
    label: { en: 'Insert Flatten', ko: 'Flatten 넣기' },
    repair: { kind: 'insertLayer', edgeId: '', type: 'Flatten' },
  },
});

/** `axis` (Keras's counting) names no axis of the input, or the batch; `repair` is a parameter and a value that works. */
export const wrongAxis = (
  type: string,
  axis: number,
  received: Shape,
  repair: { readonly param: string; readonly value: ParamValue } = { param: 'axis', value: -1 },
): LayerProblem => ({
  code: 'axis-out-of-range',
  param: repair.param,
  message: {
    en: `${type} cannot work along axis ${axis}: the input ${formatShape(received)} has axes 1 to ${received.length} (0 is the batch, −1 the last one).`,
    ko: `${type}은(는) 축 ${axis}에 적용할 수 없습니다. 입력 ${formatShape(received)}의 축은 1부터 ${received.length}까지입니다(0은 배치, −1은 마지막 축).`,
  },
  expected: { en: `1 … ${received.length} or −1`, ko: `1 … ${received.length} 또는 −1` },
  received: String(axis),
  fix: {
    label:
      repair.value === null
        ? { en: 'Clear it', ko: '비우기' }
        : { en: `Set it to ${minus(repair.value)}`, ko: `${minus(repair.value)}(으)로 설정` },
    repair: { kind: 'setParam', nodeId: '', ...repair },
  },
});

/** A value as people write it, with a real minus sign. */
const minus = (value: ParamValue): string =>
  (Array.isArray(value) ? value.join(', ') : String(value)).replaceAll('-', '−');

/** The inputs of a merging layer do not go together. */
export const shapesDiffer = (
  type: string,
  inputs: readonly Shape[],
  expected: { readonly en: string; readonly ko: string },
): LayerProblem => {
  const list = inputs.map(formatShape).join(', ');
  return {
    code: 'merge-shapes-differ',
    message: {
      en: `${type} cannot merge inputs of these shapes: ${list}.`,
      ko: `${type}은(는) 모양이 이렇게 다른 입력을 합칠 수 없습니다: ${list}.`,
    },
    expected,
    received: list,
  };
};
