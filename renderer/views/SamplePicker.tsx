import { useId, useState } from 'react';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { readNumber } from '../forms/number-text';
import { SelectInput } from '../forms/SelectInput';
import { TextInput } from '../forms/TextInput';
import { useLive } from '../state/live-store';
import { useProject } from '../state/project-store';
import { IconButton } from '../ui/IconButton';
import { SamplePicture } from './SamplePicture';
import { useSampleLabel } from './use-sample-label';

/** Which sample the maps, the activations and the prediction are of; shared by every place that shows it. */
export function SamplePicker({ picture = true }: { picture?: boolean }) {
  const t = useText();
  const id = useId();
  const split = useLive((state) => state.split);
  const sample = useLive((state) => state.sample);
  const setSample = useLive((state) => state.setSample);
  const counts = useProject(({ info }) => info && `${info.trainCount} ${info.testCount}`);
  const [trainCount, testCount] = (counts ?? '0 0').split(' ').map(Number) as [number, number];
  const count = split === 'train' ? trainCount : testCount;
  const [isWrong, setWrong] = useState(false);

  const go = (index: number) => {
    setWrong(false);
    setSample(split, index);
  };
  const takeText = (text: string) => {
    const index = readNumber(text);
    const fits = index !== null && Number.isInteger(index) && index >= 0 && index < count;
    setWrong(!fits);
    if (fits) setSample(split, index);
  };
  const changeSplit = (next: string) => {
    setWrong(false);
    if (next === 'train') setSample('train', Math.min(sample, Math.max(0, trainCount - 1)));
    else setSample('test', Math.min(sample, Math.max(0, testCount - 1)));
  };

  return (
    <fieldset aria-label={t({ en: 'Sample', ko: '샘플' })} className="flex min-w-0 items-center gap-2.5">
      {picture && <SamplePicture size={64} />}
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <label htmlFor={`${id}-split`} className="sr-only">
            {t({ en: 'Samples from', ko: '샘플을 고를 데이터' })}
          </label>
          <div className="w-32 shrink-0">
            <SelectInput
              id={`${id}-split`}
              value={split}
              onChange={changeSplit}
              options={[
                { value: 'train', label: t({ en: 'Training set', ko: '학습 데이터' }) },
                { value: 'test', label: t({ en: 'Test set', ko: '테스트 데이터' }) },
              ]}
            />
          </div>
          <SampleLabel />
        </div>
        <div className="mt-1 flex items-center gap-0.5">
          <IconButton
            icon="chevron-left"
            label={t({ en: 'Previous sample', ko: '이전 샘플' })}
            disabled={sample <= 0}
            onClick={() => go(sample - 1)}
          />
          <div className="w-16 shrink-0">
            <label htmlFor={`${id}-index`} className="sr-only">
              {t({
                en: `Sample, from 0 to ${formatCount(Math.max(0, count - 1))}`,
                ko: `샘플 번호 (0~${formatCount(Math.max(0, count - 1))})`,
              })}
            </label>
            <TextInput
              id={`${id}-index`}
              value={String(sample)}
              onText={takeText}
              onStep={(steps) =>
                go(Math.min(Math.max(0, count - 1), Math.max(0, sample + Math.round(steps))))
              }
              invalid={isWrong}
            />
          </div>
          <IconButton
            icon="chevron-right"
            label={t({ en: 'Next sample', ko: '다음 샘플' })}
            disabled={sample >= count - 1}
            onClick={() => go(sample + 1)}
          />
          <IconButton
            icon="dices"
            label={t({ en: 'Random sample', ko: '임의의 샘플' })}
            disabled={count === 0}
            onClick={() => go(Math.floor(Math.random() * count))}
          />
        </div>
        {isWrong && (
          <p id={`${id}-index-error`} role="alert" className="mt-0.5 text-xs text-danger">
            {t({ en: 'Expected', ko: '기대' })}: 0 … {formatCount(Math.max(0, count - 1))}
          </p>
        )}
      </div>
    </fieldset>
  );
}

function SampleLabel() {
  const t = useText();
  const label = useSampleLabel();
  if (label === null) return null;
  return (
    <span className="min-w-0 truncate text-sm" title={label}>
      <span className="text-muted">{t({ en: 'label', ko: '레이블' })}</span>{' '}
      <span className="font-semibold">{label}</span>
    </span>
  );
}
