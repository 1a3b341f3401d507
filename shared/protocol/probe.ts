import { z } from 'zod';

/** What probes recorded in a step, by name; null where a value was not finite or did not apply. */
export const probeRow = z.object({
  step: z.number(),
  values: z.record(z.string(), z.number().nullable()),
});
export type ProbeRow = z.infer<typeof probeRow>;

/** All that was recorded under a name. */
const probeCurve = z.object({ steps: z.array(z.number()), values: z.array(z.number().nullable()) });
export const probeCurves = z.record(z.string(), probeCurve);
export type ProbeCurves = z.infer<typeof probeCurves>;

/** Adds rows to curves, in place. */
export function addProbeRows(curves: ProbeCurves, rows: readonly ProbeRow[]): void {
  for (const { step, values } of rows)
    for (const [name, value] of Object.entries(values)) {
      const curve = (curves[name] ??= { steps: [], values: [] });
      curve.steps.push(step);
      curve.values.push(value);
    }
}
