import type { Localized } from '#shared/graph/diagnostic';
import type { ProjectFile } from '#shared/project/schema';
import type { EventPayload, RunState } from '#shared/protocol/api';
import { createRunningMeans, decimal, epochLine, progressLine, tableLines } from './progress';
import { language, printJson, printLine, printNote, say } from './terminal';

/** Says how a training goes: a bar on a terminal, a line an epoch elsewhere, or JSON. */
export interface Reporter {
  state(state: RunState): void;
  steps(steps: EventPayload<'run.steps'>): void;
  epoch(report: EventPayload<'run.epoch'>): void;
  probe(rows: EventPayload<'run.probe'>): void;
  interrupted(): void;
  /** Takes the bar away, so that a line can be printed. */
  clear(): void;
  end(end: EventPayload<'run.end'>): void;
}

/** `accuracy` with prefix `val`: `valAccuracy`. */
const prefixed = <T>(prefix: string, metrics: Readonly<Record<string, T>> | null): Record<string, T> =>
  Object.fromEntries(
    Object.entries(metrics ?? {}).map(([name, value]) => [
      `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );

const restored = (epoch: number): Localized => ({
  en: `The weights are those after epoch ${epoch}.`,
  ko: `가중치를 에포크 ${epoch}의 것으로 되돌렸습니다.`,
});

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
    probe({ rows }) {
      if (kind === 'json') for (const row of rows) printJson({ event: 'probe', ...row });
    },
    interrupted() {
      clear();
      printNote(language === 'ko' ? '이번 묶음을 마치고 멈춥니다 …' : 'Stopping after the running chunk …');
    },
    clear,
    end(end) {
      const { reason, epochs, testLoss, testMetrics, msPerStep, samplesPerSecond } = end;
      const { peakRssMb, device, checkpoint, stoppedBy, restoredEpoch, files = [] } = end;
      const test = testLoss === null ? {} : { testLoss, ...prefixed('test', testMetrics) };
      if (kind === 'json') {
        const figures = { msPerStep, samplesPerSecond, peakRssMb, device };
        printJson({
          event: 'end',
          reason,
          epochs,
          ...(stoppedBy && { stoppedBy: stoppedBy.callback }),
          ...(restoredEpoch !== undefined && { restoredEpoch }),
          ...test,
          ...prefixed('test', end.testTables ?? {}),
          ...figures,
          checkpoint,
          ...(files.length > 0 && { files: files.map(({ path }) => path) }),
        });
        return;
      }
      if (stoppedBy) printNote(`${stoppedBy.callback}: ${say(stoppedBy.reason)}`);
      if (restoredEpoch !== undefined) printNote(say(restored(restoredEpoch)));
      for (const [name, value] of Object.entries<number>(test)) printLine(`${name} ${decimal(value)}`);
      if (msPerStep !== null && samplesPerSecond !== null)
        printNote(
          `${msPerStep.toFixed(3)} ms/step  ${Math.round(samplesPerSecond)} samples/s  ${Math.round(peakRssMb)} MB  ${device}`,
        );
      for (const lines of Object.entries(end.testTables ?? {}).map(tableLines)) lines.forEach(printLine);
      if (checkpoint !== null) printNote(`checkpoint ${checkpoint}`);
      for (const { path } of files) printNote(path);
    },
  };
}
