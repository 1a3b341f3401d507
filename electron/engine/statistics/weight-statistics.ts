import type { WatchedLayer } from './watched-layers';

/** What one step did to a layer. */
export interface WeightStatistics {
  /** Euclidean norm; null when it is not finite. */
  readonly gradientNorm: number | null;
  /** Norm of the update divided by the norm of the weights before it; null when nothing was updated or all weights were 0. */
  readonly updateRatio: number | null;
}

/** Vectors are laid out like theta. */
export interface WatchedStep {
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly gradient: Float32Array;
}

/** The step's effect on a layer, summed in float64. */
export function weightStatistics(
  { from, to }: Pick<WatchedLayer, 'from' | 'to'>,
  { before, after, gradient }: WatchedStep,
): WeightStatistics {
  let [gradients, weights, updates] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const [g, w] = [gradient[i]!, before[i]!];
    const update = after[i]! - w;
    gradients += g * g;
    weights += w * w;
    updates += update * update;
  }
  const ratio = Math.sqrt(updates / weights);
  return {
    gradientNorm: Number.isFinite(gradients) ? Math.sqrt(gradients) : null,
    updateRatio: updates > 0 && Number.isFinite(ratio) ? ratio : null,
  };
}
