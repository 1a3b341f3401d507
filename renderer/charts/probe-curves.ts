import type { Curves } from '../state/run-store';

/** What a probe recorded as curves whose loss it is: at its own steps, and at every epoch the last value until then. */
export function probeAsCurves({ probes, epochs }: Curves, name: string): Curves {
  const { steps, values } = probes[name] ?? { steps: [], values: [] };
  const loss = values.map((value) => value ?? Number.NaN);
  let next = 0;
  return {
    steps,
    loss,
    metrics: {},
    learningRate: [],
    probes: {},
    epochs: epochs.map((epoch) => {
      while (next < steps.length && steps[next]! <= epoch.step) next++;
      return { ...epoch, loss: loss[next - 1] ?? Number.NaN, valLoss: null, valMetrics: null };
    }),
  };
}
