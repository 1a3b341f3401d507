import { z } from 'zod';

/** Where weights are taken from: a safetensors file or a checkpoint's folder; the rest is `MatchOptions`. */
export const weightRequest = z.object({
  path: z.string(),
  by: z.enum(['name', 'order']),
  sources: z.record(z.string(), z.string().nullable()).optional(),
});
export type WeightRequest = z.infer<typeof weightRequest>;

/** `Matching` without the numbers. */
export const weightReport = z.object({
  layers: z.array(
    z.object({
      nodeId: z.string(),
      layer: z.string(),
      source: z.string().nullable(),
      weights: z.array(
        z.object({
          weight: z.string(),
          shape: z.array(z.number()),
          tensors: z.array(z.string()),
          /** In Keras's order. */
          found: z.array(z.number()).nullable(),
          verdict: z.enum(['taken', 'absent', 'other-shape']),
        }),
      ),
    }),
  ),
  sources: z.array(z.string()),
  unused: z.array(z.string()),
});
export type WeightReport = z.infer<typeof weightReport>;

/** A checkpoint that the app keeps. */
export const weightRun = z.object({
  folder: z.string(),
  /** Of the project. */
  name: z.string(),
  epoch: z.number(),
  step: z.number(),
  savedAt: z.number(),
});
export type WeightRun = z.infer<typeof weightRun>;
