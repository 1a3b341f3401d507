import { clsx } from 'clsx';
import type { Localized } from '#shared/graph/diagnostic';
import { Switch } from '../forms/Switch';
import { useText } from '../i18n/use-text';
import { useRun } from '../state/run-store';
import { IconButton } from '../ui/IconButton';
import { Segments } from '../ui/Segments';
import { type Axis, useChartSettings, zoomOf } from './chart-settings';

const AXES: readonly { readonly id: Axis; readonly label: Localized }[] = [
  { id: 'step', label: { en: 'Per step', ko: '스텝별' } },
  { id: 'epoch', label: { en: 'Per epoch', ko: '에포크별' } },
];

interface ChartToolbarProps {
  readonly isEmpty: boolean;
  readonly onCsv: () => void;
  readonly onPng: () => void;
}

/** How the charts are drawn, and what to take away from them. */
export function ChartToolbar({ isEmpty, onCsv, onPng }: ChartToolbarProps) {
  const t = useText();
  const { by, smoothing, logLoss, set, showAll } = useChartSettings();
  const curves = useRun((state) => state.curves);
  const isZoomed = useChartSettings((state) => zoomOf(state, curves).of !== null);
  const isBySteps = by === 'step';
  return (
    <div className="flex h-9 shrink-0 items-center gap-4 overflow-hidden px-2 text-xs whitespace-nowrap">
      <Segments
        label={t({ en: 'Horizontal axis', ko: '가로축' })}
        options={AXES.map(({ id, label }) => ({ id, label: t(label) }))}
        value={by}
        onChange={(next) => set({ by: next })}
      />
      <label className={clsx('flex items-center gap-2', !isBySteps && 'opacity-45')}>
        {t({ en: 'Smoothing', ko: '스무딩' })}
        <input
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          className="w-24 accent-accent"
          value={smoothing}
          disabled={!isBySteps}
          onChange={({ target }) => set({ smoothing: target.valueAsNumber })}
        />
        <span className="w-7 tabular-nums">{smoothing.toFixed(2)}</span>
      </label>
      <span className="flex items-center gap-2">
        <Switch id="chart-log" value={logLoss} onChange={(value) => set({ logLoss: value })} />
        <label htmlFor="chart-log">{t({ en: 'Log loss axis', ko: '손실 로그 축' })}</label>
      </span>
      <span className="ml-auto flex items-center">
        <IconButton
          icon="maximize"
          size="small"
          label={t({ en: 'Show all again (double-click a chart)', ko: '다시 전체 보기 (차트 두 번 클릭)' })}
          disabled={!isZoomed}
          onClick={showAll}
        />
        <IconButton
          icon="file-text"
          size="small"
          label={t({ en: 'Save the curves as CSV', ko: '곡선을 CSV로 저장' })}
          disabled={isEmpty}
          onClick={onCsv}
        />
        <IconButton
          icon="image"
          size="small"
          label={t({ en: 'Save the charts as PNG', ko: '차트를 PNG로 저장' })}
          disabled={isEmpty}
          onClick={onPng}
        />
      </span>
    </div>
  );
}
