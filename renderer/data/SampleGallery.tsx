import { useState } from 'react';
import { useShallow } from 'zustand/shallow';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useLive } from '../state/live-store';
import { useProject } from '../state/project-store';
import { IconButton } from '../ui/IconButton';
import { Segments } from '../ui/Segments';
import { isPlane, type Split } from './samples';
import { SampleTile } from './SampleTile';
import { Scatter } from './Scatter';
import { useSamples } from './use-samples';

const SPLITS: readonly { readonly id: Split; readonly label: Localized }[] = [
  { id: 'train', label: { en: 'Training set', ko: '학습 데이터' } },
  { id: 'test', label: { en: 'Test set', ko: '테스트 데이터' } },
];

const PAGE = 30;
/** As many points as one call gives; more would only cover each other. */
const MOST_POINTS = 1000;

/** The samples themselves: pictures in pages, or points of a plane. A click on a picture shows that sample in the network. */
export function SampleGallery() {
  const t = useText();
  const [split, setSplit] = useState<Split>('train');
  const [offset, setOffset] = useState(0);
  const isPoints = useProject(({ info }) => info !== null && isPlane(info.shape));
  const total = useProject(({ info }) => (split === 'train' ? info?.trainCount : info?.testCount) ?? 0);
  const start = isPoints || offset >= total ? 0 : offset;
  const count = isPoints ? MOST_POINTS : PAGE;
  const choose = (next: Split) => {
    setSplit(next);
    setOffset(0);
  };
  return (
    <section aria-label={t({ en: 'Samples', ko: '샘플' })}>
      <div className="flex items-center justify-between gap-2 pb-1">
        <Segments
          label={t({ en: 'Samples from', ko: '샘플을 고를 데이터' })}
          options={SPLITS.map(({ id, label }) => ({ id, label: t(label) }))}
          value={split}
          onChange={choose}
        />
        {!isPoints && (
          <span className="flex">
            <IconButton
              icon="chevron-left"
              size="small"
              label={t({ en: 'Previous page', ko: '이전 쪽' })}
              disabled={start === 0}
              onClick={() => setOffset(Math.max(0, start - PAGE))}
            />
            <IconButton
              icon="chevron-right"
              size="small"
              label={t({ en: 'Next page', ko: '다음 쪽' })}
              disabled={start + PAGE >= total}
              onClick={() => setOffset(start + PAGE)}
            />
          </span>
        )}
      </div>
      <Samples split={split} offset={start} count={count} />
    </section>
  );
}

function Samples({ split, offset, count }: { split: Split; offset: number; count: number }) {
  const t = useText();
  const page = useSamples(split, offset, count);
  const classNames = useProject(useShallow(({ info }) => info?.classNames ?? []));
  const live = useLive(useShallow((state) => ({ split: state.split, sample: state.sample })));
  const setSample = useLive((state) => state.setSample);
  if (!page) return <div className="min-h-40" />;
  const { shape, labels, total } = page;
  const last = page.offset + labels.length;
  const range = labels.length === 0 ? '0' : `${formatCount(page.offset + 1)}–${formatCount(last)}`;
  return (
    <>
      {isPlane(shape) ? (
        <Scatter page={page} classNames={classNames} />
      ) : (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(2.5rem,1fr))] gap-0.5">
          {labels.map((label, index) => (
            <SampleTile
              key={page.offset + index}
              page={page}
              index={index}
              className={classNames[label] ?? String(label)}
              isChosen={live.split === page.split && live.sample === page.offset + index}
              onChoose={() => setSample(page.split, page.offset + index)}
            />
          ))}
        </div>
      )}
      <p className="pt-1 text-xs text-muted tabular-nums">
        {t({ en: `${range} of ${formatCount(total)}`, ko: `${formatCount(total)}개 중 ${range}` })}
        {!isPlane(shape) &&
          t({ en: '; a click shows the sample in the network', ko: ', 누르면 신경망에 넣어 봅니다' })}
      </p>
    </>
  );
}
