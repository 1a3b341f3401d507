import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpec } from '#shared/graph/params';
import { formatCount } from '#shared/graph/count';
import { writeValue } from './number-text';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

/** Bounds beyond which a number stands for “no bound that anyone meets”. */
const HUGE = 1e6;

const short = (n: number): string => (Math.abs(n) >= 10_000 ? formatCount(n) : String(n)).replace('-', '−');

/** What a number field takes, in few signs: `1 … 4,096`, `0 ≤ x < 1`, `> 0`. */
function boundsText({ min, max, exclusiveMin, exclusiveMax }: NumberSpec): string {
  const isOpen = exclusiveMin === true || exclusiveMax === true;
  const [hasMin, hasMax] = [Math.abs(min) < HUGE, Math.abs(max) < HUGE];
  if (hasMin && hasMax && isOpen)
    return `${short(min)} ${exclusiveMin ? '<' : '≤'} x ${exclusiveMax ? '<' : '≤'} ${short(max)}`;
  if (hasMin && hasMax) return `${short(min)} … ${short(max)}`;
  if (hasMin) return `${exclusiveMin ? '>' : '≥'} ${short(min)}`;
  return hasMax ? `${exclusiveMax ? '<' : '≤'} ${short(max)}` : '';
}

/** Range and default of a field, as its hint says them; null for fields that offer their values themselves. */
export function rangeText(spec: ParamSpec): Localized | null {
  if (!('min' in spec)) return null;
  const bounds =
    spec.kind === 'int' || spec.kind === 'float'
      ? boundsText(spec)
      : `${short(spec.min)} … ${short(spec.max)}`;
  const plain = writeValue(spec, spec.default);
  const fallback =
    spec.default === null
      ? 'nullLabel' in spec && spec.nullLabel
        ? spec.nullLabel
        : { en: 'empty', ko: '비움' }
      : { en: plain, ko: plain };
  return {
    en: [bounds, `default ${fallback.en}`].filter(Boolean).join(' · '),
    ko: [bounds, `기본값 ${fallback.ko}`].filter(Boolean).join(' · '),
  };
}

/** The steps of a slider for numbers within narrow bounds, such as rates; null where a slider would be too coarse. */
export function sliderOf(
  spec: ParamSpec,
): { readonly min: number; readonly max: number; readonly step: number } | null {
  if (spec.kind !== 'float' || spec.max - spec.min > 2) return null;
  const step = spec.step ?? 0.01;
  const inside = (bound: number, isOut: boolean | undefined, direction: 1 | -1) =>
    isOut ? Number((bound + direction * step).toPrecision(12)) : bound;
  return { min: inside(spec.min, spec.exclusiveMin, 1), max: inside(spec.max, spec.exclusiveMax, -1), step };
}
