import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { ProblemsButton } from '../problems/ProblemsButton';
import { useProblemCounts } from '../problems/use-problem-counts';
import { useIsEmpty } from '../state/project-store';
import { isTraining, useRun } from '../state/run-store';
import { Button } from '../ui/Button';

/** What has to be done next for a training. */
export function useNextStep(): 'draw' | 'repair' | 'train' {
  const isEmpty = useIsEmpty();
  const hasErrors = useProblemCounts().error > 0;
  return isEmpty ? 'draw' : hasErrors ? 'repair' : 'train';
}

/** The next thing to do where there is nothing to see before a training: open an example, repair what is wrong, or train. */
export function StartButton() {
  const t = useText();
  const step = useNextStep();
  const isBusy = useRun(({ run, process }) => isTraining(run) || process.state !== 'ready');
  if (step === 'draw')
    return (
      <Button icon="layout-grid" onClick={() => runCommand('file.examples')}>
        {t({ en: 'Open an example', ko: '예제 열기' })}
      </Button>
    );
  if (step === 'repair') return <ProblemsButton />;
  return (
    <Button icon="play" disabled={isBusy} onClick={() => runCommand('train.start')}>
      {t({ en: 'Train now', ko: '지금 학습하기' })}
    </Button>
  );
}

/** What comes before a training can begin; null where it can. */
export function useBeforeTraining(): string | null {
  const t = useText();
  const step = useNextStep();
  if (step === 'draw')
    return t({ en: 'First draw a network or open one.', ko: '먼저 신경망을 그리거나 여세요.' });
  return step === 'repair'
    ? t({
        en: 'First the errors in the drawing must be repaired.',
        ko: '먼저 신경망의 오류를 고쳐야 합니다.',
      })
    : null;
}
