import { DiagnosticError, type Diagnostic, type Result } from '#shared/graph/diagnostic';
import { indexProblem } from './index-range';

/** The value of a result; throws its first error as a DiagnosticError when there is none. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DiagnosticError(firstError(result.diagnostics));
}

const UNKNOWN: Diagnostic = {
  code: 'unknown-problem',
  severity: 'error',
  message: { en: 'Something failed without saying why.', ko: '알 수 없는 이유로 실패했습니다.' },
};

export const firstError = (diagnostics: readonly Diagnostic[]): Diagnostic =>
  diagnostics.find((diagnostic) => diagnostic.severity === 'error') ?? diagnostics[0] ?? UNKNOWN;

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** Any caught value as a Diagnostic; `code` and `message` for those that are none. */
export function toDiagnostic(error: unknown, code: string, message: Diagnostic['message']): Diagnostic {
  if (error instanceof DiagnosticError) return error.diagnostic;
  const received = error instanceof Error ? error.message : String(error);
  return indexProblem(received) ?? { code, severity: 'error', message, received };
}
