import type { CompileSource, ModelState } from '#shared/compile/program';
import type { Devices } from './devices/devices';
import { DEVICES } from './devices/table';
import { trainingKey } from './model';
import { createOnnxTrainer } from './onnx-trainer';
import type { Trainer } from './trainer';

/** Trains on the device that the project asks for. Throws a DiagnosticError when the drawing cannot be compiled or the device not be used. */
export async function createDeviceTrainer(
  source: CompileSource,
  initial: ModelState,
  batch: number,
  devices: Pick<Devices, 'choose'>,
): Promise<Trainer> {
  const key = trainingKey(source) + batch;
  const { name, notes } = await devices.choose({ source, state: initial, batch, key });
  return { ...(await trainerOn(name, source, initial, batch)), notes };
}

/** Trains as this device does: with an engine of its own, or with ONNX Runtime. */
export function trainerOn(
  device: string,
  source: CompileSource,
  initial: ModelState,
  batch: number,
): Promise<Trainer> {
  const { createTrainer } = DEVICES[device]!;
  return createTrainer
    ? createTrainer(source, initial, batch)
    : createOnnxTrainer(source, initial, batch, device);
}
