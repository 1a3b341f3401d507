import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import { ACTIVATIONS } from './activations';

/** Typed reading of a layer's parameters; a missing one has its default, and null stays null. */
export function paramReader(specs: ParamSpecs) {
  const valueOf = (params: Params, name: string) =>
    (Object.hasOwn(params, name) ? params[name] : specs[name]?.default) ?? null;
  return {
    number: (params: Params, name: string) => valueOf(params, name) as number,
    /** A number, or null where the parameter allows that. */
    optionalNumber: (params: Params, name: string) => valueOf(params, name) as number | null,
    flag: (params: Params, name: string) => valueOf(params, name) as boolean,
    text: (params: Params, name: string) => valueOf(params, name) as string,
    /** [height, width]. */
    pair: (params: Params, name: string) => valueOf(params, name) as readonly [number, number],
    /** [height, width], or null where the parameter allows that. */
    optionalPair: (params: Params, name: string) => valueOf(params, name) as readonly [number, number] | null,
    list: (params: Params, name: string) => valueOf(params, name) as readonly number[],
    /** Numbers, or null where the parameter allows that. */
    optionalList: (params: Params, name: string) => valueOf(params, name) as readonly number[] | null,
  };
}

type Choice = Extract<ParamSpec, { kind: 'choice' }>;

/** `activation` of Dense and Conv2D. */
export const activationParam: Choice = {
  kind: 'choice',
  default: 'linear',
  options: Object.entries(ACTIVATIONS).map(([value, { label }]) => ({
    value,
    label: { en: label, ko: label },
  })),
  label: { en: 'Activation', ko: '활성화 함수' },
  help: {
    en: 'Applied to the output of this layer. relu between layers, softmax on the last one for classes; linear changes nothing.',
    ko: '이 층의 출력에 적용합니다. 중간 층에는 relu, 클래스를 나누는 마지막 층에는 softmax를 씁니다. linear는 값을 그대로 둡니다.',
  },
};

export const useBiasParam: Extract<ParamSpec, { kind: 'boolean' }> = {
  kind: 'boolean',
  default: true,
  advanced: true,
  label: { en: 'Use bias', ko: '편향 사용' },
  help: {
    en: 'Adds one learned number per unit. Can be off when a BatchNormalization follows directly.',
    ko: '유닛마다 학습되는 수를 하나씩 더합니다. 바로 뒤에 BatchNormalization이 오면 꺼도 됩니다.',
  },
};

export const paddingParam: Choice = {
  kind: 'choice',
  default: 'valid',
  options: [
    { value: 'valid', label: { en: 'valid (no padding)', ko: 'valid (패딩 없음)' } },
    { value: 'same', label: { en: 'same (pad the edges)', ko: 'same (가장자리 채움)' } },
  ],
  label: { en: 'Padding', ko: '패딩' },
  help: {
    en: 'valid uses only whole windows, so the image shrinks; same pads the edges, so that stride 1 keeps the size.',
    ko: 'valid는 온전한 창만 쓰므로 이미지가 작아지고, same은 가장자리를 채워 스트라이드 1에서 크기가 유지됩니다.',
  },
};

/** One axis in Keras's counting; `help` says what happens along it. */
export const axisParam = (help: Localized): Extract<ParamSpec, { kind: 'int' | 'float' }> => ({
  kind: 'int',
  default: -1,
  min: -4,
  max: 4,
  advanced: true,
  label: { en: 'Axis', ko: '축' },
  help,
});

/** How new pixels come from old ones. */
export const interpolationParam = (fallback: 'nearest' | 'bilinear'): Choice => ({
  kind: 'choice',
  default: fallback,
  options: [
    { value: 'nearest', label: { en: 'nearest (take one pixel)', ko: 'nearest (가까운 픽셀)' } },
    { value: 'bilinear', label: { en: 'bilinear (blend four)', ko: 'bilinear (네 픽셀 섞기)' } },
  ],
  label: { en: 'Interpolation', ko: '보간' },
  help: {
    en: 'nearest keeps hard edges and needs no arithmetic; bilinear gives smooth pictures.',
    ko: 'nearest는 경계가 뚜렷하고 계산이 없으며, bilinear는 매끄러운 이미지를 만듭니다.',
  },
});

/** The share of values that a dropout layer drops. */
export const dropRateParam = (help: Localized): Extract<ParamSpec, { kind: 'int' | 'float' }> => ({
  ...rateParam(help),
  default: 0.5,
  advanced: false,
  label: { en: 'Rate', ko: '비율' },
});

/** A share of values that are dropped while training; 0 switches it off. */
export const rateParam = (help: Localized): Extract<ParamSpec, { kind: 'int' | 'float' }> => ({
  kind: 'float',
  default: 0,
  min: 0,
  max: 1,
  exclusiveMax: true,
  step: 0.05,
  advanced: true,
  label: { en: 'Dropout', ko: '드롭아웃' },
  help,
});
