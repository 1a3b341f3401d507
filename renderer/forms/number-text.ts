import type { ParamSpec } from '#shared/graph/params';
import type { ParamValue } from '#shared/graph/document';

/** What a person typed as a number: `0.5`, `1e-3`, and small sums and products such as `28*28`. Null when it is none. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replaceAll('×', '*');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  const terms = trimmed.split(/([*/+])/).map((part) => part.trim());
  if (terms.length < 3 || terms.length % 2 === 0) return null;
  const numbers = terms.filter((_, i) => i % 2 === 0);
  if (!numbers.every((part) => /^\d+\.?\d*$/.test(part))) return null;
  // Products first, then sums.
  let sum = 0;
  let product = Number(terms[0]);
  for (let i = 1; i < terms.length; i += 2) {
    const value = Number(terms[i + 1]);
    if (terms[i] === '*') product *= value;
    else if (terms[i] === '/') product /= value;
    else {
      sum += product;
      product = value;
    }
  }
  return sum + product;
}

/** A list of whole numbers: `3, 3`, `3x3`, `28 × 28 × 1`; one number stands for both of a pair. Null when it is none. */
export function readNumbers(text: string, isPair: boolean): number[] | null {
  const parts = text
    .replaceAll(/[[\]()]/g, ' ')
    .split(/[\s,x×*]+/i)
    .filter((part) => part !== '');
  const numbers = parts.map(Number);
  if (parts.length === 0 || numbers.some((n) => !Number.isFinite(n))) return null;
  return isPair && numbers.length === 1 ? [numbers[0]!, numbers[0]!] : numbers;
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
