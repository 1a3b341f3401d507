import { casesOf, isOwnSet } from './golden';

/**
 * What a group of golden cases and a table miss of each other: cases without a row, and rows without a case. `rowOf` gives the row that a
 * case's name stands for; rows of `withoutCase` are known to have none, and should have none. Other reference sets need not have all rows.
 */
export function coverageGaps(
  group: string,
  table: Readonly<Record<string, unknown>>,
  options: { readonly rowOf?: (name: string) => string; readonly withoutCase?: readonly string[] } = {},
): readonly string[] {
  const { rowOf = (name) => name, withoutCase = [] } = options;
  const names = new Set(casesOf(group).map(({ name }) => rowOf(name)));
  const rows = Object.keys(table);
  return [
    ...[...names].filter((name) => !rows.includes(name)).map((name) => `${name} has no row`),
    ...withoutCase.filter((name) => names.has(name)).map((name) => `${name} has a golden case`),
    ...rows
      .filter((row) => isOwnSet && !names.has(row) && !withoutCase.includes(row))
      .map((row) => `${row} has no golden case`),
  ];
}
