import type { Curves } from '../state/run-store';
import type { Axis } from './chart-settings';

type Cell = number | null | undefined;
type Row = readonly Cell[];

/** The curves as a table, with Keras's names: a row for every step, or for every epoch. */
export function curvesCsv(curves: Curves, by: Axis): string {
  const metrics = Object.keys(curves.metrics);
  const { header, rows } = (by === 'step' ? stepTable : epochTable)(curves, metrics);
  const lines = [header, ...rows.map((row) => row.map(written))].map((cells) => cells.join(','));
  return `${lines.join('\n')}\n`;
}

const written = (value: Cell): string => (value == null ? '' : String(value));

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** The validation stands beside the last step of its epoch. */
function stepTable({ steps, loss, metrics: values, epochs }: Curves, metrics: readonly string[]): Table {
  const ends = new Map(epochs.map((epoch) => [epoch.step, epoch]));
  return {
    header: ['step', 'loss', ...metrics, 'val_loss', ...metrics.map((name) => `val_${name}`)],
    rows: steps.map((step, i) => {
      const end = ends.get(step);
      return [
        step,
        loss[i],
        ...metrics.map((name) => values[name]![i]),
        end?.valLoss,
        ...metrics.map((name) => end?.valMetrics?.[name]),
      ];
    }),
  };
}

function epochTable({ epochs }: Curves, metrics: readonly string[]): Table {
  return {
    header: [
      'epoch',
      'step',
      'loss',
      ...metrics,
      'val_loss',
      ...metrics.map((name) => `val_${name}`),
      'seconds',
    ],
    rows: epochs.map((epoch) => [
      epoch.epoch,
      epoch.step,
      epoch.loss,
      ...metrics.map((name) => epoch.metrics[name]),
      epoch.valLoss,
      ...metrics.map((name) => epoch.valMetrics?.[name]),
      epoch.seconds,
    ]),
  };
}
