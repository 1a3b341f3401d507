import { formatDiagnostic, type Diagnostic, type Localized } from '#shared/graph/diagnostic';
import { terminalLanguage } from '../backend/terminal-language';

export const language = terminalLanguage();

/** A text in the language of the terminal. */
export const say = (text: Localized): string => text[language];

/** Results go to standard output, one line each. */
export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const printJson = (value: unknown): void => printLine(JSON.stringify(value));

/** Problems and progress go to standard error, so that results can be piped. */
export const printNote = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const printDiagnostic = (diagnostic: Diagnostic): void =>
  printNote(formatDiagnostic(diagnostic, language));

/** Columns aligned on the left. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}
