import { sizeOf } from '#shared/graph/shape';
import type { WeightReport } from '#shared/protocol/weights';

type Layer = WeightReport['layers'][number];

/** How many weights, and numbers in them, fit. */
export function countWeights({ layers }: WeightReport) {
  const weights = layers.flatMap((layer) => layer.weights);
  const taken = weights.filter(({ verdict }) => verdict === 'taken');
  const numbers = (of: typeof weights) => of.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    all: weights.length,
    taken: taken.length,
    numbers: numbers(weights),
    takenNumbers: numbers(taken),
  };
}

const isWhole = ({ weights }: Layer): boolean => weights.every(({ verdict }) => verdict === 'taken');

/** Blocks of which every weight fits. */
export const wholeLayers = ({ layers }: WeightReport): readonly string[] =>
  layers.filter(isWhole).map(({ nodeId }) => nodeId);
