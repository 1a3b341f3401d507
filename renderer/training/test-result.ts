import { create } from 'zustand';
import type { ApiOutput } from '#shared/protocol/api';
import { isTraining, useRun } from '../state/run-store';

export type TestResult = Pick<ApiOutput<'engine.evaluate'>, 'loss' | 'metrics' | 'tables'>;

interface MeasuredStore {
  /** The latest measurement, and the run and step at which it was made. */
  readonly measured: { readonly result: TestResult; readonly at: string } | null;
  setMeasured(result: TestResult): void;
}

const placeOf = ({ runId, step }: { readonly runId: string | null; readonly step: number }): string =>
  `${runId} ${step}`;

export const useMeasured = create<MeasuredStore>()((set) => ({
  measured: null,
  setMeasured: (result) => set({ measured: { result, at: placeOf(useRun.getState().run) } }),
}));

/** The network on the test data: as the run ended, else as it was measured last with the weights of now; null when neither is known. */
export function useTestResult(): TestResult | null {
  const run = useRun((state) => state.run);
  const end = useRun((state) => state.end);
  const measured = useMeasured((state) => state.measured);
  // An earlier end says nothing of what runs now.
  if (end && end.testLoss !== null && end.testMetrics && !isTraining(run) && run.state !== 'paused')
    return { loss: end.testLoss, metrics: end.testMetrics, tables: end.testTables };
  return measured?.at === placeOf(run) ? measured.result : null;
}
