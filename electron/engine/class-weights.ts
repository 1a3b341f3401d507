import type { TrainingConfig } from '#shared/train/config';

/**
 * Class weights as numbers; null when all samples count alike. `balanced`: samples / (classes · samples of the class), as scikit-learn's
 * `compute_class_weight`, so that the mean weight is 1. Labels are class numbers.
 */
export function classWeightNumbers(
  weights: TrainingConfig['classWeights'],
  labels: ArrayLike<number>,
  classes: number,
): readonly number[] | null {
  if (weights !== 'balanced') return weights;
  const counts = Array.from({ length: classes }, () => 0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts.map((count) => (count === 0 ? 1 : labels.length / (classes * count)));
}
