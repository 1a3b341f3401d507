import type { Localized } from '#shared/graph/diagnostic';
import type { CommandId } from '#shared/commands/table';
import type { EventPayload, RunState } from '#shared/protocol/api';

type Process = EventPayload<'engine.process'>['state'];

/** What the one prominent button does now. */
export interface MainAction {
  readonly command: Extract<CommandId, 'train.start' | 'train.pause' | 'train.resume'>;
  /** Why it cannot be done; null when it can. */
  readonly refusal: Localized | null;
}

const COMMANDS: Readonly<Partial<Record<RunState['state'], MainAction['command']>>> = {
  preparing: 'train.pause',
  running: 'train.pause',
  paused: 'train.resume',
};

const NO_ENGINE: Readonly<Partial<Record<Process, Localized>>> = {
  starting: { en: 'The training engine is starting.', ko: '학습 엔진이 시작되고 있습니다.' },
  crashed: {
    en: 'The training engine has ended; restart it first.',
    ko: '학습 엔진이 끝났습니다. 먼저 다시 시작하세요.',
  },
  stopped: { en: 'The app behind this page has ended.', ko: '이 페이지를 움직이는 앱이 끝났습니다.' },
};

/** Train, Pause or Resume, and why not if it cannot be done. */
export function mainAction(state: RunState['state'], process: Process, errors: number): MainAction {
  const command = COMMANDS[state] ?? 'train.start';
  return { command, refusal: NO_ENGINE[process] ?? (command === 'train.pause' ? null : errorsFirst(errors)) };
}

/** Why nothing can be trained while there are errors. */
export const errorsFirst = (errors: number): Localized | null =>
  errors === 0
    ? null
    : {
        en: `${errors} error${errors === 1 ? '' : 's'} must be repaired first; click to see ${errors === 1 ? 'it' : 'them'}.`,
        ko: `먼저 오류 ${errors}개를 고쳐야 합니다. 누르면 볼 수 있습니다.`,
      };

/** The epoch that is trained or was trained last, counted from 1; 0 before the first. */
export const currentEpoch = (run: RunState): number =>
  isBetweenEpochs(run) ? run.epoch : Math.min(run.epoch + 1, run.epochs);

/** How many steps of that epoch are done. */
export const currentStep = (run: RunState): number =>
  isBetweenEpochs(run) && run.epoch > 0 ? run.stepsPerEpoch : run.stepInEpoch;

/** The last epoch is complete, and the next one has not begun. */
const isBetweenEpochs = ({ state, stepInEpoch }: RunState): boolean =>
  state !== 'running' && state !== 'preparing' && stepInEpoch === 0;

/** How much of all epochs is done, 0 … 1. */
export function shareDone({ epoch, epochs, stepInEpoch, stepsPerEpoch }: RunState): number {
  const all = epochs * stepsPerEpoch;
  return all > 0 ? Math.min(1, (epoch * stepsPerEpoch + stepInEpoch) / all) : 0;
}
