import type { LayerStatistics } from '#shared/protocol/api';

export type Verdict = 'exploding' | 'vanishing' | 'dead' | 'saturated' | 'largeUpdates' | 'smallUpdates';

/** Where a layer stops being healthy. Rules of thumb; each verdict's text names where it is from. */
export const LIMITS = {
  /** Gradient norm. */
  exploding: 1e3,
  vanishing: 1e-6,
  /** Gradient norm divided by the largest of all layers. */
  vanishingShare: 1e-3,
  /** Share of the units. */
  dead: 0.5,
  saturated: 0.5,
  /** Norm of the update divided by the norm of the weights. */
  update: { least: 1e-4, most: 1e-1 },
} as const;

type Rule = (layer: LayerStatistics, largest: number) => boolean;

const above = (value: number | null, limit: number): boolean => value !== null && value > limit;
const below = (value: number | null, limit: number): boolean => value !== null && value < limit;

const RULES: Readonly<Record<Verdict, Rule>> = {
  exploding: ({ gradientNorm }) => gradientNorm === null || gradientNorm > LIMITS.exploding,
  vanishing: ({ gradientNorm }, largest) =>
    below(gradientNorm, LIMITS.vanishing) || below(gradientNorm, LIMITS.vanishingShare * largest),
  dead: ({ dead }) => above(dead, LIMITS.dead),
  saturated: ({ saturated }) => above(saturated, LIMITS.saturated),
  largeUpdates: ({ updateRatio }) => above(updateRatio, LIMITS.update.most),
  smallUpdates: ({ updateRatio }) => below(updateRatio, LIMITS.update.least),
};

const ORDER = Object.keys(RULES) as Verdict[];

/** What is wrong with each layer, worst first; nothing for a healthy one. */
export function verdictsOf(layers: readonly LayerStatistics[]): readonly (readonly Verdict[])[] {
  const largest = Math.max(0, ...layers.map(({ gradientNorm }) => gradientNorm ?? 0));
  return layers.map((layer) => ORDER.filter((verdict) => RULES[verdict](layer, largest)));
}
