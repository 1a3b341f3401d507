import uPlot from 'uplot';
import { formatCount } from '#shared/graph/count';
import { themeColor } from '../views/theme-color';
import type { ChartLines } from './chart-data';
import type { Range } from './chart-settings';
import type { Quantity } from './quantities';

export interface ChartOptions {
  readonly quantity: Quantity;
  readonly log: boolean;
  /** A place of the horizontal axis that is marked; null: none. */
  markAt(): number | null;
  /** The place under the pointer; null when it has left. */
  onHover(x: number | null): void;
  /** What was dragged over; null to see everything again. */
  onZoom(part: { readonly x?: Range; readonly y?: Range } | null): void;
}

/** A chart on the page, drawn past React. */
export interface Chart {
  /** Without a vertical range it follows the values. */
  draw(lines: ChartLines, x: Range, y: Range | undefined): void;
  resize(width: number, height: number): void;
  /** After the theme changed. */
  recolor(): void;
  destroy(): void;
}

const FONT = '11px system-ui, sans-serif';
const AXIS_WIDTH = 54;
const AXIS_HEIGHT = 28;
/** A drag over so many pixels up or down zooms the vertical axis too. */
const VERTICAL_DRAG = 24;
const WHOLE_NUMBERS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat();

/** How lines look, beside their colour. */
export const LINES = {
  noise: { color: 'accent', dash: [] },
  training: { color: 'accent', dash: [] },
  validation: { color: 'warning', dash: [5, 4] },
} as const;

/** Training is a solid line, validation a dashed one in another colour, single steps a faint one behind. */
export function createChart(parent: HTMLElement, options: ChartOptions): Chart {
  let shownX: Range = [0, 1];
  let shownY: Range | undefined;

  const { quantity, log } = options;
  const plot = new uPlot(
    {
      width: Math.max(1, parent.clientWidth),
      height: Math.max(1, parent.clientHeight),
      legend: { show: false },
      padding: [8, 14, 0, 0],
      series: [{}, line('noise'), line('training'), line('validation')],
      scales: {
        x: { time: false, range: () => [...shownX] },
        y: {
          distr: log ? 3 : 1,
          range: (_, min: number | null, max: number | null) => [
            ...(shownY ?? verticalRange(quantity, log, min, max)),
          ],
        },
      },
      axes: [
        {
          ...axis,
          size: AXIS_HEIGHT,
          incrs: WHOLE_NUMBERS,
          values: (_, splits) => splits.map((value) => formatCount(value)),
        },
        {
          ...axis,
          size: AXIS_WIDTH,
          // A logarithmic axis labels only some of its lines.
          values: (_, splits: (number | null)[]) =>
            splits.map((value) => (value === null ? '' : quantity.tick(value))),
        },
      ],
      cursor: cursorOf(options),
      hooks: {
        setCursor: [
          ({ cursor, data }) => options.onHover(cursor.idx == null ? null : (data[0][cursor.idx] ?? null)),
        ],
        setSelect: [(self) => zoomToSelection(self, options)],
        draw: [(self) => drawMark(self, options.markAt())],
      },
    },
    [[], [], [], []],
    parent,
  );

  return {
    draw({ x, noise, training, validation }, rangeX, rangeY) {
      shownX = rangeX;
      shownY = rangeY;
      plot.setData([x as number[], noise as number[], training as number[], validation as number[]]);
    },
    resize: (width, height) => plot.setSize({ width: Math.max(1, width), height: Math.max(1, height) }),
    recolor: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  };
}

/** Colours are asked for with every picture, so that they follow the theme. */
function line(name: keyof typeof LINES): uPlot.Series {
  const { color, dash } = LINES[name];
  const stroke = () => themeColor(color);
  return {
    stroke,
    width: 1.75,
    spanGaps: true,
    dash: [...dash],
    points: { size: 5, stroke, fill: () => themeColor('panel') },
    ...(name === 'noise' && { alpha: 0.3, width: 1, points: { show: false } }),
  };
}

const axis: uPlot.Axis = {
  font: FONT,
  stroke: () => themeColor('muted'),
  grid: { stroke: () => themeColor('grid'), width: 1 },
  ticks: { show: false },
};

/** Charts share the pointer's place, not their drags. */
const isHover = (type: string): boolean => type === 'mousemove';

const cursorOf = ({ onZoom }: ChartOptions): uPlot.Cursor => ({
  y: false,
  drag: { x: true, y: true, uni: VERTICAL_DRAG, dist: 4, setScale: false },
  points: { size: 7 },
  sync: { key: 'charts', setSeries: false, scales: ['x', null], filters: { pub: isHover, sub: isHover } },
  bind: {
    dblclick: () => () => {
      onZoom(null);
      return null;
    },
  },
});

/** A vertical line through what one looks back at. */
function drawMark({ ctx, bbox, valToPos }: uPlot, at: number | null): void {
  if (at === null) return;
  const x = valToPos(at, 'x', true);
  if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
  ctx.save();
  ctx.strokeStyle = themeColor('warning');
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** A drag along one axis selects all of the other, which then stays as it is. */
function zoomToSelection(plot: uPlot, { onZoom }: ChartOptions): void {
  const { left, top, width, height } = plot.select;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  const part: { x?: Range; y?: Range } = {};
  if (width < plot.over.clientWidth) part.x = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
  if (height < plot.over.clientHeight) part.y = [plot.posToVal(top + height, 'y'), plot.posToVal(top, 'y')];
  onZoom(part);
}

function verticalRange(quantity: Quantity, log: boolean, min: number | null, max: number | null): Range {
  if (min === null || max === null) return log ? [0.1, 1] : quantity.range(0, 1);
  if (!log) return quantity.range(min, max);
  const [low, high] = uPlot.rangeLog(min, max, 10, false);
  return [low ?? min, high ?? max];
}
