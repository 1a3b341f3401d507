import type { Diagnostic, Localized } from '#shared/graph/diagnostic';

/** The number that a typed sum means, or why it means none. */
export type Expression =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: Diagnostic };

/** Functions of one number that a sum may use. */
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
};

/** Functions of several numbers. */
const OVER_MANY: Readonly<Record<string, (...numbers: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
};

const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** What people type in the place of the signs that are read. */
const SIGNS: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '−': '-',
  '–': '-',
  '÷': '/',
  '**': '^',
};

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z][a-z0-9]*)|(\*\*|[-+*/^(),×·−–÷]))/iy;

/** Brackets within brackets are followed so deep. */
const DEEPEST = 100;

interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
  readonly at: number;
}

/**
 * Reads arithmetic as one writes it: `28*28`, `2^10`, `1e-3/2`, `(3+4)*2`, `sqrt(2)`. Powers go from right to left and before the sign, as in
 * Python. Nothing but numbers, the functions above, `pi` and `e` is understood, and nothing is ever executed.
 */
export function readExpression(text: string): Expression {
  try {
    const parser = new Parser(tokensOf(text));
    const value = parser.read();
    if (Number.isFinite(value)) return { ok: true, value };
    return wrong(
      { en: 'The result is not a finite number.', ko: '계산 결과가 유한한 수가 아닙니다.' },
      String(value),
    );
  } catch (error) {
    if (error instanceof NotUnderstood) return wrong(error.text, text);
    throw error;
  }
}

const wrong = (message: Localized, received: string): Expression => ({
  ok: false,
  problem: {
    code: 'expression-not-understood',
    severity: 'error',
    message,
    expected: {
      en: 'a number or a sum such as 28*28, 2^10 or 1e-3/2',
      ko: '수, 또는 28*28, 2^10, 1e-3/2 같은 식',
    },
    received,
  },
});

class NotUnderstood extends Error {
  readonly text: Localized;
  constructor(text: Localized) {
    super(text.en);
    this.text = text;
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      const sign = text.slice(at).trim()[0]!;
      throw new NotUnderstood({
        en: `“${sign}” has no meaning here.`,
        ko: `여기서 “${sign}”의 뜻을 알 수 없습니다.`,
      });
    }
    const [whole, number, name, sign] = match;
    const kind = number === undefined ? (name === undefined ? 'sign' : 'name') : 'number';
    tokens.push({ kind, text: number ?? name?.toLowerCase() ?? SIGNS[sign!] ?? sign!, at });
    at += whole.length;
  }
  return tokens;
}

/** Recursive descent: sums of products of powers. */
class Parser {
  private next = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  read(): number {
    if (this.tokens.length === 0)
      throw new NotUnderstood({ en: 'A number is missing.', ko: '수가 없습니다.' });
    const value = this.sum();
    const rest = this.tokens[this.next];
    if (rest?.text === ')')
      throw new NotUnderstood({ en: 'A bracket was never opened.', ko: '여는 괄호가 없습니다.' });
    if (rest)
      throw new NotUnderstood({
        en: `There is no sign before “${rest.text}”.`,
        ko: `“${rest.text}” 앞에 연산 기호가 없습니다.`,
      });
    return value;
  }

  private takes(...signs: readonly string[]): string | undefined {
    const token = this.tokens[this.next];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.next++;
    return token.text;
  }

  private sum(): number {
    let value = this.product();
    for (let sign = this.takes('+', '-'); sign; sign = this.takes('+', '-')) {
      const right = this.product();
      value = sign === '+' ? value + right : value - right;
    }
    return value;
  }

  private product(): number {
    let value = this.signed();
    for (let sign = this.takes('*', '/'); sign; sign = this.takes('*', '/')) {
      const right = this.signed();
      if (sign === '/' && right === 0)
        throw new NotUnderstood({ en: 'Nothing can be divided by 0.', ko: '0으로 나눌 수 없습니다.' });
      value = sign === '*' ? value * right : value / right;
    }
    return value;
  }

  private signed(): number {
    this.deeper();
    const sign = this.takes('+', '-');
    const value = sign ? this.signed() * (sign === '-' ? -1 : 1) : this.power();
    this.depth--;
    return value;
  }

  private power(): number {
    const base = this.atom();
    return this.takes('^') ? base ** this.signed() : base;
  }

  private atom(): number {
    const token = this.tokens[this.next];
    if (!token) throw new NotUnderstood({ en: 'A number is missing at the end.', ko: '끝에 수가 없습니다.' });
    this.next++;
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'name') return this.named(token.text);
    if (token.text === '(') return this.bracketed();
    throw new NotUnderstood({
      en: `A number is missing before “${token.text}”.`,
      ko: `“${token.text}” 앞에 수가 없습니다.`,
    });
  }

  private bracketed(): number {
    const value = this.sum();
    if (!this.takes(')'))
      throw new NotUnderstood({ en: 'A bracket is not closed.', ko: '괄호를 닫지 않았습니다.' });
    return value;
  }

  private named(name: string): number {
    if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name]!;
    const isKnown = Object.hasOwn(FUNCTIONS, name) || Object.hasOwn(OVER_MANY, name);
    if (!isKnown || !this.takes('('))
      throw new NotUnderstood({
        en: isKnown ? `A bracket is missing after “${name}”.` : `“${name}” is not known.`,
        ko: isKnown ? `“${name}” 뒤에 괄호가 없습니다.` : `“${name}”의 뜻을 알 수 없습니다.`,
      });
    if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name]!(this.bracketed());
    const numbers = [this.sum()];
    while (this.takes(',')) numbers.push(this.sum());
    if (!this.takes(')'))
      throw new NotUnderstood({ en: 'A bracket is not closed.', ko: '괄호를 닫지 않았습니다.' });
    return OVER_MANY[name]!(...numbers);
  }

  private deeper(): void {
    if (++this.depth > DEEPEST)
      throw new NotUnderstood({ en: 'There are too many brackets.', ko: '괄호가 너무 많습니다.' });
  }
}
