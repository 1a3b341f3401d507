import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import type { MemoryReport } from '#shared/protocol/api';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';

/** What memory training will take, and a warning where the machine has less. */
export function MemoryNote({ report }: { report: MemoryReport }) {
  const t = useText();
  const [needed, free] = [formatBytes(report.total), formatBytes(report.available)];
  return (
    <div className="mt-1 flex flex-col gap-1.5" data-memory={report.total}>
      <details className="text-xs text-muted">
        <summary className="cursor-pointer">
          {t({
            en: `What takes the ${needed}; ${free} are free.`,
            ko: `메모리 ${needed}의 내역 (남은 메모리 ${free})`,
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
