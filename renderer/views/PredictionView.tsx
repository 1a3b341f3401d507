import { clsx } from 'clsx';
import { useShallow } from 'zustand/shallow';
import { formatShare } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { PastLabel } from '../snapshots/PastLabel';
import { useLive } from '../state/live-store';
import { useProject } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { SamplePicker } from './SamplePicker';
import { SamplePicture } from './SamplePicture';
import { className } from './use-sample-label';

/** What the network says of the chosen sample: the probability of every class, and whether it is right. */
export function PredictionView() {
  const isReconstructed = useLive(({ prediction }) => prediction?.tensors['reconstruction'] !== undefined);
  if (isReconstructed) return <Reconstruction />;
  return (
    <div className="@container">
      <div className="flex flex-col gap-3 @lg:flex-row">
        <div className="flex shrink-0 flex-col gap-3 @lg:w-60">
          <div className="flex items-center gap-3">
            <SamplePicture size={112} />
            <Verdict />
          </div>
          <SamplePicker picture={false} />
        </div>
        <Probabilities />
      </div>
    </div>
  );
}

/** Of a network that learns its input: the sample and what became of it. */
function Reconstruction() {
  const t = useText();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex gap-4">
        {(['input', 'reconstruction'] as const).map((of) => (
          <figure key={of}>
            <SamplePicture size={128} of={of} />
            <figcaption className="pt-1 text-center text-xs text-muted">
              {of === 'input' ? t({ en: 'sample', ko: '샘플' }) : t({ en: 'network', ko: '신경망' })}
            </figcaption>
          </figure>
        ))}
      </div>
      <SamplePicker picture={false} />
    </div>
  );
}

/** Most probable class and the right one; −1 while they are not known. */
const usePrediction = () =>
  useLive(
    useShallow(({ prediction }) => {
      const { probabilities, label } = prediction?.tensors ?? {};
      return {
        predicted: probabilities ? strongest(probabilities.data) : -1,
        label: label?.data[0] ?? -1,
      };
    }),
  );

function strongest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function Verdict() {
  const t = useText();
  const { predicted, label } = usePrediction();
  const names = useProject(({ info }) => info?.classNames);
  const isRight = predicted === label;
  return (
    <div className="h-28 min-w-0 flex-1 content-center text-sm">
      <PastLabel />
      {predicted >= 0 && (
        <>
          <div className="text-muted">{t({ en: 'Predicted', ko: '예측' })}</div>
          <div className="truncate text-2xl font-semibold">{className(names, predicted)}</div>
          <div className={clsx('mt-1 flex items-center gap-1.5', isRight ? 'text-ok' : 'text-danger')}>
            <Icon name={isRight ? 'circle-check' : 'circle-x'} />
            {isRight
              ? t({ en: 'right', ko: '맞음' })
              : t({
                  en: `wrong, it is ${className(names, label)}`,
                  ko: `틀림, 정답은 ${className(names, label)}`,
                })}
          </div>
        </>
      )}
    </div>
  );
}

function Probabilities() {
  const t = useText();
  const { predicted, label } = usePrediction();
  const names = useProject(({ info }) => info?.classNames) ?? [];
  const probabilities = useLive((state) => state.prediction?.tensors['probabilities']?.data);
  const count = probabilities?.length ?? names.length;
  return (
    <ol
      aria-label={t({ en: 'Probability of each class', ko: '클래스별 확률' })}
      className="grid max-h-72 min-w-0 flex-1 grid-cols-[minmax(1.5rem,auto)_1fr_5rem] content-start items-center gap-x-2 gap-y-0.5 overflow-y-auto text-sm tabular-nums"
    >
      {Array.from({ length: count }, (_, index) => (
        <ClassRow
          key={index}
          name={className(names, index)}
          probability={probabilities?.[index]}
          isPredicted={index === predicted}
          isTrue={index === label}
        />
      ))}
    </ol>
  );
}

interface ClassRowProps {
  readonly name: string;
  readonly probability: number | undefined;
  readonly isPredicted: boolean;
  readonly isTrue: boolean;
}

function ClassRow({ name, probability, isPredicted, isTrue }: ClassRowProps) {
  const t = useText();
  const share = Math.min(1, Math.max(0, probability ?? 0));
  const rightness = isTrue ? 'bg-ok' : 'bg-danger';
  return (
    <li className="col-span-3 grid h-5 grid-cols-subgrid items-center" data-true={isTrue || undefined}>
      <span className={clsx('flex max-w-28 items-center gap-1 truncate', isTrue && 'font-semibold')}>
        {name}
      </span>
      <span
        className={clsx(
          'relative h-4 overflow-hidden rounded-xs bg-hover',
          isTrue && 'outline-2 outline-offset-1 outline-ok',
        )}
      >
        <span
          className={clsx('absolute inset-y-0 left-0', isPredicted ? rightness : 'bg-muted/60')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="flex items-center justify-end gap-1 whitespace-nowrap">
        {isTrue && (
          <>
            <Icon name="circle-check" size={14} className="shrink-0 text-ok" />
            <span className="sr-only">{t({ en: 'right class', ko: '정답' })}</span>
          </>
        )}
        {probability !== undefined && (
          <data value={probability} className={clsx(isPredicted && 'font-semibold')}>
            {formatShare(probability)}
          </data>
        )}
      </span>
    </li>
  );
}
