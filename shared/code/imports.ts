/** A pattern with the import that code in which it occurs needs; an empty import parts groups. */
export type ImportRows = readonly (readonly [RegExp, string])[];

/** The imports of a text, in the order of the rows; groups stand apart by an empty line. */
export function importsFor(text: string, rows: ImportRows): readonly string[] {
  const found = rows.filter(([pattern]) => pattern.test(text)).map(([, line]) => line);
  return found.filter((line, i) => line !== '' || (i > 0 && i < found.length - 1));
}
