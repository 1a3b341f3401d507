import type { Diagnostic } from '#shared/graph/diagnostic';
import type { ParamSpec } from '#shared/graph/params';
import type { ParamValue } from '#shared/graph/document';
import { readExpression } from './expression';

/** What a person typed as a number: `0.5`, `1e-3`, and sums such as `28*28` or `2^10`. Null when it is none. */
export function readNumber(text: string): number | null {
  const read = readExpression(text);
  return read.ok ? read.value : null;
}

/**
 * A list of numbers: `3, 3`, `3x3`, `28 × 28 × 1`, `[3 5]`; where commas stand between them each may be a sum: `28/2, 2^4`. One number stands
 * for both of a pair. Null when it is none.
 */
export function readNumbers(text: string, isPair: boolean): number[] | null {
  const numbers = (text.includes(',') ? sums(text) : null) ?? plainNumbers(text);
  if (!numbers) return null;
  return isPair && numbers.length === 1 ? [numbers[0]!, numbers[0]!] : numbers;
}

function plainNumbers(text: string): number[] | null {
  const parts = text
    .replaceAll('−', '-')
    .replaceAll(/[[\]()]/g, ' ')
    .split(/[\s,x×*]+/i)
    .filter((part) => part !== '');
  const numbers = parts.map(Number);
  return parts.length === 0 || numbers.some((n) => !Number.isFinite(n)) ? null : numbers;
}

function sums(text: string): number[] | null {
  const numbers = text
    .replace(/^\s*\[(.*)\]\s*$/s, '$1')
    .split(',')
    .map(readNumber);
  return numbers.includes(null) ? null : (numbers as number[]);
}

/** How a value of `spec` stands in its field: sizes as `28 × 28`, lists as `1, 0.5, 2`. */
export function writeValue(spec: ParamSpec, value: ParamValue): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(spec.kind === 'list' ? ', ' : ' × ') : String(value);
}

/** The value that the text of a field means; undefined when it is none for `spec`. */
export function readValue(spec: ParamSpec, text: string): ParamValue | undefined {
  if (text.trim() === '' && 'nullable' in spec && spec.nullable) return null;
  if (spec.kind === 'int' || spec.kind === 'float') return readNumber(text) ?? undefined;
  if (spec.kind === 'pair' || spec.kind === 'shape' || spec.kind === 'list')
    return readNumbers(text, spec.kind === 'pair') ?? undefined;
  return text;
}

/** What is wrong with a text that is no number for `spec`; null where the text is not even a sum, or where nothing is wrong with it. */
export function textProblem(spec: ParamSpec, text: string): Diagnostic | null {
  if (spec.kind !== 'int' && spec.kind !== 'float') return null;
  if (text.trim() === '') return null;
  const read = readExpression(text);
  return read.ok ? null : read.problem;
}

/** The result of a text that is a sum and not just a number; null for others. */
export function resultOf(spec: ParamSpec, text: string): number | null {
  const isNumber = spec.kind === 'int' || spec.kind === 'float';
  return isNumber && Number.isNaN(Number(text.trim())) ? readNumber(text) : null;
}

/**
 * The text with one of its numbers changed by `amount`: the one in which the caret stands, at `caret` characters from the left. Null where
 * there is no number.
 */
export function stepInText(text: string, caret: number, amount: number): string | null {
  const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?/g)];
  const at = numbers.findLast(({ index }) => index <= caret) ?? numbers[0];
  if (!at) return null;
  const next = Number((Number(at[0]) + amount).toPrecision(12));
  return text.slice(0, at.index) + String(next) + text.slice(at.index + at[0].length);
}
