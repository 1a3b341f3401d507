import { memo, useDeferredValue, useMemo } from 'react';
import { type ModelSummary as Summary, summaryOf } from '#shared/compile/summary';
import { kerasBytes, kerasText, markdownText } from '#shared/compile/summary-text';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useGraph, useInference, useProject } from '../state/project-store';
import { Prediction } from '../training/Prediction';
import { copyText } from '../ui/copy-text';
import { EmptyState } from '../ui/EmptyState';
import { IconButton } from '../ui/IconButton';
import { Section } from './Section';
import { SummaryTable } from './SummaryTable';

const SUMMARY = { en: 'Model summary', ko: '모델 요약' };

/** The whole model as Keras's `summary()` shows it, and what it predicts. */
export const ModelSummary = memo(function ModelSummary() {
  const t = useText();
  return (
    <div className="h-full overflow-auto">
      <SummaryPanel />
      <Section title={t({ en: 'Prediction', ko: '예측' })}>
        <Prediction />
      </Section>
    </div>
  );
});

/** Of so many blocks the table takes longer than a frame. */
const MANY = 60;

/** The summary with its totals and the buttons that copy it; as wide as its place, with more columns where there is room. */
export function SummaryPanel() {
  const graph = useGraph();
  const name = useProject((state) => state.project.name);
  const inference = useInference();
  const now = useMemo(() => ({ graph, inference }), [graph, inference]);
  // Hundreds of rows are drawn after the edit itself.
  const shown = useDeferredValue(now, graph.nodes.length > MANY ? null : now);
  const summary = useMemo(() => shown && summaryOf(shown.graph, shown.inference), [shown]);
  return summary && <Shown {...{ name, summary }} />;
}

const Shown = memo(function Shown({ name, summary }: { readonly name: string; readonly summary: Summary }) {
  const t = useText();
  if (summary.rows.length === 0) {
    return (
      <EmptyState icon="layers">
        {t({
          en: 'Drag a layer from the list on the left onto the canvas to begin.',
          ko: '왼쪽 목록에서 층을 캔버스로 끌어다 놓아 시작하세요.',
        })}
      </EmptyState>
    );
  }
  return (
    <div data-summary>
      <header className="flex items-center gap-1 px-3 pt-3 pb-1">
        <h2 className="flex-1 text-base font-semibold">{t(SUMMARY)}</h2>
        <IconButton
          icon="copy"
          label={t({ en: 'Copy as text', ko: '텍스트로 복사' })}
          onClick={() => void copyText(kerasText(name, summary), SUMMARY)}
        />
        <IconButton
          icon="file-text"
          label={t({ en: 'Copy as Markdown', ko: 'Markdown으로 복사' })}
          onClick={() => void copyText(markdownText(name, summary), SUMMARY)}
        />
      </header>
      <div className="px-3 pb-3">
        <SummaryTable summary={summary} />
        <Totals summary={summary} />
      </div>
    </div>
  );
});

function Totals({ summary: { params, trainableParams } }: { summary: Summary }) {
  const t = useText();
  return (
    <dl className="mt-2 grid max-w-md grid-cols-[1fr_auto_auto] gap-x-3 gap-y-0.5 text-xs tabular-nums">
      <Total name={t({ en: 'Total parameters', ko: '전체 파라미터' })} count={params} />
      <Total name={t({ en: 'Trainable', ko: '학습 가능' })} count={trainableParams} />
      <Total name={t({ en: 'Not trainable', ko: '학습하지 않음' })} count={params - trainableParams} />
    </dl>
  );
}

const Total = ({ name, count }: { name: string; count: number }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="text-right">{formatCount(count)}</dd>
    <dd className="text-right text-muted">{kerasBytes(4 * count)}</dd>
  </>
);
