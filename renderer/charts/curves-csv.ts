import type { Curves } from '../state/run-store';
import type { Axis } from './chart-settings';

type Cell = number | null | undefined;
type Row = readonly Cell[];

/** The curves as a table, with Keras's names: a row for every step, or for every epoch. */
export function curvesCsv(curves: Curves, by: Axis): string {
  const metrics = Object.keys(curves.metrics);
  const validated = [
    ...new Set([...metrics, ...curves.epochs.flatMap(({ valMetrics }) => Object.keys(valMetrics ?? {}))]),
  ];
  const { header, rows } = (by === 'step' ? stepTable : epochTable)(curves, { metrics, validated });
  const lines = [header, ...rows.map((row) => row.map(written))].map((cells) => cells.join(','));
  return `${lines.join('\n')}\n`;
}

const written = (value: Cell): string => (value == null ? '' : String(value));

/** Names of single weights have commas in them. */
const quoted = (name: string): string => (name.includes(',') ? `"${name}"` : name);

interface Names {
  readonly metrics: readonly string[];
  readonly validated: readonly string[];
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** The validation stands beside the last step of its epoch. */
function stepTable(
  { steps, loss, metrics: values, learningRate, epochs, probes }: Curves,
  names: Names,
): Table {
  const { metrics, validated } = names;
  const ends = new Map(epochs.map((epoch) => [epoch.step, epoch]));
  const recorded = Object.entries(probes).map(
    ([name, curve]) => [name, new Map(curve.steps.map((step, i) => [step, curve.values[i]]))] as const,
  );
  return {
    header: [
      'step',
      'loss',
      ...metrics,
      'val_loss',
      ...validated.map((name) => `val_${name}`),
      'learning_rate',
      ...recorded.map(([name]) => quoted(name)),
    ],
    rows: steps.map((step, i) => {
      const end = ends.get(step);
      return [
        step,
        loss[i],
        ...metrics.map((name) => values[name]![i]),
        end?.valLoss,
        ...validated.map((name) => end?.valMetrics?.[name]),
        learningRate[i],
        ...recorded.map(([, at]) => at.get(step)),
      ];
    }),
  };
}

function epochTable({ epochs }: Curves, { metrics, validated }: Names): Table {
  return {
    header: [
      'epoch',
      'step',
      'loss',
      ...metrics,
      'val_loss',
      ...validated.map((name) => `val_${name}`),
      'learning_rate',
      'seconds',
    ],
    rows: epochs.map((epoch) => [
      epoch.epoch,
      epoch.step,
      epoch.loss,
      ...metrics.map((name) => epoch.metrics[name]),
      epoch.valLoss,
      ...validated.map((name) => epoch.valMetrics?.[name]),
      epoch.learningRate,
      epoch.seconds,
    ]),
  };
}
