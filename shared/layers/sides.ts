import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';
import type { LayerProblem } from './definition';

/** [top, bottom, left, right]. */
export type Sides = readonly [number, number, number, number];

/** Cells at the sides of an image: one number for all, two for height and width, or four. */
export const sidesParam = (
  label: Localized,
  help: Localized,
): Extract<ParamSpec, { kind: 'shape' | 'pair' }> => ({
  kind: 'shape',
  default: [1, 1, 1, 1],
  min: 0,
  max: 1024,
  label,
  help,
});

/** The four sides that a parameter means; null for three numbers, which mean none. */
export function sidesOf(params: Params, name: string): Sides | null {
  const list = params[name] as readonly number[];
  const [first, second, third, fourth] = list as [number, number, number, number];
  if (list.length === 1) return [first, first, first, first];
  if (list.length === 2) return [first, first, second, second];
  return list.length === 4 ? [first, second, third, fourth] : null;
}

export const wrongSides = (param: string, list: readonly number[]): LayerProblem => ({
  code: 'sides-not-understood',
  param,
  message: {
    en: 'Three numbers do not tell the sides apart: give one for all, two for height and width, or four.',
    ko: '수 세 개로는 어느 변인지 알 수 없습니다. 모두 같으면 1개, 높이와 너비면 2개, 아니면 4개를 적으세요.',
  },
  expected: { en: '1, 2 or 4 numbers: top, bottom, left, right', ko: '수 1, 2, 4개: 위, 아래, 왼쪽, 오른쪽' },
  received: list.join(', '),
  fix: {
    label: { en: `Set all sides to ${list[0]}`, ko: `모든 변을 ${list[0]}(으)로 설정` },
    repair: { kind: 'setParam', nodeId: '', param, value: [list[0]!, list[0]!, list[0]!, list[0]!] },
  },
});

/** Keras's argument: as short as it can be. */
export function pythonSides([top, bottom, left, right]: Sides): string {
  if (top !== bottom || left !== right) return `((${top}, ${bottom}), (${left}, ${right}))`;
  return top === left ? String(top) : `(${top}, ${left})`;
}

/** `1` or `1, 2, 3, 0` on the block. */
export const sidesBadge = (sides: Sides | null): string =>
  sides === null ? '?' : new Set(sides).size === 1 ? String(sides[0]) : sides.join(', ');
