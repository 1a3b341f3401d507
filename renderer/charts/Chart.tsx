import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { useRun } from '../state/run-store';
import { createChart } from './chart';
import { type ChartView, extentOf, linesOf, readAt } from './chart-data';
import { type Range, useChartSettings } from './chart-settings';
import { createFrameScheduler } from './frame-scheduler';
import { Legend, type LegendHandle } from './Legend';
import type { Quantity } from './quantities';

/** The curves of one quantity with the values under the pointer. It is drawn past React, as often as pictures are worth it. */
export function Chart({ quantity }: { quantity: Quantity }) {
  const t = useText();
  const by = useChartSettings((state) => state.by);
  const log = useChartSettings((state) => state.logLoss && quantity.canBeLog);
  const legend = useRef<LegendHandle>(null);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const parent = place.current!;
    let hovered: number | null = null;
    const viewNow = (): ChartView => {
      const { smoothing } = useChartSettings.getState();
      return { quantity: quantity.id, by, smoothing, log };
    };
    const read = () => legend.current?.show(readAt(useRun.getState().curves, viewNow(), hovered));
    const chart = createChart(parent, {
      quantity,
      log,
      onHover: (x) => {
        hovered = x;
        read();
      },
      onZoom: (part) => useChartSettings.getState().zoomTo(quantity.id, part),
    });
    const scheduler = createFrameScheduler(() => {
      const { curves } = useRun.getState();
      const { zoom } = useChartSettings.getState();
      const range = zoom.x ?? atLeastOne(extentOf(curves, by));
      chart.draw(linesOf(curves, viewNow(), range, parent.clientWidth), range, zoom.y?.[quantity.id]);
      parent.dataset['points'] = String(by === 'step' ? curves.steps.length : curves.epochs.length);
      read();
    });
    scheduler.request();

    const stopCurves = useRun.subscribe((now, before) => {
      if (now.version !== before.version) scheduler.request();
    });
    const stopSettings = useChartSettings.subscribe(scheduler.request);
    const sizes = new ResizeObserver(() => chart.resize(parent.clientWidth, parent.clientHeight));
    sizes.observe(parent);
    const theme = new MutationObserver(chart.recolor);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      scheduler.cancel();
      stopCurves();
      stopSettings();
      sizes.disconnect();
      theme.disconnect();
      chart.destroy();
    };
  }, [quantity, by, log]);

  return (
    <figure
      aria-label={t(quantity.label)}
      data-chart={quantity.id}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <Legend ref={legend} quantity={quantity} by={by} />
      <div ref={place} className="min-h-0 flex-1 overflow-hidden" />
    </figure>
  );
}

/** A single point needs room around it. */
const atLeastOne = (extent: Range | null): Range => {
  const [from, to] = extent ?? [1, 2];
  return [from, Math.max(to, from + 1)];
};
