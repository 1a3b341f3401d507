import { randomBytes } from 'node:crypto';
import { DiagnosticError } from '#shared/graph/diagnostic';

/** How much is trained at once. */
export type Amount = 'all' | 'epoch' | 'step';

/**
 * Epochs in all when training goes on after `epoch` of them: the project's number until that is reached; then as many
 * more, or one more when one epoch or step was asked for.
 */
export function plannedEpochs(epoch: number, before: number, planned: number, amount: Amount): number {
  if (epoch < planned) return planned;
  if (epoch < before) return before;
  return epoch + (amount === 'all' ? planned : 1);
}

/** Sorts by time: `20261124-091842-3f9a`. */
export function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}

export const alreadyRunning = (): DiagnosticError =>
  new DiagnosticError({
    code: 'training-already-runs',
    severity: 'error',
    message: {
      en: 'Training is already running. Pause or stop it first.',
      ko: '이미 학습하고 있습니다. 먼저 일시정지하거나 멈추세요.',
    },
  });
