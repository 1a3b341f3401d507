import type { Localized } from '#shared/graph/diagnostic';
import type { RunState } from '#shared/protocol/api';
import { formatCount } from '#shared/graph/count';
import { FIGURE_SPACE, formatDuration, formatPace } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useRun } from '../state/run-store';
import { ProgressBar } from '../ui/ProgressBar';
import { currentEpoch, currentStep, shareDone } from './run-state';

const STATES: Readonly<Record<RunState['state'], Localized>> = {
  idle: { en: 'Not trained yet', ko: '아직 학습하지 않음' },
  preparing: { en: 'Preparing…', ko: '준비 중…' },
  running: { en: 'Training', ko: '학습 중' },
  paused: { en: 'Paused', ko: '일시정지됨' },
  stopped: { en: 'Stopped', ko: '멈춤' },
  done: { en: 'Done', ko: '완료' },
  failed: { en: 'Stopped by a problem', ko: '문제로 멈춤' },
};

function stepText(step: number, steps: number): string {
  const all = formatCount(steps);
  return `${formatCount(step)}/${all}`.padEnd(2 * all.length + 1, FIGURE_SPACE);
}

/** What it is at: how long it will take, how much of the samples is measured, or what it is not at. */
function nowText({ state, secondsLeft }: RunState, evaluated: number | null): Localized {
  if (state !== 'running') return STATES[state];
  if (evaluated !== null) {
    const percent = Math.round(evaluated * 100);
    return { en: `Measuring: ${percent} %`, ko: `측정 중: ${percent} %` };
  }
  if (secondsLeft === null) return STATES[state];
  const left = formatDuration(secondsLeft);
  return { en: `${left} left`, ko: `${left} 남음` };
}

/** How far the training is: epoch, step, time left, pace. Every number has its room, so that nothing moves while they change. */
export function RunProgress() {
  const t = useText();
  const run = useRun((state) => state.run);
  const evaluated = useRun((state) => state.evaluated);
  const { state, epochs, stepsPerEpoch, samplesPerSecond } = run;
  const share = shareDone(run);
  const hasBegun = state !== 'idle' && stepsPerEpoch > 0;
  return (
    <div
      className="w-80 shrink-0 text-xs max-[62rem]:w-24 whitespace-nowrap tabular-nums"
      data-run-state={state}
    >
      <div className="flex justify-between gap-2">
        {hasBegun ? (
          <span>
            {t({ en: 'Epoch', ko: '에포크' })} {formatCount(currentEpoch(run))}/{formatCount(epochs)}
            <span className="text-muted max-[62rem]:hidden">
              {' · '}
              {t({ en: 'step', ko: '스텝' })} {stepText(currentStep(run), stepsPerEpoch)}
            </span>
          </span>
        ) : (
          <span className="text-muted">{t(STATES[state])}</span>
        )}
        {hasBegun && <span className="text-muted max-[62rem]:hidden">{t(nowText(run, evaluated))}</span>}
      </div>
      <div className="flex h-4 items-center gap-2">
        <ProgressBar
          label={t({ en: 'Training progress', ko: '학습 진행' })}
          share={state === 'preparing' ? null : share}
          className="min-w-0 flex-1"
        />
        <span className="w-28 text-right text-muted max-[62rem]:hidden">
          {samplesPerSecond === null ? '' : t(formatPace(samplesPerSecond))}
        </span>
      </div>
    </div>
  );
}
