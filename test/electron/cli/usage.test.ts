import { parseArgs, type ArgsDef } from 'citty';
import { describe, expect, test } from 'vitest';
import { checkUsage, UsageError, wholeNumber } from '../../../electron/cli/usage';

const ARGS = {
  project: { type: 'positional', required: true },
  'batch-size': { type: 'string' },
  json: { type: 'boolean' },
} satisfies ArgsDef;

const check =
  (line: string, args: ArgsDef = ARGS) =>
  () =>
    checkUsage(parseArgs(line.split(' '), args), args);

describe('options', () => {
  test.each(['p', 'p --batch-size 3 --json', '--batch-size=3 p', 'p --batchSize 3'])('take: %s', (line) => {
    expect(check(line)).not.toThrow();
  });

  test.each(['p --epoch 3', 'p -x', 'p q', 'p --batch-size', 'p --batch-size -5', 'p --no-color'])(
    'refuse: %s',
    (line) => {
      expect(check(line)).toThrow(UsageError);
    },
  );

  test('take any number of files at the end', () => {
    const files = { project: ARGS.project, files: { type: 'positional', required: true } } satisfies ArgsDef;
    expect(check('p a b c', files)).not.toThrow();
  });
});

describe('a whole number', () => {
  test('is read, and left out when not given', () => {
    expect([wholeNumber('12', 'epochs', 1, 100), wholeNumber(undefined, 'epochs', 1, 100)]).toEqual([
      12,
      undefined,
    ]);
  });

  test.each(['0', '101', '1.5', '1e2', 'abc', '', '-1', '0x10', ' 5'])('is not "%s"', (text) => {
    expect(() => wholeNumber(text, 'epochs', 1, 100)).toThrow(UsageError);
  });
});
