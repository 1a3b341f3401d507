import type { TrainingConfig } from '#shared/train/config';
import { type SavedLoop, NOTHING_SAVED } from '../../electron/engine/loop-memory';
import {
  createTrainingLoop,
  type LoopEffects,
  type LoopSettings,
  type TrainingLoop,
} from '../../electron/engine/training-loop';

/** A loop that writes nothing, with a constant rate and no callbacks unless told otherwise. */
export const fakeLoop = (
  settings: Partial<Pick<TrainingConfig, keyof LoopSettings>> = {},
  saved: SavedLoop = NOTHING_SAVED,
  effects: Partial<LoopEffects> = {},
): TrainingLoop =>
  createTrainingLoop({ learningRate: 0.1, schedule: null, callbacks: [], ...settings }, saved, {
    warn: () => undefined,
    writeRow: async () => 0,
    ...effects,
  });
