import { describe, expect, it } from 'vitest';
import { type GoldenCase, readCase, readIndex } from './golden';

/** Every group has a test that runs all of its cases or says which it cannot run. */
const GROUPS = [
  'layers',
  'losses',
  'metrics',
  'optimizers',
  'schedules',
  'callbacks',
  'initializers',
  'regularizers',
  'constraints',
  'networks',
  'models',
];

const { format, counts, cases } = readIndex();

const countOf = (group: string): number => cases.filter((golden) => golden.group === group).length;

const isItself = (golden: GoldenCase): boolean => {
  const { group, name, case: own } = readCase(golden) as GoldenCase;
  return group === golden.group && name === golden.name && own === golden.case;
};

describe('the golden set', () => {
  it('has the format that the tests read', () => {
    expect(format).toBe('neuroloom-golden/1');
  });

  it('has only groups that a test runs, each as large as the index says', () => {
    const groups = [...new Set([...Object.keys(counts), ...cases.map(({ group }) => group)])];
    expect(groups.filter((group) => !GROUPS.includes(group))).toEqual([]);
    expect(Object.fromEntries(groups.map((group) => [group, countOf(group)]))).toEqual(counts);
  });

  it('has every case once, in a file that says the same of itself', () => {
    expect(new Set(cases.map(({ path }) => path)).size).toBe(cases.length);
    expect(cases.filter((golden) => !isItself(golden))).toEqual([]);
  });
});
