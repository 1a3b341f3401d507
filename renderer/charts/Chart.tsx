import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { type Curves, useRun } from '../state/run-store';
import { createChart } from './chart';
import { type ChartView, extentOf, linesOf, readAt } from './chart-data';
import { type Range, useChartSettings, zoomOf } from './chart-settings';
import { createFrameScheduler } from './frame-scheduler';
import { Legend, type LegendHandle } from './Legend';
import type { Quantity } from './quantities';

/** The curves of one quantity with the values under the pointer. It is drawn past React, as often as pictures are worth it. */
export function Chart({ quantity }: { quantity: Quantity }) {
  const t = useText();
  const by = useChartSettings((state) => state.by);
  const log = useChartSettings((state) => state.logLoss && quantity.canBeLog);
  const legend = useRef<LegendHandle>(null);
  const figure = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const parent = place.current!;
    let hovered: number | null = null;
    const viewNow = (): ChartView => {
      const { smoothing } = useChartSettings.getState();
      return { quantity: quantity.id, by, smoothing, log };
    };
    const read = () => legend.current?.show(readAt(useRun.getState().curves, viewNow(), hovered));
    /** What is drawn, for those who look past the picture. */
    const tell = (curves: Curves) => {
      const { points, last } = figure.current!.dataset;
      const count = String(by === 'step' ? curves.steps.length : curves.epochs.length);
      const newest = String(readAt(curves, viewNow(), null)?.training ?? '');
      if (points !== count) figure.current!.dataset['points'] = count;
      if (last !== newest) figure.current!.dataset['last'] = newest;
    };
    const chart = createChart(parent, {
      quantity,
      log,
      onHover: (x) => {
        hovered = x;
        read();
      },
      onZoom: (part) => {
        const { zoomTo, showAll } = useChartSettings.getState();
        if (part) zoomTo(useRun.getState().curves, quantity.id, part);
        else showAll();
      },
    });
    const scheduler = createFrameScheduler(() => {
      const { curves } = useRun.getState();
      const zoom = zoomOf(useChartSettings.getState(), curves);
      const range = zoom.x ?? atLeastOne(extentOf(curves, by));
      chart.draw(linesOf(curves, viewNow(), range, parent.clientWidth), range, zoom.y?.[quantity.id]);
      tell(curves);
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
      ref={figure}
      data-testid={`chart-${quantity.id}`}
      className="@container flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <Legend ref={legend} quantity={quantity} by={by} />
      <div ref={place} className="min-h-0 flex-1 overflow-hidden [&_.u-select]:bg-accent/20!" />
    </figure>
  );
}

/** A single point needs room around it. */
const atLeastOne = (extent: Range | null): Range => {
  const [from, to] = extent ?? [1, 2];
  return [from, Math.max(to, from + 1)];
};
