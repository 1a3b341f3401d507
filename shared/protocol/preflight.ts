import { z } from 'zod';
import { localized, memoryReport } from './memory';

/** How long training takes. Seconds, unless the name says otherwise. */
const preflightTime = z.object({
  /**
   * estimate: from the operations and from what other networks took on this machine; measured: from steps of this very network; run: its
   * last epoch, views included.
   */
  basis: z.enum(['estimate', 'measured', 'run']),
  /** estimate: of so many other networks. */
  networks: z.number(),
  msPerStep: z.number(),
  /** Of an epoch: its steps, and its validation. */
  training: z.number(),
  validation: z.number(),
  epoch: z.number(),
  /** Of all epochs. */
  all: z.number(),
});
export type PreflightTime = z.infer<typeof preflightTime>;

/** The largest batch for which training fits into the memory that is free. */
const largestBatch = z.object({
  /** 0: not even a single sample fits. */
  batch: z.number(),
  /** It has all training samples; a larger one would be no other. */
  isAll: z.boolean(),
  /** Bytes. */
  limit: z.number(),
});
export type LargestBatch = z.infer<typeof largestBatch>;

/** What training the project of the last `setProject` will take. */
export const preflightReport = z.object({
  /** On which it is measured; before that, on which it would be. */
  device: z.string(),
  batch: z.number(),
  stepsPerEpoch: z.number(),
  trainCount: z.number(),
  validationCount: z.number(),
  epochs: z.number(),
  /** Null: not known yet, as that of a large network is estimated only when it is measured. */
  memory: memoryReport.nullable(),
  /** What training some steps really took, with the samples in memory. Bytes. */
  measuredBytes: z.number().nullable(),
  /** Null: not looked for yet. */
  largestBatch: largestBatch.nullable(),
  /** Null: no network was ever measured on this machine. */
  time: preflightTime.nullable(),
  /** Why steps were asked for and not measured. cancelled: for training, an edit or another question. */
  unmeasured: z
    .object({ reason: z.enum(['cancelled', 'busy', 'memory', 'failed']), message: localized })
    .nullable(),
});
export type PreflightReport = z.infer<typeof preflightReport>;

/** `measure`: trains some steps in a process of their own where none were measured yet, and looks for the largest batch. */
export const preflightRequest = z.object({
  measure: z.boolean(),
  /** Also where steps were measured before. */
  again: z.boolean().optional(),
});
