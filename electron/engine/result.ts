import { DiagnosticError, type Diagnostic, type Result } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import { indexProblem } from './index-range';

/** The value of a result; throws its first error as a DiagnosticError when there is none. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DiagnosticError(firstError(result.diagnostics));
}

const UNKNOWN: Diagnostic = {
  code: 'unknown-problem',
  severity: 'error',
  message: {
    en: 'Something failed without saying why. Try again; if it stays so, restart the engine.',
    ko: '알 수 없는 이유로 실패했습니다. 다시 시도해 보고, 그래도 안 되면 엔진을 다시 시작하세요.',
  },
};

export const firstError = (diagnostics: readonly Diagnostic[]): Diagnostic =>
  diagnostics.find((diagnostic) => diagnostic.severity === 'error') ?? diagnostics[0] ?? UNKNOWN;

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** Any caught value as a Diagnostic; `code` and `message` for those that are none. */
export function toDiagnostic(error: unknown, code: string, message: Diagnostic['message']): Diagnostic {
  if (error instanceof DiagnosticError) return error.diagnostic;
  const text = error instanceof Error ? error.message : String(error);
  return indexProblem(text) ?? { code, severity: 'error', ...failedBecause(message, error) };
}
