import { expect, test } from 'vitest';
import { type Diagnostic, DiagnosticError, formatDiagnostic } from '#shared/graph/diagnostic';

const problem: Diagnostic = {
  code: 'missing-input',
  severity: 'error',
  nodeId: 'dense',
  message: { en: 'dense has no input.', ko: 'dense에 입력이 없습니다.' },
  expected: { en: 'one wire', ko: '연결선 1개' },
  received: '0',
  fix: {
    label: { en: 'Remove the block', ko: '블록 삭제' },
    repair: { kind: 'removeNode', nodeId: 'dense' },
  },
};

test('a diagnostic is one line in either language', () => {
  expect([formatDiagnostic(problem, 'en'), formatDiagnostic(problem, 'ko')]).toEqual([
    'error missing-input (dense): dense has no input. Expected: one wire. Found: 0. Repair: Remove the block.',
    'error missing-input (dense): dense에 입력이 없습니다. 기대: 연결선 1개. 실제: 0. 해결: 블록 삭제.',
  ]);
});

test('what is not known is left out of the line', () => {
  const { code, severity, message } = problem;
  expect(formatDiagnostic({ code, severity, message }, 'en')).toBe(
    'error missing-input: dense has no input.',
  );
});

test('an error carries its diagnostic', () => {
  const error = new DiagnosticError(problem);
  expect(error.diagnostic).toBe(problem);
  expect(error.message).toBe(formatDiagnostic(problem, 'en'));
});
