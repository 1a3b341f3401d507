import { useEffect } from 'react';
import type { ParamValue } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';
import { type Localized, problemText } from '#shared/graph/diagnostic';
import { checkRateFinder, RATE_FINDER_PARAMS } from '#shared/train/rate-finder';
import { rateFinderKeras } from '#shared/train/rate-finder-code';
import { formatCount } from '#shared/graph/count';
import { ParamField } from '../forms/ParamField';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { ProblemsButton } from '../problems/ProblemsButton';
import { useProblemCounts } from '../problems/use-problem-counts';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { ChoiceParams } from '../training/ChoiceParams';
import { KerasCode } from '../training/KerasCode';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TaskProgress } from '../ui/TaskProgress';
import { applyRate, cancelFindRate, findRate, leaveRates } from './rates-actions';
import { RatesPlot } from './RatesPlot';
import { roundRate, useRates } from './rates-store';

/** Looks for a learning rate: settings, the curve as it grows, and the rate to use. */
export function RatesDialog() {
  const t = useText();
  useEffect(() => leaveRates, []);
  return (
    <Dialog
      title={t({ en: 'Find a learning rate', ko: '학습률 찾기' })}
      width="w-[56rem]"
      onClose={() => useUi.getState().open(null)}
    >
      <p className="pb-3 text-sm text-muted">
        {t({
          en: 'A short training of its own raises the rate from step to step. Where the loss falls most steeply is a good rate; your run and its weights are not touched.',
          ko: '따로 짧게 학습하면서 스텝마다 학습률을 높입니다. 손실이 가장 가파르게 낮아지는 곳이 알맞은 학습률입니다. 지금 실행과 가중치는 그대로입니다.',
        })}
      </p>
      <div className="grid grid-cols-[15rem_minmax(0,1fr)] gap-5">
        <div>
          <Settings />
          <SearchButton />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <RatesPlot />
          <Outcome />
          <Chosen />
        </div>
      </div>
      <Code />
    </Dialog>
  );
}

function Settings() {
  const t = useText();
  const settings = useRates((state) => state.settings);
  const [wrong] = checkRateFinder(settings);
  return (
    <>
      <ChoiceParams
        id="rates"
        specs={RATE_FINDER_PARAMS}
        params={{ ...settings }}
        onParam={(_: Localized, name: string, value: ParamValue) =>
          useRates.getState().change({ [name]: value })
        }
      />
      {wrong && (
        <p role="alert" className="py-1 text-xs text-danger">
          {t(problemText(wrong))}
        </p>
      )}
    </>
  );
}

function SearchButton() {
  const t = useText();
  const settings = useRates((state) => state.settings);
  const isRunning = useRates((state) => state.isRunning);
  const isReady = useRun(({ process }) => process.state === 'ready');
  const { error } = useProblemCounts();
  const isAllowed = checkRateFinder(settings).length === 0;
  return (
    <div className="pt-3">
      {isRunning ? (
        <Button icon="x" className="w-full" onClick={() => void cancelFindRate()}>
          {t({ en: 'Cancel', ko: '취소' })}
        </Button>
      ) : (
        <Button
          tone="primary"
          icon="search"
          className="w-full"
          disabled={!isReady || error > 0 || !isAllowed}
          onClick={() => void findRate()}
        >
          {t({ en: 'Search', ko: '찾기' })}
        </Button>
      )}
      {error > 0 && (
        <>
          <p className="pt-1 pb-2 text-xs text-muted">
            {t({
              en: 'The drawing has errors, which must be repaired first.',
              ko: '신경망에 오류가 있습니다. 먼저 고쳐야 합니다.',
            })}
          </p>
          <ProblemsButton className="w-full" />
        </>
      )}
    </div>
  );
}

/** How far the search is, or how it ended. */
function Outcome() {
  const t = useText();
  const made = useRates((state) => state.curves.rates.length);
  const { steps } = useRates((state) => state.settings);
  const { isRunning, finding, problem } = useRates();
  const text = (): Localized => {
    if (isRunning)
      return {
        en: `Step ${formatCount(made)} of ${formatCount(steps)}`,
        ko: `${formatCount(steps)}스텝 중 ${formatCount(made)}스텝`,
      };
    if (problem) return problemText(problem);
    if (!finding) return { en: 'Press Search to draw the curve.', ko: '찾기를 누르면 곡선을 그립니다.' };
    return endText(finding.reason, finding.steepest, finding.lowest);
  };
  return (
    <output
      data-rates={isRunning ? 'running' : (finding?.reason ?? 'idle')}
      className={problem ? 'block min-h-10 text-sm text-danger' : 'block min-h-10 text-sm'}
    >
      {t(text())}
    </output>
  );
}

function endText(reason: string, steepest: number | null, lowest: number | null): Localized {
  if (reason === 'cancelled') return { en: 'Cancelled.', ko: '취소했습니다.' };
  const end: Localized =
    reason === 'diverged'
      ? { en: 'It ended where the loss diverged.', ko: '손실이 발산한 곳에서 끝났습니다.' }
      : { en: 'All steps were made.', ko: '모든 스텝을 마쳤습니다.' };
  if (steepest === null || lowest === null)
    return {
      en: `${end.en} The loss never fell, so there is no rate to suggest.`,
      ko: `${end.ko} 손실이 한 번도 낮아지지 않아 추천할 학습률이 없습니다.`,
    };
  const [at, low] = [formatNumber(steepest, 2), formatNumber(lowest, 2)];
  return {
    en: `${end.en} The loss falls most steeply at ${at}; it is lowest at ${low}, which is already too much.`,
    ko: `${end.ko} 손실은 ${at}에서 가장 가파르게 낮아지고 ${low}에서 가장 낮습니다. 가장 낮은 곳의 학습률은 이미 너무 큽니다.`,
  };
}

/** The rate to train with, and the button that sets it. */
function Chosen() {
  const t = useText();
  const chosen = useRates((state) => state.chosen);
  const finding = useRates((state) => state.finding);
  const rate = useProject((state) => state.project.training.learningRate);
  const isRunning = useRates((state) => state.isRunning);
  const suggestion = finding?.steepest ?? null;
  if (isRunning)
    return (
      <div className="flex h-10">
        <TaskProgress />
      </div>
    );
  if (!finding || finding.reason === 'cancelled') return <div className="h-10" />;
  const use = () => {
    applyRate(chosen!);
    useUi.getState().open(null);
  };
  return (
    <div className="flex items-start justify-end gap-3">
      <div className="w-72">
        <ParamField
          id="rates-chosen"
          spec={rateToUse(suggestion === null ? rate : roundRate(suggestion))}
          value={chosen ?? rate}
          onChange={(value) => useRates.getState().choose(value as number)}
        />
      </div>
      <Button tone="primary" className="mt-1" disabled={chosen === null || chosen === rate} onClick={use}>
        {t({ en: 'Use this rate', ko: '이 학습률 사용' })}
      </Button>
    </div>
  );
}

const rateToUse = (suggestion: number): ParamSpec => ({
  kind: 'float',
  default: suggestion,
  min: 0,
  max: 100,
  exclusiveMin: true,
  step: suggestion / 10,
  label: { en: 'Rate to use', ko: '사용할 학습률' },
  help: {
    en: 'The suggestion, or what you click in the chart or write here.',
    ko: '추천값입니다. 차트를 클릭하거나 직접 써서 바꿀 수 있습니다.',
  },
});

function Code() {
  const settings = useRates((state) => state.settings);
  const batchSize = useProject((state) => state.project.training.batchSize);
  return <KerasCode code={rateFinderKeras(settings, batchSize)} />;
}
