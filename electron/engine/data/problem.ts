import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';

/** What keeps data from being loaded, to be thrown. */
export const dataProblem = (
  code: string,
  en: string,
  ko: string,
  rest: Partial<Diagnostic> = {},
): DiagnosticError => new DiagnosticError({ code, severity: 'error', message: { en, ko }, ...rest });

/** A file of the data that the disk does not give. */
export const fileNotRead = (path: string, error: unknown, rest: Partial<Diagnostic> = {}): DiagnosticError =>
  new DiagnosticError({
    code: 'file-not-read',
    severity: 'error',
    ...failedBecause({ en: `${path} cannot be read.`, ko: `${path} 파일을 읽을 수 없습니다.` }, error),
    ...rest,
  });
