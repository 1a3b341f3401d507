import type { Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { isTraining, useRun } from '../state/run-store';
import { PredictionView } from '../views/PredictionView';
import { StartButton, useNextStep } from './StartButton';

/** Why nothing is predicted. */
const FIRST: Readonly<Record<'draw' | 'repair', Localized>> = {
  draw: {
    en: 'Nothing is drawn that could predict. Draw a network or open one.',
    ko: '예측할 신경망이 없습니다. 신경망을 그리거나 여세요.',
  },
  repair: {
    en: 'As it is drawn the network cannot predict. Repair its errors first.',
    ko: '지금 그린 신경망은 예측할 수 없습니다. 먼저 오류를 고치세요.',
  },
};

/** What the drawn network says of one sample, or what has to be done before it can; with `hasAction`, by a button. */
export function Prediction({ hasAction = false }: { readonly hasAction?: boolean }) {
  const t = useText();
  const step = useNextStep();
  // A run goes on with the network that it began with, whatever is wrong with the drawing by now.
  const hasNetwork = useRun(({ run }) => isTraining(run) || run.state === 'paused');
  if (step === 'train' || (step === 'repair' && hasNetwork)) return <PredictionView />;
  return (
    <div className="flex flex-col items-start gap-2 text-sm text-muted" data-prediction={step}>
      <p>{t(FIRST[step])}</p>
      {hasAction && <StartButton />}
    </div>
  );
}
