import { useEffect, useState } from 'react';
import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import type { MemoryReport } from '#shared/protocol/api';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';
import { getHost } from '../session/host';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';

/** After the engine has been told of a change. */
const REST_MS = 400;

/** What memory training will take, and a warning where the machine has less. */
export function MemoryNote() {
  const t = useText();
  const report = useMemoryReport();
  if (!report) return null;
  const [needed, free] = [formatBytes(report.total), formatBytes(report.available)];
  return (
    <div className="mt-1 flex flex-col gap-1.5" data-memory={report.total}>
      <details className="text-xs text-muted">
        <summary className="cursor-pointer">
          {t({
            en: `Training takes about ${needed} of memory; ${free} are free.`,
            ko: `학습에 메모리가 약 ${needed} 필요합니다. 남은 메모리는 ${free}입니다.`,
          })}
        </summary>
        <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-3 tabular-nums">
          {PARTS.map(([part, label]) => (
            <div key={part} className="contents">
              <dt>{t(label)}</dt>
              <dd className="text-right">{formatBytes(report[part])}</dd>
            </div>
          ))}
        </dl>
      </details>
      {report.diagnostics.map((problem) => (
        <ProblemCard key={problem.code} problem={problem} />
      ))}
    </div>
  );
}

const PARTS: readonly (readonly ['data' | 'state' | 'step' | 'evaluation' | 'runtime', Localized])[] = [
  ['data', { en: 'Samples', ko: '샘플' }],
  ['state', { en: 'Weights and optimizer', ko: '가중치와 옵티마이저' }],
  ['step', { en: 'A training step', ko: '학습 스텝 하나' }],
  ['evaluation', { en: 'Validation and test', ko: '검증과 테스트' }],
  ['runtime', { en: 'Compiled network', ko: '컴파일한 신경망' }],
];

/** Of the project as it is now; null while it is not known. */
function useMemoryReport(): MemoryReport | null {
  const isReady = useRun(({ process }) => process.state === 'ready');
  const [report, setReport] = useState<MemoryReport | null>(null);
  useEffect(() => {
    if (!isReady) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { project } = useProject.getState();
        const take = (answer: MemoryReport | null) => {
          // An answer that comes after the next change is about the wrong network.
          if (!isGone && useProject.getState().project === project) setReport(answer);
        };
        getHost()
          .client.call('engine.memory', {})
          .then(take)
          .catch(() => take(null));
      }, REST_MS);
    };
    ask();
    const leave = useProject.subscribe((now, before) => {
      if (now.project !== before.project) ask();
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
      leave();
    };
  }, [isReady]);
  return report;
}
