import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { type Localized, problemDetail, problemText } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { hasPlace, revealProblem } from '../problems/reveal-problem';
import { SEVERITIES } from '../problems/severity';
import { recoverRun, restartEngine } from '../session/training-actions';
import { useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { ProblemDetail } from '../ui/ProblemDetail';

/** Tells when the engine's process has ended, with the way on, what the engine reported last, and what else happened on its own. */
export function EngineNotice() {
  const isDown = useRun(({ process }) => process.state === 'crashed' || process.state === 'stopped');
  const hasProblem = useRun(({ problem }) => problem !== null);
  const notice = useUi((state) => state.notice);
  return (
    <div aria-live="assertive" className="shrink-0">
      {isDown && <ProcessNotice />}
      {hasProblem && <ProblemNotice />}
      {notice !== null && <OtherNotice text={notice} />}
    </div>
  );
}

function ProcessNotice() {
  const t = useText();
  const { state, message, detail, recoverable } = useRun(({ process }) => process);
  return (
    <Banner
      icon="circle-alert"
      tone="bg-danger-soft"
      iconTone="text-danger"
      actions={
        state === 'crashed' && (
          <>
            {recoverable && (
              <Button tone="primary" icon="play" className="h-7" onClick={() => void recoverRun()}>
                {t({
                  en: `Resume from step ${recoverable.step}`,
                  ko: `${recoverable.step}스텝부터 이어서 학습`,
                })}
              </Button>
            )}
            <Button icon="rotate-ccw" className="h-7" onClick={() => void restartEngine()}>
              {t({ en: 'Restart the engine', ko: '엔진 다시 시작' })}
            </Button>
          </>
        )
      }
    >
      {message && t(message)}{' '}
      {state === 'crashed' &&
        t({
          en: 'Nothing is lost, and you can go on editing.',
          ko: '잃은 것은 없으며 계속 편집할 수 있습니다.',
        })}
      {detail !== undefined && <ProblemDetail detail={detail} />}
    </Banner>
  );
}

function ProblemNotice() {
  const t = useText();
  const problem = useRun((state) => state.problem)!;
  const setProblem = useRun((state) => state.setProblem);
  const { icon, soft, text } = SEVERITIES[problem.severity];
  return (
    <Banner
      icon={icon}
      tone={soft}
      iconTone={text}
      actions={
        <>
          {hasPlace(problem) && (
            <Button icon="scan-search" className="h-7" onClick={() => revealProblem(problem)}>
              {t({ en: 'Show the place', ko: '위치 보기' })}
            </Button>
          )}
          <IconButton
            icon="x"
            size="small"
            label={t({ en: 'Dismiss', ko: '닫기' })}
            onClick={() => setProblem(null)}
          />
        </>
      }
    >
      {t(problemText(problem))}
      <ProblemDetail detail={problemDetail(problem)} />
    </Banner>
  );
}

function OtherNotice({ text }: { text: Localized | string }) {
  const t = useText();
  const { icon, soft, text: tone } = SEVERITIES.warning;
  return (
    <Banner
      icon={icon}
      tone={soft}
      iconTone={tone}
      actions={
        <IconButton
          icon="x"
          size="small"
          label={t({ en: 'Dismiss', ko: '닫기' })}
          onClick={() => useUi.getState().notify(null)}
        />
      }
    >
      {t(text)}
    </Banner>
  );
}

interface BannerProps {
  readonly icon: string;
  readonly tone: string;
  readonly iconTone: string;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

const Banner = ({ icon, tone, iconTone, actions, children }: BannerProps) => (
  <div className={clsx('flex items-center gap-2.5 border-b border-line px-3 py-1.5 text-sm', tone)}>
    <Icon name={icon} className={clsx('shrink-0', iconTone)} />
    <div className="min-w-0 flex-1">{children}</div>
    <div className="flex shrink-0 flex-wrap items-center justify-end gap-1.5">{actions}</div>
  </div>
);
