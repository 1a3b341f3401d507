import { z } from 'zod';

const snapshot = z.object({
  /** Updates until then. */
  step: z.number(),
  /** Epochs that were complete. */
  epoch: z.number(),
  bytes: z.number(),
  /** A safetensors file; it may not be written yet. */
  path: z.string(),
});
export type Snapshot = z.infer<typeof snapshot>;

/** The snapshots of a run, in order. */
export const runSnapshots = z.object({ runId: z.string().nullable(), snapshots: z.array(snapshot) });
export type RunSnapshots = z.infer<typeof runSnapshots>;
