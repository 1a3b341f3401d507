import type { ScheduleDefinition } from './definition';
import { cosineDecay } from './schedules/cosine-decay';
import { cosineDecayRestarts } from './schedules/cosine-decay-restarts';
import { exponentialDecay } from './schedules/exponential-decay';
import { inverseTimeDecay } from './schedules/inverse-time-decay';
import { oneCycle } from './schedules/one-cycle';
import { piecewiseConstantDecay } from './schedules/piecewise-constant-decay';
import { polynomialDecay } from './schedules/polynomial-decay';

/** By Keras's class names (https://keras.io/api/optimizers/learning_rate_schedules/), and PyTorch's one-cycle. */
export const SCHEDULES: Readonly<Record<string, ScheduleDefinition>> = {
  ExponentialDecay: exponentialDecay,
  PiecewiseConstantDecay: piecewiseConstantDecay,
  PolynomialDecay: polynomialDecay,
  InverseTimeDecay: inverseTimeDecay,
  CosineDecay: cosineDecay,
  CosineDecayRestarts: cosineDecayRestarts,
  OneCycle: oneCycle,
};
