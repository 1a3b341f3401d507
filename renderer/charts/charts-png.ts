import { themeColor } from '../views/theme-color';
import { LINES } from './chart';

/** One drawn chart and the words above it. */
export interface ChartPicture {
  readonly canvas: HTMLCanvasElement;
  readonly title: string;
  readonly lines: readonly { readonly line: 'training' | 'validation'; readonly name: string }[];
}

/** In CSS pixels. */
const HEADER = 28;
const SWATCH = 24;
const FONT = 'system-ui, sans-serif';

/** All charts side by side as one picture, in the colours and the sharpness of the screen. */
export async function chartsPng(charts: readonly ChartPicture[]): Promise<Blob> {
  const ratio = devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = charts.reduce((sum, chart) => sum + chart.canvas.width, 0);
  canvas.height = Math.max(...charts.map((chart) => chart.canvas.height)) + HEADER * ratio;
  const context = canvas.getContext('2d')!;
  context.fillStyle = themeColor('panel');
  context.fillRect(0, 0, canvas.width, canvas.height);
  let left = 0;
  for (const chart of charts) {
    context.drawImage(chart.canvas, left, HEADER * ratio);
    context.save();
    context.scale(ratio, ratio);
    drawHeader(context, chart, left / ratio);
    context.restore();
    left += chart.canvas.width;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large'))));
  });
}

function drawHeader(context: CanvasRenderingContext2D, { title, lines }: ChartPicture, left: number): void {
  const middle = HEADER / 2;
  let x = left + 12;
  const write = (text: string, font: string) => {
    context.font = font;
    context.fillStyle = themeColor('ink');
    context.fillText(text, x, middle);
    x += context.measureText(text).width + 16;
  };
  context.textBaseline = 'middle';
  write(title, `600 14px ${FONT}`);
  for (const { line, name } of lines) {
    context.strokeStyle = themeColor(LINES[line].color);
    context.setLineDash([...LINES[line].dash]);
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, middle);
    context.lineTo(x + SWATCH, middle);
    context.stroke();
    x += SWATCH + 6;
    write(name, `12px ${FONT}`);
  }
}
