import type { Machine } from './machine';
import type { Summary } from './statistics';

/** Everything that one run of the benchmark found; what `--json` prints. Times in milliseconds unless they say otherwise. */
export interface Report {
  readonly format: 'neuroloom-benchmark';
  readonly version: 1;
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly steps: readonly StepResult[];
  readonly compile: readonly CompileResult[];
  readonly coldStart: { readonly host: Summary; readonly train: Summary; readonly total: Summary };
  readonly views: ViewsResult;
}

export interface StepResult {
  readonly id: string;
  readonly label: string;
  readonly batch: number;
  readonly msPerStep: Summary;
  /** Processor time, all cores together. */
  readonly cpuMsPerStep: Summary;
  /** Share of the time that the engine spends between chunks: median. */
  readonly outside: number;
  /** Microseconds, from the minimum. */
  readonly usPerSample: number;
  readonly peakMb: number;
  readonly target: Target | null;
}

export interface CompileResult {
  readonly id: string;
  readonly graph: Summary;
  readonly session: Summary;
  readonly total: Summary;
  readonly modelKb: number;
  readonly target: Target;
}

export interface ViewsResult {
  readonly without: Summary;
  readonly withViews: Summary;
  /** The time of a step with views, divided by the time without: of the fastest windows. */
  readonly ratio: number;
  /** The processor time of a step with views, divided by that without: the median over pairs of neighbouring windows. */
  readonly cpuRatio: number;
  readonly framesPerSecond: Readonly<Record<string, number>>;
  readonly peakMb: number;
  readonly target: Target;
}

/** A limit, and whether the figure (the minimum, where there are several rounds) is within it. */
export interface Target {
  readonly limit: number;
  readonly met: boolean;
}

export const targetOf = (limit: number, figure: number): Target => ({ limit, met: figure <= limit });

/** The report for people. */
export function formatReport({ machine, quick, steps, compile, coldStart, views }: Report): string {
  const { cpu, cores, memoryGb, platform, node, onnxruntime, load } = machine;
  const rates = Object.entries(views.framesPerSecond).map(([stream, rate]) => `${stream} ${rate.toFixed(1)}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGb.toFixed(0)} GB, ${platform}, Node ${node}, onnxruntime-node ${onnxruntime}`,
    `Load before: ${load.toFixed(2)}${quick ? '. Quick: few rounds, rough figures.' : ''}`,
    '',
    table(
      [
        'Training step',
        'batch',
        'ms min',
        'ms median',
        'cpu ms',
        'outside %',
        'µs/sample',
        'peak MB',
        'target ms',
      ],
      steps.map((step) => [
        step.label,
        String(step.batch),
        number(step.msPerStep.min),
        number(step.msPerStep.median),
        number(step.cpuMsPerStep.min),
        (step.outside * 100).toFixed(1),
        number(step.usPerSample),
        step.peakMb.toFixed(0),
        verdict(step.target),
      ]),
    ),
    table(
      ['Compile', 'graph ms', 'session ms', 'total ms min', 'median', 'model KB', 'target ms'],
      compile.map(({ id, graph, session, total, modelKb, target }) => [
        id,
        number(graph.min),
        number(session.min),
        number(total.min),
        number(total.median),
        modelKb.toFixed(0),
        verdict(target),
      ]),
    ),
    table(
      ['Cold start to the first chart point', 'min', 'median'],
      (
        [
          ['start of the host until connected, ms', coldStart.host],
          ['Train until the first point, ms', coldStart.train],
          ['all, ms', coldStart.total],
        ] as const
      ).map(([label, { min, median }]) => [label, min.toFixed(0), median.toFixed(0)]),
    ),
    table(
      ['Live views while training', 'ms/step min', 'median', 'ratio', 'cpu ratio', 'target'],
      [
        ['without', number(views.without.min), number(views.without.median), '', '', ''],
        [
          'thumbnails, maps, prediction',
          number(views.withViews.min),
          number(views.withViews.median),
          views.ratio.toFixed(3),
          views.cpuRatio.toFixed(3),
          verdict(views.target),
        ],
      ],
    ),
    `Frames a second: ${rates.join(', ')}. Training process at most ${views.peakMb.toFixed(0)} MB.`,
  ].join('\n');
}

const number = (x: number): string => (x < 1 ? x.toFixed(4) : x < 10 ? x.toFixed(2) : x.toFixed(1));

const verdict = (target: Target | null): string =>
  target ? `${target.limit} ${target.met ? 'met' : 'MISSED'}` : '';

/** Columns as wide as their longest cell; the first to the left, numbers to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line), ''].join(
    '\n',
  );
}
