import { type Curves, useRun } from '../state/run-store';
import { pastOf, useSnapshots } from '../state/snapshots-store';
import { createChart } from './chart';
import { type ChartView, extentOf, linesOf, readAt, type Reading } from './chart-data';
import { type Axis, type Range, useChartSettings, zoomOf } from './chart-settings';
import { probeAsCurves } from './probe-curves';
import { createFrameScheduler } from './frame-scheduler';
import type { Quantity } from './quantities';

export interface LiveChartOptions {
  /** Where it is drawn; its size is followed. */
  readonly place: HTMLElement;
  readonly quantity: Quantity;
  readonly by: Axis;
  readonly log: boolean;
  /** The values under the pointer, or the newest ones. */
  show(reading: Reading | null): void;
  /** After every picture: what has been drawn. */
  tell(points: number, newest: Reading | null): void;
}

/** Draws the curves of the run as they grow, whenever they, the settings, the size or the theme change. Returns how to stop. */
export function startLiveChart({ place, quantity, by, log, show, tell }: LiveChartOptions): () => void {
  let hovered: number | null = null;
  const viewNow = (): ChartView => {
    const { smoothing } = useChartSettings.getState();
    return {
      quantity: quantity.probe === undefined ? quantity.id : 'loss',
      by,
      smoothing: quantity.canBeSmooth ? smoothing : 0,
      log,
    };
  };
  const readNow = (x: number | null) => readAt(curvesOf(useRun.getState().curves, quantity), viewNow(), x);

  const chart = createChart(place, {
    quantity,
    log,
    markAt: () => {
      const past = pastOf(useSnapshots.getState());
      return past && (by === 'step' ? past.step : past.epoch);
    },
    onHover: (x) => {
      hovered = x;
      show(readNow(hovered));
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
    const shown = curvesOf(curves, quantity);
    chart.draw(linesOf(shown, viewNow(), range, place.clientWidth), range, zoom.y?.[quantity.id]);
    show(readNow(hovered));
    tell(countOf(curves, by), readNow(null));
  });
  scheduler.request();

  const stopCurves = useRun.subscribe((now, before) => {
    if (now.version !== before.version) scheduler.request();
  });
  const stopSnapshots = useSnapshots.subscribe((now, before) => {
    if (now.at !== before.at) scheduler.request();
  });
  const stopSettings = useChartSettings.subscribe(scheduler.request);
  const sizes = new ResizeObserver(() => chart.resize(place.clientWidth, place.clientHeight));
  sizes.observe(place);
  const theme = new MutationObserver(chart.recolor);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    scheduler.cancel();
    stopCurves();
    stopSnapshots();
    stopSettings();
    sizes.disconnect();
    theme.disconnect();
    chart.destroy();
  };
}

/** Of a probe: what it recorded, in the place of the loss. */
const curvesOf = (curves: Curves, { probe }: Quantity): Curves =>
  probe === undefined ? curves : probeAsCurves(curves, probe);

const countOf = ({ steps, epochs }: Curves, by: Axis): number => (by === 'step' ? steps : epochs).length;

/** A single point needs room around it. */
const atLeastOne = (extent: Range | null): Range => {
  const [from, to] = extent ?? [1, 2];
  return [from, Math.max(to, from + 1)];
};
