import uPlot from 'uplot';
import { formatNumber } from '../i18n/format';
import { themeColor } from '../views/theme-color';
import type { RateCurves } from './rates-store';

/** Vertical lines at rates. */
export interface RateMarks {
  readonly steepest: number | null;
  readonly chosen: number | null;
}

export interface RatesChartOptions {
  /** The index under the pointer; null when it has left. */
  onHover(index: number | null): void;
  /** A click at a rate. */
  onChoose(rate: number): void;
}

export interface RatesChart {
  draw(curves: RateCurves, range: readonly [number, number], marks: RateMarks): void;
  resize(width: number, height: number): void;
  recolor(): void;
  destroy(): void;
}

const FONT = '11px system-ui, sans-serif';
const axis: uPlot.Axis = {
  font: FONT,
  stroke: () => themeColor('muted'),
  grid: { stroke: () => themeColor('grid'), width: 1 },
  ticks: { show: false },
};

/** Loss over the learning rate, which is logarithmic: single losses faint, the smoothed ones solid. */
export function createRatesChart(parent: HTMLElement, { onHover, onChoose }: RatesChartOptions): RatesChart {
  let shown: readonly [number, number] = [1e-7, 10];
  let marks: RateMarks = { steepest: null, chosen: null };
  const plot = new uPlot(
    {
      width: Math.max(1, parent.clientWidth),
      height: Math.max(1, parent.clientHeight),
      legend: { show: false },
      padding: [10, 14, 0, 0],
      series: [
        {},
        { stroke: () => themeColor('accent'), width: 1, alpha: 0.35, points: { show: false } },
        { stroke: () => themeColor('accent'), width: 2, points: { show: false } },
      ],
      scales: {
        x: { time: false, distr: 3, range: () => [...shown] },
        y: { range: ({ data }) => [...verticalRange(data[2] as readonly number[])] },
      },
      axes: [
        { ...axis, size: 28, values: (_, splits: (number | null)[]) => splits.map(powerOfTen) },
        { ...axis, size: 50, values: (_, splits) => splits.map((value) => formatNumber(value)) },
      ],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      hooks: {
        setCursor: [({ cursor }) => onHover(cursor.idx ?? null)],
        draw: [(self) => drawMarks(self, marks)],
      },
    },
    [[], [], []],
    parent,
  );
  plot.over.addEventListener('click', ({ offsetX }) => onChoose(plot.posToVal(offsetX, 'x')));
  return {
    draw({ rates, losses, smoothed }, range, next) {
      shown = range;
      marks = next;
      plot.setData([rates as number[], losses as number[], smoothed as number[]]);
    },
    resize: (width, height) => plot.setSize({ width: Math.max(1, width), height: Math.max(1, height) }),
    recolor: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  };
}

/** Only the powers of ten have a label; the lines between them need none. */
const powerOfTen = (value: number | null): string =>
  value !== null && Number.isInteger(Number(Math.log10(value).toFixed(6))) ? formatNumber(value, 1) : '';

/** Of the smoothed losses: a single one that diverges would press all others flat. */
function verticalRange(smoothed: readonly number[]): readonly [number, number] {
  if (smoothed.length === 0) return [0, 1];
  const [low, high] = [Math.min(...smoothed), Math.max(...smoothed)];
  const margin = Math.max((high - low) * 0.12, Math.abs(high) * 0.02, 1e-6);
  return [low - margin, high + margin];
}

function drawMarks(plot: uPlot, { steepest, chosen }: RateMarks): void {
  const { ctx, bbox } = plot;
  const line = (rate: number, color: string, dash: readonly number[]) => {
    const x = plot.valToPos(rate, 'x', true);
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
    ctx.save();
    ctx.strokeStyle = themeColor(color);
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  };
  if (steepest !== null) line(steepest, 'ok', []);
  if (chosen !== null) line(chosen, 'warning', [5, 4]);
}
