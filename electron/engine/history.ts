import type { ApiOutput, EventName, EventPayload } from '#shared/protocol/api';
import { addProbeRows } from '#shared/protocol/probe';
import { spread } from '#shared/train/spread';
import type { Emit } from './training';

/** What a page that comes late needs to draw the charts of the run so far. */
export interface History {
  /** Passes an event on and keeps what it says of the run. */
  readonly emit: Emit;
  read(): ApiOutput<'engine.history'>;
}

/** Keeps the curves of the latest run; another run's first event makes it forget the one before. */
export function createHistory(emit: Emit): History {
  let history = emptyHistory(null);
  const historyOf = (runId: string) => (history.runId === runId ? history : (history = emptyHistory(runId)));
  const keep: { readonly [N in EventName]?: (payload: EventPayload<N>) => void } = {
    'run.steps': ({ runId, steps, loss, metrics, learningRate }) => {
      const { steps: curve } = historyOf(runId);
      for (let i = 0; i < steps.length; i++) {
        curve.steps.push(steps[i]!);
        curve.loss.push(loss[i]!);
        curve.learningRate.push(learningRate[i]!);
      }
      for (const [name, values] of Object.entries(metrics))
        for (const value of values) (curve.metrics[name] ??= []).push(value);
    },
    'run.statistics': ({ runId, ...statistics }) => {
      const kept = historyOf(runId);
      kept.statistics = spread([...kept.statistics, statistics]);
    },
    'run.probe': ({ runId, rows }) => addProbeRows(historyOf(runId).probes, rows),
    'run.epoch': (epoch) => void historyOf(epoch.runId).epochs.push(epoch),
    'run.end': (end) => {
      historyOf(end.runId).end = end;
    },
  };
  return {
    emit(name, payload) {
      keep[name]?.(payload);
      emit(name, payload);
    },
    read: () => history,
  };
}

const emptyHistory = (runId: string | null): ApiOutput<'engine.history'> => ({
  runId,
  steps: { steps: [], loss: [], metrics: {}, learningRate: [] },
  epochs: [],
  statistics: [],
  probes: {},
  end: null,
});
