import { ChartsPanel } from '../charts/ChartsPanel';
import { CodePanel } from '../code/CodePanel';
import { HealthPanel } from '../health/HealthPanel';
import { useText } from '../i18n/use-text';
import { SummaryPanel } from '../inspector/ModelSummary';
import { LogPanel } from '../log/LogPanel';
import { ProblemsPanel } from '../problems/ProblemsPanel';
import { useProblemCounts } from '../problems/use-problem-counts';
import { Scrubber } from '../snapshots/Scrubber';
import { type DockTab, useSettings } from '../state/settings-store';
import { ResultsPanel } from '../training/ResultsPanel';
import { Tabs } from '../ui/Tabs';

/** Below the drawing: how it learns, what it achieved, what is wrong with it. */
export function Dock() {
  const t = useText();
  const tab = useSettings((state) => state.dockTab);
  const set = useSettings((state) => state.set);
  return (
    <Tabs<DockTab>
      label={t({ en: 'Charts and problems', ko: '차트와 문제' })}
      value={tab}
      onChange={(dockTab) => set({ dockTab })}
      trailing={<Scrubber />}
      tabs={[
        {
          id: 'charts',
          label: t({ en: 'Charts', ko: '차트' }),
          icon: 'chart-line',
          content: <ChartsPanel />,
        },
        {
          id: 'health',
          label: t({ en: 'Health', ko: '건강' }),
          icon: 'heart-pulse',
          content: <HealthPanel />,
        },
        {
          id: 'results',
          label: t({ en: 'Results', ko: '결과' }),
          icon: 'circle-check',
          content: <ResultsPanel />,
        },
        {
          id: 'summary',
          label: t({ en: 'Summary', ko: '요약' }),
          icon: 'layers',
          content: <SummaryPanel />,
        },
        {
          id: 'code',
          label: t({ en: 'Code', ko: '코드' }),
          icon: 'code-xml',
          content: <CodePanel />,
        },
        { id: 'problems', label: <ProblemsLabel />, icon: 'triangle-alert', content: <ProblemsPanel /> },
        { id: 'log', label: t({ en: 'Log', ko: '기록' }), icon: 'list-ordered', content: <LogPanel /> },
      ]}
    />
  );
}

function ProblemsLabel() {
  const t = useText();
  const { error, warning, hint } = useProblemCounts();
  const count = error + warning + hint;
  const tone = error > 0 ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning';
  return (
    <>
      {t({ en: 'Problems', ko: '문제' })}
      {count > 0 && (
        <span className={`min-w-5 rounded-full px-1.5 text-center text-xs tabular-nums ${tone}`}>
          {count}
        </span>
      )}
    </>
  );
}
