import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';

/** What keeps data from being loaded, to be thrown. */
export const dataProblem = (
  code: string,
  en: string,
  ko: string,
  rest: Partial<Diagnostic> = {},
): DiagnosticError => new DiagnosticError({ code, severity: 'error', message: { en, ko }, ...rest });
