import { performance } from 'node:perf_hooks';
import { trainerOn } from '../device-trainer';
import { runMeasuring } from '../preflight/run-measuring';
import { chooseThreads } from '../threads';
import { sampleSlab } from './sample-slab';
import { type DeviceAnswer, type DeviceTask, runModel, type TrainingTask } from './task';

/** Computes a task in this process, which a broken driver may end. */
export async function runTask(task: DeviceTask): Promise<DeviceAnswer> {
  if ('measure' in task) return { outputs: {}, milliseconds: [], measured: await runMeasuring(task.measure) };
  return 'model' in task ? runModel(task) : runTraining(task);
}

async function runTraining(task: TrainingTask): Promise<DeviceAnswer> {
  const { device, source, state, batch, steps, runs } = task;
  chooseThreads(task.threads);
  const trainer = await trainerOn(device, source, state, batch);
  try {
    const slab = sampleSlab(source, trainer.target, batch, steps);
    const rates = new Float32Array(steps).fill(source.training.learningRate);
    const { losses } = await trainer.runChunk(slab, rates);
    const milliseconds: number[] = [];
    while (milliseconds.length < runs - 1) {
      const startedAt = performance.now();
      await trainer.runChunk(slab, rates);
      milliseconds.push(performance.now() - startedAt);
    }
    return { outputs: { losses: { type: 'float32', dims: [steps], data: losses } }, milliseconds };
  } finally {
    await trainer.dispose();
  }
}
