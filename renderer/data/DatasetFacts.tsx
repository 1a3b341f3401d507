import type { ReactNode } from 'react';
import type { DatasetInfo } from '#shared/data/config';
import { splitRange } from '#shared/data/split';
import type { Localized } from '#shared/graph/diagnostic';
import { formatShape } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';

const MOST_NAMES = 10;

/** What the dataset is: shape of a sample, classes, and how many samples there are of what. */
export function DatasetFacts({ info }: { info: DatasetInfo }) {
  const t = useText();
  const split = useProject((state) => state.project.training.validationSplit);
  const { train, validation } = splitRange(info.trainCount, split);
  const { classNames } = info;
  const names = classNames.slice(0, MOST_NAMES).join(', ') + (classNames.length > MOST_NAMES ? ', …' : '');
  return (
    <dl
      className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-sm tabular-nums"
      data-dataset={info.dataset}
    >
      <Fact label={{ en: 'Sample', ko: '샘플 모양' }}>
        {formatShape(info.shape)} <span className="text-muted">{info.dtype}</span>
      </Fact>
      <Fact label={{ en: 'Classes', ko: '클래스' }}>
        {classNames.length} <span className="text-muted">({names})</span>
      </Fact>
      <Fact label={{ en: 'Training', ko: '학습' }}>
        {formatCount(train)}
        {info.isWeighted === true && (
          <span className="text-muted"> {t({ en: '(weighted)', ko: '(가중치 있음)' })}</span>
        )}
      </Fact>
      <Fact label={{ en: 'Validation', ko: '검증' }}>{formatCount(validation)}</Fact>
      <Fact label={{ en: 'Test', ko: '테스트' }}>{formatCount(info.testCount)}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: Localized; children: ReactNode }) {
  const t = useText();
  return (
    <>
      <dt className="text-muted">{t(label)}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
