import { useRef } from 'react';
import { projectMetrics } from '#shared/compile/heads';
import type { NamedMetric } from '#shared/train/metric-names';
import { useShallow } from 'zustand/react/shallow';
import { useText } from '../i18n/use-text';
import { kept, remembered } from '../state/kept';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { StartButton, useBeforeTraining } from '../training/StartButton';
import { EmptyState } from '../ui/EmptyState';
import { Chart } from './Chart';
import { hasPoints } from './chart-data';
import { useChartSettings } from './chart-settings';
import { chartsPng } from './charts-png';
import { ChartToolbar } from './ChartToolbar';
import { curvesCsv } from './curves-csv';
import { download, fileStem } from './download';
import { LINE_NAMES } from './Legend';
import { quantitiesOf } from './quantities';

let measured: readonly NamedMetric[] = [];
/** The metrics of a drawing, the same object as long as they are the same. */
const measuredIn = remembered((...project: Parameters<typeof projectMetrics>) => {
  measured = kept(measured, projectMetrics(...project));
  return measured;
});

/** Loss, metrics and a learning rate that changes, while it trains, per step and per epoch. */
export function ChartsPanel() {
  const t = useText();
  const before = useBeforeTraining();
  const by = useChartSettings((state) => state.by);
  const isEmpty = useRun((state) => !hasPoints(state.curves, by));
  const isUnderWay = useRun((state) => hasPoints(state.curves, 'step'));
  const charts = useRef<HTMLDivElement>(null);
  const training = useProject((state) => state.project.training);
  const measured = useProject(({ project }) => measuredIn(project.graph, project.training.metrics));
  const quantities = useRun(useShallow((state) => quantitiesOf(state.curves, training, measured)));

  const saveCsv = () => {
    const text = curvesCsv(useRun.getState().curves, by);
    download(`${stem()}-${by}s.csv`, new Blob([text], { type: 'text/csv' }));
  };
  const savePng = async () => {
    const pictures = quantities.map(({ id, label, lines, isNameless = false }) => ({
      canvas: charts.current!.querySelector<HTMLCanvasElement>(
        `[data-testid=${CSS.escape(`chart-${id}`)}] canvas`,
      )!,
      title: t(label),
      lines: lines.map((line) => ({ line, name: isNameless ? '' : t(LINE_NAMES[line]) })),
    }));
    download(`${stem()}-charts.png`, await chartsPng(pictures));
  };

  return (
    <section aria-label={t({ en: 'Charts', ko: '차트' })} className="flex h-full min-h-0 flex-col bg-panel">
      <ChartToolbar isEmpty={isEmpty} onCsv={saveCsv} onPng={() => void savePng()} />
      <div className="relative min-h-0 flex-1">
        <div ref={charts} className="absolute inset-0 flex gap-2 overflow-x-auto pb-1">
          {quantities.map((quantity) => (
            <Chart key={quantity.id} quantity={quantity} />
          ))}
        </div>
        {isEmpty && (
          <div className="absolute inset-0 bg-panel">
            <EmptyState icon="chart-line" action={!isUnderWay && <StartButton />}>
              {isUnderWay
                ? t({
                    en: 'The first epoch is under way; its means come at its end.',
                    ko: '첫 에포크를 학습하고 있습니다. 끝나면 평균이 나타납니다.',
                  })
                : (before ??
                  t({
                    en: 'Press Train to see loss and accuracy here.',
                    ko: '학습하기를 누르면 손실과 정확도가 여기에 나타납니다.',
                  }))}
            </EmptyState>
          </div>
        )}
      </div>
    </section>
  );
}

const stem = (): string => fileStem(useProject.getState().project.name);
