import { useText } from '../i18n/use-text';
import { isTraining, useRun } from '../state/run-store';
import { EmptyState } from '../ui/EmptyState';
import { EpochTable } from './EpochTable';
import { MetricTables } from './MetricTables';
import { Prediction } from './Prediction';
import { RunSummary } from './RunSummary';
import { StartButton, useBeforeTraining } from './StartButton';

/** What the training achieved, epoch by epoch and in the end, and what the network says of one sample. */
export function ResultsPanel() {
  const t = useText();
  const before = useBeforeTraining();
  const hasRun = useRun(({ run, curves }) => isTraining(run) || curves.epochs.length > 0 || run.step > 0);
  return (
    <section
      aria-label={t({ en: 'Results', ko: '결과' })}
      className="@container h-full overflow-auto bg-panel p-3"
    >
      <div className="flex flex-col gap-4 @4xl:h-full @4xl:min-h-0 @4xl:flex-row">
        {hasRun ? (
          <div className="flex min-w-0 flex-1 flex-col gap-4 @xl:flex-row">
            <div className="shrink-0 @xl:w-60 @4xl:overflow-auto">
              <RunSummary />
            </div>
            <div className="flex min-w-0 flex-1 flex-col gap-3 @4xl:overflow-auto">
              <div className="max-h-72 min-h-32 flex-auto @4xl:max-h-none @4xl:shrink-0 @4xl:basis-32">
                <EpochTable />
              </div>
              <MetricTables />
            </div>
          </div>
        ) : (
          <div className="min-w-0 flex-1">
            <EmptyState icon="chart-line" action={<StartButton />}>
              {before ??
                t({
                  en: 'Results stand here once something was trained. The prediction works at once, with the first weights.',
                  ko: '학습을 마치면 결과가 여기에 나타납니다. 예측은 처음 가중치로 바로 볼 수 있습니다.',
                })}
            </EmptyState>
          </div>
        )}
        <div className="shrink-0 @4xl:w-72 @4xl:overflow-auto">
          <h3 className="pb-1 text-sm font-semibold">{t({ en: 'Prediction', ko: '예측' })}</h3>
          <Prediction hasAction={hasRun} />
        </div>
      </div>
    </section>
  );
}
