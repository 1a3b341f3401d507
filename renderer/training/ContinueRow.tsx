import { useId, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { checkParam } from '#shared/graph/params';
import type { RunState } from '#shared/protocol/api';
import { runCommand } from '../commands/run-command';
import { readNumber } from '../forms/number-text';
import { TextInput } from '../forms/TextInput';
import { useText } from '../i18n/use-text';
import { useProblemCounts } from '../problems/use-problem-counts';
import { train } from '../session/training-actions';
import { isTraining, useRun } from '../state/run-store';
import { Button } from '../ui/Button';
import { TRAINING_PARAMS } from './training-params';

/** Goes on from the current weights for as many epochs as one likes; and says when changes take effect. */
export function ContinueRow() {
  const t = useText();
  const id = useId();
  const [text, setText] = useState('5');
  const state = useRun(({ run }) => run.state);
  const training = useRun(({ run }) => isTraining(run));
  const isReady = useRun(({ process }) => process.state === 'ready');
  const hasErrors = useProblemCounts().error > 0;
  const count = readNumber(text);
  const refusal = checkParam(TRAINING_PARAMS.epochs, count ?? undefined);
  const canContinue = isReady && !training && !hasErrors && state !== 'idle' && refusal === null;
  return (
    <div className="shrink-0 border-t border-line px-3 py-2">
      <div className="flex items-center gap-1.5 text-sm whitespace-nowrap">
        <label htmlFor={id} className="min-w-0 flex-1 leading-tight whitespace-normal">
          {t({ en: 'More epochs', ko: '추가 에포크' })}
        </label>
        <div className="w-12 shrink-0">
          <TextInput
            id={id}
            value={text}
            invalid={refusal !== null}
            onText={setText}
            onStep={(steps) => setText(String(Math.max(1, Math.round((count ?? 1) + steps))))}
          />
        </div>
        <Button disabled={!canContinue} onClick={() => void train('all', 'continue', count!)}>
          {t({ en: 'Continue', ko: '계속' })}
        </Button>
      </div>
      {refusal && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-danger">
          {t({ en: 'Expected', ko: '기대' })}: {t(refusal.expected)}
        </p>
      )}
      <div className="flex justify-end pt-1">
        <Button
          icon="import"
          tone="quiet"
          className="h-6 px-2 text-xs"
          onClick={() => runCommand('train.takeWeights')}
        >
          {t({ en: 'Take weights…', ko: '가중치 가져오기…' })}
        </Button>
      </div>
      <p className="mt-1 min-h-8 text-xs text-muted">{t(whenText(training, state))}</p>
    </div>
  );
}

/** When a change of the settings takes effect. */
function whenText(isRunning: boolean, state: RunState['state']): Localized {
  if (isRunning) {
    return {
      en: 'Learning rate, schedule, callbacks, epochs and frozen layers change at once, the batch size with the next epoch, the rest at the next start.',
      ko: '학습률, 학습률 일정, 콜백, 에포크, 층의 고정은 바로, 배치 크기는 다음 에포크부터, 나머지는 다음에 시작할 때 바뀝니다.',
    };
  }
  if (state === 'idle')
    return {
      en: 'Once something was trained, this goes on from its weights.',
      ko: '학습한 뒤에는 그 가중치에서 이어서 학습할 수 있습니다.',
    };
  return state === 'paused'
    ? {
        en: 'A run is under way: changes above apply when training starts or resumes next.',
        ko: '실행 중입니다. 위에서 바꾼 값은 다음에 시작하거나 이어서 학습할 때 적용됩니다.',
      }
    : {
        en: 'Goes on from the weights as they are now.',
        ko: '지금 가중치에서 이어서 학습합니다.',
      };
}
