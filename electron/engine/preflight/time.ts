import type { PreflightTime } from '#shared/protocol/preflight';
import type { PaceEstimate } from './pace';
import type { StepTimes } from './task';

/** What there is to be trained. */
export interface Plan {
  readonly batch: number;
  readonly train: number;
  readonly validation: number;
  readonly epochs: number;
}

/** Of an epoch that was trained; seconds. `epoch` has what views took, too. */
export interface EpochTimes {
  readonly msPerStep: number;
  readonly training: number;
  readonly validation: number;
  readonly epoch: number;
}

/** What is known of a network's pace; whatever comes first is the best. */
export interface Known {
  readonly ran: EpochTimes | undefined;
  readonly times: StepTimes | null | undefined;
  readonly pace: PaceEstimate | null;
}

/**
 * How long epochs take. A smaller last batch counts by its samples; a validation goes by whole batches, as smaller ones are not compiled.
 */
export function timeOf(plan: Plan, { ran, times, pace }: Known): PreflightTime | null {
  const { epochs } = plan;
  if (ran) {
    const { msPerStep, training, validation, epoch } = ran;
    return { basis: 'run', networks: 0, msPerStep, training, validation, epoch, all: epochs * epoch };
  }
  const steps = plan.train / plan.batch;
  if (times) {
    const { msPerStep, msPerEvaluation, evaluationBatch } = times;
    const evaluations = Math.ceil(plan.validation / evaluationBatch);
    return whole(
      'measured',
      0,
      msPerStep,
      (steps * msPerStep) / 1000,
      (evaluations * msPerEvaluation) / 1000,
      epochs,
    );
  }
  if (!pace) return null;
  const { msPerStep, msPerSample, networks } = pace;
  return whole(
    'estimate',
    networks,
    msPerStep,
    (steps * msPerStep) / 1000,
    (plan.validation * msPerSample) / 1000,
    epochs,
  );
}

function whole(
  basis: PreflightTime['basis'],
  networks: number,
  msPerStep: number,
  training: number,
  validation: number,
  epochs: number,
): PreflightTime {
  const epoch = training + validation;
  return { basis, networks, msPerStep, training, validation, epoch, all: epochs * epoch };
}
