import type { Localized } from '#shared/graph/diagnostic';
import type { Shape } from '#shared/graph/shape';
import { type Name, number, type Term } from './term';

interface Axis {
  readonly letter: string;
  readonly name: Localized;
}

const AXES: Readonly<Record<number, readonly Axis[]>> = {
  1: [{ letter: 'n', name: { en: 'size', ko: '크기' } }],
  2: [
    { letter: 'T', name: { en: 'steps', ko: '길이' } },
    { letter: 'C', name: { en: 'channels', ko: '채널' } },
  ],
  3: [
    { letter: 'H', name: { en: 'height', ko: '높이' } },
    { letter: 'W', name: { en: 'width', ko: '너비' } },
    { letter: 'C', name: { en: 'channels', ko: '채널' } },
  ],
};

const axisOf = (rank: number, axis: number): Axis =>
  AXES[rank]?.[axis] ?? {
    letter: `d_${axis + 1}`,
    name: { en: `axis ${axis + 1}`, ko: `축 ${axis + 1}` },
  };

/** What an axis of a shape is called: height, width, channels; steps, channels; size. */
export const axisName = (rank: number, axis: number): Localized => axisOf(rank, axis).name;

/** The letter of an output's axis: `H_{\text{out}}`. */
export function outputTex(rank: number, axis: number): string {
  const [letter, index] = axisOf(rank, axis).letter.split('_');
  return `${letter}_{${index === undefined ? '' : `${index},\\,`}\\text{out}}`;
}

/** An axis of an input as a number with its letter; `which` counts the inputs of layers with several. */
export function inputAxis(inputs: readonly Shape[], axis: number, which = 0): Term {
  const shape = inputs[which]!;
  const at = axis < 0 ? shape.length + axis : axis;
  const { letter, name } = axisOf(shape.length, at);
  const isOne = inputs.length === 1;
  return number(shape[at]!, {
    tex: isOne ? letter : `${letter}${letter.includes('_') ? `^{(${which + 1})}` : `_${which + 1}`}`,
    meaning: isOne
      ? { en: `${name.en} of the input`, ko: `입력의 ${name.ko}` }
      : { en: `${name.en} of input ${which + 1}`, ko: `입력 ${which + 1}의 ${name.ko}` },
  });
}

/** All axes of a shape as numbers with letters. */
export const inputAxes = (inputs: readonly Shape[], which = 0): readonly Term[] =>
  inputs[which]!.map((_, axis) => inputAxis(inputs, axis, which));

/** An axis of the output as a number with its letter. */
export const outputAxis = (output: Shape, axis: number): Term => {
  const at = axis < 0 ? output.length + axis : axis;
  const { name } = axisOf(output.length, at);
  return number(output[at]!, {
    tex: outputTex(output.length, at),
    meaning: { en: `${name.en} of the output`, ko: `출력의 ${name.ko}` },
  });
};

export const outputAxes = (output: Shape): readonly Term[] =>
  output.map((_, axis) => outputAxis(output, axis));

const letter = (tex: string, en: string, ko: string): Name => ({ tex, meaning: { en, ko } });

/** A name as text within TeX. */
export const texName = (name: string): string => name.replaceAll('_', String.raw`\_`);

/** A parameter by its Keras name. */
export const byName = (name: string, en: string, ko: string): Name =>
  letter(String.raw`\text{${texName(name)}}`, en, ko);

/** Letters of windows along an axis: along height and width, or along the steps. */
const ALONG: readonly (readonly [string, string, string])[] = [
  ['_h', ', height', '(높이)'],
  ['_w', ', width', '(너비)'],
];
const along = (base: string, en: string, ko: string, axis: number | null): Name => {
  const [index, enAxis, koAxis] = axis === null ? ['', '', ''] : ALONG[axis]!;
  return letter(`${base}${index}`, `${en}${enAxis}`, `${ko}${koAxis}`);
};

/** `axis` 0 is the height, 1 the width, null the only one there is. */
export const KERNEL_SIZE = (axis: number | null): Name => along('k', 'kernel size', '커널 크기', axis);
export const POOL_SIZE = (axis: number | null): Name => along('p', 'pool size', '풀링 크기', axis);
export const STRIDE = (axis: number | null): Name => along('s', 'stride', '스트라이드', axis);
export const DILATION = (axis: number | null): Name => along('d', 'dilation rate', '팽창률', axis);

export const FILTERS = letter('F', 'filters', '필터 수');
export const GROUPS = letter('g', 'groups', '그룹 수');
export const UNITS = letter('U', 'units', '유닛 수');
export const MULTIPLIER = letter('m', 'depth multiplier', '깊이 배수');
export const GATES = letter('G', 'gates, each with weights of its own', '가중치를 따로 갖는 게이트 수');
export const HEADS = letter('h', 'heads', '헤드 수');
export const KEY_SIZE = letter('d_k', 'key size', '키 크기');
export const VALUE_SIZE = letter('d_v', 'value size', '값 크기');
export const BIAS = letter('b', 'adding the bias', '편향 더하기');
export const ACTIVATION = letter('a', 'operations of the activation function', '활성화 함수의 연산 수');
export const EACH = letter('c', 'operations for each value', '값 하나에 드는 연산 수');
