import type { Localized } from '#shared/graph/diagnostic';

/** A letter of a rule and what it stands for. */
export interface Name {
  /** TeX: `H`, `k_h`. */
  readonly tex: string;
  readonly meaning: Localized;
}

/** Arithmetic that can be shown as a rule, with its numbers filled in, and step by step; every part is a number or is made of others. */
export type Term =
  | { readonly op: 'number'; readonly value: number; readonly name?: Name }
  | { readonly op: Operation; readonly parts: readonly Term[] };

export type Operation = 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'max' | 'floor' | 'ceil';

interface Written {
  readonly text: string;
  /** How strongly it holds together: 1 sums, 2 products, 3 what needs no brackets. */
  readonly rank: number;
}

interface Row {
  value(numbers: readonly number[]): number;
  tex(parts: readonly Written[]): Written;
  /** Plain text, in one line. */
  plain(parts: readonly Written[]): Written;
}

const bracketed = ({ text, rank }: Written, least: number): string => (rank < least ? `(${text})` : text);

const joined =
  (sign: string, rank: number, leastAfter = rank) =>
  (parts: readonly Written[]): Written => ({
    text: parts.map((part, i) => bracketed(part, i === 0 ? rank : leastAfter)).join(sign),
    rank: parts.length === 1 ? parts[0]!.rank : rank,
  });

const around =
  (before: string, after: string) =>
  ([part]: readonly Written[]): Written => ({ text: `${before}${part!.text}${after}`, rank: 3 });

/** Each operation: its value and how it is written. */
const OPERATIONS: Readonly<Record<Operation, Row>> = {
  add: { value: (ns) => ns.reduce((sum, n) => sum + n, 0), tex: joined(' + ', 1), plain: joined(' + ', 1) },
  sub: { value: ([a, b]) => a! - b!, tex: joined(' - ', 1, 2), plain: joined(' − ', 1, 2) },
  mul: {
    value: (ns) => ns.reduce((product, n) => product * n, 1),
    tex: joined(String.raw` \cdot `, 2),
    plain: joined(' · ', 2),
  },
  div: {
    value: ([a, b]) => a! / b!,
    tex: ([a, b]) => ({ text: String.raw`\frac{${a!.text}}{${b!.text}}`, rank: 3 }),
    plain: joined(' / ', 2, 3),
  },
  mod: { value: ([a, b]) => a! % b!, tex: joined(String.raw` \bmod `, 2, 3), plain: joined(' mod ', 2, 3) },
  max: {
    value: (ns) => Math.max(...ns),
    tex: (parts) => ({ text: String.raw`\max(${parts.map(({ text }) => text).join(', ')})`, rank: 3 }),
    plain: (parts) => ({ text: `max(${parts.map(({ text }) => text).join(', ')})`, rank: 3 }),
  },
  floor: {
    value: ([a]) => Math.floor(a!),
    tex: around(String.raw`\left\lfloor `, String.raw` \right\rfloor`),
    plain: around('⌊', '⌋'),
  },
  ceil: {
    value: ([a]) => Math.ceil(a!),
    tex: around(String.raw`\left\lceil `, String.raw` \right\rceil`),
    plain: around('⌈', '⌉'),
  },
};

/** A number with a letter, or a plain one. */
export const number = (value: number, name?: Name): Term =>
  name ? { op: 'number', value, name } : { op: 'number', value };

type Part = Term | number;

const compound = (op: Operation, parts: readonly Part[]): Term => ({
  op,
  parts: parts.map((part) => (typeof part === 'number' ? number(part) : part)),
});

export const add = (...parts: readonly Part[]): Term => compound('add', parts);
export const sub = (left: Part, right: Part): Term => compound('sub', [left, right]);
export const mul = (...parts: readonly Part[]): Term => compound('mul', parts);
export const div = (left: Part, right: Part): Term => compound('div', [left, right]);
export const mod = (left: Part, right: Part): Term => compound('mod', [left, right]);
export const max = (...parts: readonly Part[]): Term => compound('max', parts);
export const floor = (part: Part): Term => compound('floor', [part]);
export const ceil = (part: Part): Term => compound('ceil', [part]);

/** What the arithmetic comes to. */
export const valueOf = (term: Term): number =>
  term.op === 'number' ? term.value : OPERATIONS[term.op].value(term.parts.map(valueOf));

const DIGITS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** A number as it stands in a sum: `1,234`, a fraction with at most six digits. */
export const plainNumber = (value: number): string =>
  DIGITS.format(Number.isInteger(value) ? value : Number(value.toPrecision(6))).replace('-', '−');

export const texNumber = (value: number): string =>
  plainNumber(value).replaceAll(',', '{,}').replace('−', '-');

function written(term: Term, style: 'tex' | 'plain', hasLetters: boolean): Written {
  if (term.op !== 'number') {
    const parts = term.parts.map((part) => written(part, style, hasLetters));
    return OPERATIONS[term.op][style](parts);
  }
  if (hasLetters && term.name) return { text: term.name.tex, rank: 3 };
  const text = style === 'tex' ? texNumber(term.value) : plainNumber(term.value);
  return { text, rank: term.value < 0 ? 0 : 3 };
}

/** The rule with its letters, as TeX. */
export const ruleTex = (term: Term): string => written(term, 'tex', true).text;

/** The rule with its numbers, as TeX. */
export const filledTex = (term: Term): string => written(term, 'tex', false).text;

/** The rule with its numbers in one line of text: `⌊(28 − 3) / 2⌋ + 1`. */
export const plainText = (term: Term): string => written(term, 'plain', false).text;

/** The arithmetic in steps, each with the innermost sums of the one before worked out; the last is a number. */
export function stepsOf(term: Term): readonly Term[] {
  const steps: Term[] = [term];
  for (let last = term; last.op !== 'number';) {
    last = workedOut(last);
    steps.push(last);
  }
  return steps;
}

const ROUNDING: ReadonlySet<Operation> = new Set(['floor', 'ceil']);

function workedOut(term: Term): Term {
  if (term.op === 'number') return term;
  if (term.parts.every(({ op }) => op === 'number')) return number(valueOf(term));
  const parts = term.parts.map(workedOut);
  // A whole number need not be rounded.
  const [first] = parts;
  if (ROUNDING.has(term.op) && first!.op === 'number' && Number.isInteger(first!.value)) return first!;
  return { op: term.op, parts };
}

/** The letters of a rule with their numbers, each once, in the order in which they appear. */
export function lettersOf(term: Term): readonly (Name & { readonly value: number })[] {
  const found = new Map<string, Name & { readonly value: number }>();
  const walk = (part: Term): void => {
    if (part.op !== 'number') part.parts.forEach(walk);
    else if (part.name && !found.has(part.name.tex))
      found.set(part.name.tex, { ...part.name, value: part.value });
  };
  walk(term);
  return [...found.values()];
}
