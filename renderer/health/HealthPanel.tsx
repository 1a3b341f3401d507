import { useMemo } from 'react';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { StartButton, useBeforeTraining } from '../training/StartButton';
import { EmptyState } from '../ui/EmptyState';
import { Tooltip } from '../ui/Tooltip';
import { healthOf } from './health-rows';
import { LayerRow } from './LayerRow';
import { COLUMNS } from './texts';

/** How every layer fares while it trains: gradients, updates, outputs and units, with a verdict. */
export function HealthPanel() {
  const t = useText();
  const before = useBeforeTraining();
  const statistics = useRun((state) => state.statistics);
  const graph = useProject((state) => state.project.graph);
  const health = useMemo(() => healthOf(statistics, graph), [statistics, graph]);
  if (!health || health.rows.length === 0)
    return (
      <EmptyState icon="heart-pulse" action={<StartButton />}>
        {before ??
          t({
            en: 'Press Train to see here how gradients and updates of every layer fare.',
            ko: '학습하기를 누르면 층마다 기울기와 갱신이 어떤지 여기에 나타납니다.',
          })}
      </EmptyState>
    );
  const { step, rows, gradientRange, updateRange } = health;
  const caption = t({
    en: `Health of the layers at step ${formatCount(step)}`,
    ko: `${formatCount(step)}번째 스텝에서 층의 건강 상태`,
  });
  return (
    <div className="h-full overflow-auto bg-panel px-2">
      <table className="w-full text-left text-xs whitespace-nowrap tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-panel text-muted">
          <tr>
            {COLUMNS.map(({ label, explanation }) => (
              <th key={label.en} scope="col" aria-label={t(label)} className="px-1.5 py-1 font-medium">
                <Tooltip text={t(explanation)}>
                  <button type="button" className="cursor-help! font-medium hover:text-ink">
                    {t(label)}
                  </button>
                </Tooltip>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LayerRow
              key={row.layer.nodeId}
              row={row}
              gradientRange={gradientRange}
              updateRange={updateRange}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
