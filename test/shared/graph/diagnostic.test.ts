import { describe, expect, test } from 'vitest';
import {
  type Diagnostic,
  DiagnosticError,
  formatDiagnostic,
  problemDetail,
  problemText,
} from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';

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

test('people read what happened, was needed and found; the code and a program’s words are details', () => {
  const detailed: Diagnostic = { ...problem, detail: 'x is not a function' };
  expect(problemText(detailed)).toEqual({
    en: 'dense has no input. Expected: one wire. Found: 0.',
    ko: 'dense에 입력이 없습니다. 기대: 연결선 1개. 실제: 0.',
  });
  expect([problemDetail(problem), problemDetail(detailed)]).toEqual([
    'missing-input',
    'missing-input: x is not a function',
  ]);
  expect(formatDiagnostic(detailed, 'ko')).toMatch(/ 자세히: x is not a function\.$/);
});

test('what a message says itself is not told twice', () => {
  const told = { ...problem, message: { en: 'dense gets 0 wires.', ko: 'dense에 연결선이 0개입니다.' } };
  expect(problemText(told).en).toBe('dense gets 0 wires. Expected: one wire.');
});

describe('what the system refuses', () => {
  const message = { en: 'The file cannot be written.', ko: '파일을 쓸 수 없습니다.' };
  const systemError = (code: string) => Object.assign(new Error(`${code}: a reason of its own`), { code });

  test('is said in words, with what to do', () => {
    expect(failedBecause(message, systemError('ENOSPC'))).toEqual({
      message: {
        en: 'The file cannot be written. The disk is full. Free some space, or choose another place.',
        ko: '파일을 쓸 수 없습니다. 디스크가 가득 찼습니다. 공간을 비우거나 다른 위치를 고르세요.',
      },
      detail: 'ENOSPC',
    });
  });

  test('is known by its text too, as another thread hands it over', () => {
    const { message: said, detail } = failedBecause(message, 'Error: EACCES: permission denied, open /a');
    expect([said.en, detail]).toEqual([expect.stringContaining('You have no permission'), 'EACCES']);
  });

  test.each([new Error('odd'), 'odd', systemError('ESTRANGE'), systemError('toString')])(
    'stays a detail where nobody knows words for it: %s',
    (error) => {
      const { message: said, detail } = failedBecause(message, error);
      expect([said, detail]).toEqual([message, (error as { code?: string }).code ?? 'odd']);
    },
  );
});

test('an error carries its diagnostic', () => {
  const error = new DiagnosticError(problem);
  expect(error.diagnostic).toBe(problem);
  expect(error.message).toBe(formatDiagnostic(problem, 'en'));
});
