import { z } from 'zod';

/** `RateFinderSettings`; whether they make sense the engine says with a Diagnostic. */
export const rateFinderSettings = z.object({
  from: z.number(),
  to: z.number(),
  steps: z.number(),
  smoothing: z.number(),
  stopFactor: z.number(),
  weights: z.enum(['fresh', 'current']),
});

export const rateFinding = z.object({
  /** diverged: it ended early, as it is meant to. */
  reason: z.enum(['done', 'diverged', 'cancelled']),
  /** How many were made. */
  steps: z.number(),
  /** Where the smoothed loss falls most steeply. */
  steepest: z.number().nullable(),
  lowest: z.number().nullable(),
  device: z.string(),
});
export type RateFinding = z.infer<typeof rateFinding>;

/** Steps of the search since the last such event, or since it began. */
export const rateSteps = z.object({
  /** How many there were before these. */
  before: z.number(),
  rates: z.array(z.number()),
  losses: z.array(z.number()),
  smoothed: z.array(z.number()),
});
export type RateSteps = z.infer<typeof rateSteps>;
