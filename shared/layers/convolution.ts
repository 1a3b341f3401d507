import type { Params } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { pythonPair } from './code';
import type { LayerProblem } from './definition';
import { paramReader } from './params';
import { torchPadding } from './torch-padding';
import type { WeightParam } from './weight-params';
import { formatPair, type Padding, windowPads, type WindowSpec } from './window';

type IntParam = Extract<ParamSpec, { kind: 'int' | 'float' }>;
type PairParam = Extract<ParamSpec, { kind: 'pair' | 'shape' }>;

export const filtersParam: IntParam = {
  kind: 'int',
  default: 16,
  min: 1,
  max: 4096,
  label: { en: 'Filters', ko: '필터 수' },
  help: {
    en: 'Number of patterns it looks for, and of output channels. 16 to 64 near the input, more further in.',
    ko: '찾아낼 패턴의 수이자 출력 채널의 수입니다. 입력 가까이에는 16~64, 뒤로 갈수록 더 많이 둡니다.',
  },
};

export const kernelSizeParam: PairParam = {
  kind: 'pair',
  default: [3, 3],
  min: 1,
  max: 64,
  label: { en: 'Kernel size', ko: '커널 크기' },
  help: {
    en: 'Height and width of the window that slides over the image. 3 × 3 is the usual choice.',
    ko: '이미지 위를 움직이는 창의 높이와 너비입니다. 보통 3 × 3을 씁니다.',
  },
};

export const stridesParam: PairParam = {
  kind: 'pair',
  default: [1, 1],
  min: 1,
  max: 64,
  label: { en: 'Strides', ko: '스트라이드' },
  help: {
    en: 'Steps of the window, down and to the right. 2 halves the image.',
    ko: '창이 아래와 오른쪽으로 움직이는 간격입니다. 2면 이미지가 절반으로 줄어듭니다.',
  },
};

export const dilationRateParam: PairParam = {
  kind: 'pair',
  default: [1, 1],
  min: 1,
  max: 64,
  advanced: true,
  label: { en: 'Dilation rate', ko: '팽창률' },
  help: {
    en: 'Distance between the cells that the window reads; 2 leaves gaps of one. Leave it at 1 unless you need a wide view.',
    ko: '창이 읽는 칸 사이의 간격입니다. 2면 한 칸씩 건너뜁니다. 넓은 영역을 볼 필요가 없다면 1로 둡니다.',
  },
};

export const groupsParam: IntParam = {
  kind: 'int',
  default: 1,
  min: 1,
  max: 4096,
  advanced: true,
  label: { en: 'Groups', ko: '그룹 수' },
  help: {
    en: 'Splits channels and filters into so many separate groups. 1 lets every filter see every channel.',
    ko: '채널과 필터를 서로 독립된 그룹으로 나눕니다. 1이면 모든 필터가 모든 채널을 봅니다.',
  },
};

export const depthMultiplierParam: IntParam = {
  kind: 'int',
  default: 1,
  min: 1,
  max: 256,
  advanced: true,
  label: { en: 'Depth multiplier', ko: '깊이 배수' },
  help: {
    en: 'Number of filters for each input channel. 1 is the usual choice.',
    ko: '입력 채널마다 두는 필터의 수입니다. 보통 1을 씁니다.',
  },
};

const read = paramReader({
  kernelSize: kernelSizeParam,
  strides: stridesParam,
  dilationRate: dilationRateParam,
});

/** The window of a 2-D convolution's parameters. */
export const convolutionWindow = (values: Params): Required<WindowSpec> => ({
  size: read.pair(values, 'kernelSize'),
  strides: read.pair(values, 'strides'),
  padding: read.text(values, 'padding') as Padding,
  dilation: read.pair(values, 'dilationRate'),
});

/** What is wrong with strides and dilation together: nothing, or the problem. */
export function stridesWithDilation(
  strides: readonly number[],
  dilation: readonly number[],
): LayerProblem | null {
  if (Math.max(...strides) === 1 || Math.max(...dilation) === 1) return null;
  const show = (numbers: readonly number[]) =>
    numbers.length === 2 ? formatPair([numbers[0]!, numbers[1]!]) : String(numbers[0]);
  return {
    code: 'strides-with-dilation',
    param: 'dilationRate',
    message: {
      en: 'Strides above 1 and a dilation rate above 1 cannot be combined, in Keras either.',
      ko: '1보다 큰 스트라이드와 1보다 큰 팽창률은 함께 쓸 수 없습니다. Keras에서도 마찬가지입니다.',
    },
    expected: { en: 'one of the two at 1', ko: '둘 중 하나는 1' },
    received: {
      en: `strides ${show(strides)}, dilation rate ${show(dilation)}`,
      ko: `스트라이드 ${show(strides)}, 팽창률 ${show(dilation)}`,
    },
    fix: {
      label: { en: 'Set dilation rate to 1', ko: '팽창률을 1로 설정' },
      repair: {
        kind: 'setParam',
        nodeId: '',
        param: 'dilationRate',
        value: dilation.length === 1 ? 1 : dilation.map(() => 1),
      },
    },
  };
}

/** What is wrong with the groups: nothing, or the problem. */
export function groupsMustDivide(groups: number, channels: number, filters: number): LayerProblem | null {
  if (channels % groups === 0 && filters % groups === 0) return null;
  return {
    code: 'groups-must-divide',
    param: 'groups',
    message: {
      en: `${groups} groups do not divide ${channels} channels and ${filters} filters evenly.`,
      ko: `채널 ${channels}개와 필터 ${filters}개를 그룹 ${groups}개로 똑같이 나눌 수 없습니다.`,
    },
    expected: {
      en: `a divisor of ${channels} and of ${filters}`,
      ko: `${channels}와(과) ${filters}의 공약수`,
    },
    received: String(groups),
    fix: {
      label: { en: 'Set groups to 1', ko: '그룹 수를 1로 설정' },
      repair: { kind: 'setParam', nodeId: '', param: 'groups', value: 1 },
    },
  };
}

/** `maps` plus one number for each channel. */
export const addBias = (b: IrBuilder, maps: IrValue, bias: IrValue): IrValue =>
  b.add(maps, b.reshape(bias, [1, maps.shape[1]!, 1, 1]));

/** `filters kernel`, padding and activation where they say something. */
export function convolutionBadge(first: readonly string[], padding: string, activation: string): string {
  const parts = [...first];
  if (padding !== 'valid') parts.push(padding);
  if (activation !== 'linear') parts.push(activation);
  return parts.join(' ');
}

/** PyTorch's modules for a convolution over an image: the padding where it needs a module of its own, and `nn.Conv2d`. */
export function torchConvolution(
  image: readonly number[],
  window: Required<WindowSpec>,
  options: { readonly filters: number; readonly groups: number; readonly useBias: boolean },
): string[] {
  const { before, padding } = torchPadding(windowPads(image, window), 'zero');
  const settings = [
    window.strides.some((n) => n > 1) ? `stride=${pythonPair(window.strides)}` : '',
    padding,
    window.dilation.some((n) => n > 1) ? `dilation=${pythonPair(window.dilation)}` : '',
    options.groups > 1 ? `groups=${options.groups}` : '',
    options.useBias ? '' : 'bias=False',
  ].filter((setting) => setting !== '');
  const sizes = [image[2], options.filters, pythonPair(window.size)];
  return [...before, `nn.Conv2d(${[...sizes, ...settings].join(', ')})`];
}

export const DEPTHWISE: WeightParam = {
  noun: { en: 'Depthwise', ko: '깊이별 커널' },
  initializer: 'glorot_uniform',
};

export const POINTWISE: WeightParam = {
  noun: { en: 'Pointwise', ko: '점별 커널' },
  initializer: 'glorot_uniform',
};
