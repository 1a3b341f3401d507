import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExpression } from '../../../renderer/forms/expression';

const valueOf = (text: string): number => {
  const read = readExpression(text);
  if (!read.ok) throw new Error(read.problem.message.en);
  return read.value;
};

test.each([
  ['28*28', 784],
  ['28 × 28', 784],
  ['2^10', 1024],
  ['2**10', 1024],
  ['1e-3/2', 0.0005],
  ['(3+4)*2', 14],
  ['3 + 4 * 2', 11],
  ['10 - 2 - 3', 5],
  ['2^3^2', 512],
  ['-2^2', -4],
  ['2^-1', 0.5],
  ['--3', 3],
  ['((1))', 1],
  ['sqrt(2)^2', 2],
  ['max(1, 2*3, 4)', 6],
  ['min(5, 3)', 3],
  ['2·pi', 2 * Math.PI],
  ['1 − 0.25', 0.75],
  ['.5', 0.5],
  ['7.', 7],
  ['1E3', 1000],
])('%s is %d', (text, value) => {
  expect(valueOf(text)).toBeCloseTo(value, 12);
});

test.each([
  ['', 'A number is missing.'],
  ['2*', 'A number is missing at the end.'],
  ['(2', 'A bracket is not closed.'],
  ['2)', 'A bracket was never opened.'],
  ['2 3', 'There is no sign before “3”.'],
  ['1,5', 'There is no sign before “,”.'],
  ['*2', 'A number is missing before “*”.'],
  ['1/0', 'Nothing can be divided by 0.'],
  ['abc', '“abc” is not known.'],
  ['sqrt 2', 'A bracket is missing after “sqrt”.'],
  ['2 $ 3', '“$” has no meaning here.'],
  ['10^400', 'The result is not a finite number.'],
  ['constructor', '“constructor” is not known.'],
  ['('.repeat(500), 'There are too many brackets.'],
])('%j is refused: %s', (text, reason) => {
  const read = readExpression(text);
  if (read.ok) throw new Error(`it is ${read.value}`);
  expect(read.problem).toMatchObject({ code: 'expression-not-understood', severity: 'error' });
  expect(read.problem.message.en).toBe(reason);
  expect(read.problem.message.ko).toMatch(/[가-힣]/);
});

interface Sum {
  readonly text: string;
  readonly value: number;
}

const COMPUTE: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

test('every sum of numbers has the value that its parts give it', () => {
  const number = fc.integer({ min: 1, max: 99 }).map((value): Sum => ({ text: String(value), value }));
  const sum = fc.letrec<{ any: Sum; two: Sum }>((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, number, tie('two')),
    two: fc.tuple(tie('any'), fc.constantFrom('+', '-', '*'), tie('any')).map(([left, sign, right]): Sum => ({
      text: `(${left.text} ${sign} ${right.text})`,
      value: COMPUTE[sign]!(left.value, right.value),
    })),
  })).any;
  fc.assert(
    fc.property(sum, ({ text, value }) => {
      expect(valueOf(text)).toBe(value);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('no text is too strange to be answered', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const read = readExpression(text);
      expect(read.ok ? Number.isFinite(read.value) : read.problem.message.en.length > 0).toBe(true);
    }),
    { seed: 6, numRuns: 1000 },
  );
});
