import type { ProjectFile } from '#shared/project/schema';
import type { EventPayload, RunState } from '#shared/protocol/api';
import { createRunningMeans, decimal, epochLine, progressLine } from './progress';
import { language, printJson, printLine, printNote } from './terminal';

/** Says how a training goes: a bar on a terminal, a line an epoch elsewhere, or JSON. */
export interface Reporter {
  state(state: RunState): void;
  steps(steps: EventPayload<'run.steps'>): void;
  epoch(report: EventPayload<'run.epoch'>): void;
  interrupted(): void;
  /** Takes the bar away, so that a line can be printed. */
  clear(): void;
  end(end: EventPayload<'run.end'>): void;
}

/** `accuracy` with prefix `val`: `valAccuracy`. */
const prefixed = (prefix: string, metrics: Readonly<Record<string, number>> | null): Record<string, number> =>
  Object.fromEntries(
    Object.entries(metrics ?? {}).map(([name, value]) => [
      `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );

const ERASE_LINE = '\r\u001B[2K';

export function createReporter(kind: 'json' | 'bar' | 'lines', project: ProjectFile): Reporter {
  const running = createRunningMeans();
  let shown = false;

  const clear = () => {
    if (shown) process.stderr.write(ERASE_LINE);
    shown = false;
  };

  return {
    state(state) {
      if (kind !== 'bar' || state.state !== 'running') return;
      const width = process.stderr.columns || 80;
      process.stderr.write(ERASE_LINE + progressLine(state, running.means(), language).slice(0, width - 1));
      shown = true;
    },
    steps: running.add,
    epoch(report) {
      clear();
      running.reset();
      const { epoch, loss, metrics, valLoss, valMetrics } = report;
      if (kind !== 'json') printLine(epochLine(report, project.training.epochs));
      else
        printJson({
          event: 'epoch',
          epoch,
          loss,
          ...metrics,
          ...(valLoss === null ? {} : { valLoss, ...prefixed('val', valMetrics) }),
        });
    },
    interrupted() {
      clear();
      printNote(language === 'ko' ? '이번 묶음을 마치고 멈춥니다 …' : 'Stopping after the running chunk …');
    },
    clear,
    end(end) {
      const { reason, epochs, testLoss, testMetrics, msPerStep, samplesPerSecond } = end;
      const { peakRssMb, device, checkpoint } = end;
      const test = testLoss === null ? {} : { testLoss, ...prefixed('test', testMetrics) };
      if (kind === 'json') {
        const figures = { msPerStep, samplesPerSecond, peakRssMb, device };
        printJson({ event: 'end', reason, epochs, ...test, ...figures, checkpoint });
        return;
      }
      for (const [name, value] of Object.entries<number>(test)) printLine(`${name} ${decimal(value)}`);
      if (msPerStep !== null && samplesPerSecond !== null)
        printNote(
          `${msPerStep.toFixed(3)} ms/step  ${Math.round(samplesPerSecond)} samples/s  ${Math.round(peakRssMb)} MB  ${device}`,
        );
      if (checkpoint !== null) printNote(`checkpoint ${checkpoint}`);
    },
  };
}
