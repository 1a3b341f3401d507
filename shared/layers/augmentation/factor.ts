import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import type { IrValue } from '#shared/ops/ir';
import { kerasCall } from '../code';
import type { LayerProblem, LowerContext } from '../definition';

type ListParam = Extract<ParamSpec, { kind: 'list' }>;

/** How much is drawn: one number for both directions, or the two ends of a range. */
export const factorParam = (
  fallback: readonly number[],
  [min, max]: readonly [number, number],
  label: Localized,
  help: Localized,
): ListParam => ({ kind: 'list', item: 'float', default: fallback, min, max, label, help });

/** The ends of the range that a factor means: one number f stands for −f … f. */
export function factorRange(params: Params, name: string): readonly [number, number] {
  const [first, second] = params[name] as readonly [number, number?];
  if (second === undefined) return [-Math.abs(first), Math.abs(first)];
  return [Math.min(first, second), Math.max(first, second)];
}

/** Factors that are neither one number nor a range. */
export function wrongFactor(params: Params, names: readonly string[]): LayerProblem | null {
  const name = names.find((key) => ((params[key] ?? []) as readonly number[]).length > 2);
  if (name === undefined) return null;
  const list = params[name] as readonly number[];
  return {
    code: 'factor-not-understood',
    param: name,
    message: {
      en: 'A factor is one number, or the two ends of a range.',
      ko: '비율은 수 하나이거나, 범위의 양 끝 두 수여야 합니다.',
    },
    expected: { en: '1 or 2 numbers', ko: '수 1개 또는 2개' },
    received: list.join(', '),
    fix: {
      label: { en: `Keep ${list[0]}, ${list[1]}`, ko: `${list[0]}, ${list[1]}만 남기기` },
      repair: { kind: 'setParam', nodeId: '', param: name, value: list.slice(0, 2) },
    },
  };
}

/** One number a sample, [batch, 1], uniform between the ends. Training only. */
export function drawBetween(
  { b, batch, uniform }: LowerContext,
  [low, high]: readonly [number, number],
  purpose: string,
): IrValue {
  const share = uniform([batch, 1], purpose);
  return b.add(b.mul(share, b.scalar(high - low)), b.scalar(low));
}

/** `0.2` or `(-0.1, 0.3)`. */
export const pythonFactor = (list: readonly number[] | null): string =>
  list === null ? 'None' : list.length === 1 ? String(list[0]) : `(${list.join(', ')})`;

/** Keras's call with factors first. */
export function kerasWithFactors(
  type: string,
  specs: ParamSpecs,
  params: Params,
  name: string,
  factors: readonly string[],
): string {
  const first = factors.map((key) => pythonFactor(params[key] as readonly number[] | null));
  return kerasCall(type, specs, params, name, { leaveOut: factors }).replace(
    `layers.${type}(`,
    () => `layers.${type}(${first.join(', ')}, `,
  );
}

/** `±0.1` or `−0.1 … 0.3` on the block. */
export function factorBadge(list: readonly number[]): string {
  const text = list.length === 1 ? `±${Math.abs(list[0]!)}` : list.join(' … ');
  return text.replaceAll('-', '−');
}
