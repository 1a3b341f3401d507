import { z } from 'zod';

export const localized = z.object({ en: z.string(), ko: z.string() });
export const diagnostic = z.looseObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'hint']),
  message: localized,
});

/** A `MemoryEstimate`, what the machine has for it, and a warning where that is less. */
export const memoryReport = z.object({
  data: z.number(),
  state: z.number(),
  step: z.number(),
  evaluation: z.number(),
  runtime: z.number(),
  total: z.number(),
  available: z.number(),
  diagnostics: z.array(diagnostic),
});
export type MemoryReport = z.infer<typeof memoryReport>;
