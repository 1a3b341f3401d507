import { csvLogger } from './callbacks/csv-logger';
import type { CallbackDefinition } from './callbacks/definition';
import { earlyStopping } from './callbacks/early-stopping';
import { modelCheckpoint } from './callbacks/model-checkpoint';
import { probe } from './callbacks/probe';
import { reduceLrOnPlateau } from './callbacks/reduce-lr-on-plateau';
import { stopAtTarget } from './callbacks/stop-at-target';
import { terminateOnNan } from './callbacks/terminate-on-nan';

/** By Keras's class names (https://keras.io/api/callbacks/), a stop at a target, and a probe. */
export const CALLBACKS: Readonly<Record<string, CallbackDefinition>> = {
  EarlyStopping: earlyStopping,
  ReduceLROnPlateau: reduceLrOnPlateau,
  ModelCheckpoint: modelCheckpoint,
  StopAtTarget: stopAtTarget,
  TerminateOnNaN: terminateOnNan,
  Probe: probe,
  CSVLogger: csvLogger,
};
