import { availableParallelism } from 'node:os';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';

/** Cores that this process may use: the most threads that pay. */
export const coreCount = (): number => availableParallelism();

/** What the user has chosen; null leaves it to `threadCount`. ONNX Runtime's threads are the whole process's, and so is this. */
let chosen: number | null = null;

export const chosenThreads = (): number | null => chosen;

/**
 * Sets how many threads an operator's work is shared between in sessions that are made from now on; null: chosen by itself. Throws a
 * DiagnosticError when it is no whole number from 1 to the number of cores.
 */
export function chooseThreads(count: number | null): void {
  if (count !== null && !isAllowed(count)) throw new DiagnosticError(notAllowed(count));
  chosen = count;
}

/**
 * As many as were chosen, or else as NEUROLOOM_THREADS says. Without either small machines are used whole, larger ones by their physical
 * cores, which ONNX Runtime finds itself (0).
 */
export function threadCount(): number {
  if (chosen !== null) return chosen;
  const cores = coreCount();
  const wanted = Number(process.env['NEUROLOOM_THREADS']);
  if (Number.isInteger(wanted) && wanted >= 1) return Math.min(wanted, cores);
  return cores <= 4 ? cores : 0;
}

const isAllowed = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= coreCount();

const notAllowed = (count: number): Diagnostic => ({
  code: 'threads-not-allowed',
  severity: 'error',
  message: {
    en: 'The processor cannot share its work between so many threads. Choose another number of threads.',
    ko: '프로세서의 작업을 이 수의 스레드로 나눌 수 없습니다. 다른 스레드 수를 고르세요.',
  },
  expected: { en: `a whole number of 1 … ${coreCount()}`, ko: `1 … ${coreCount()}의 정수` },
  received: String(count),
});
