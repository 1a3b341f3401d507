import { performance } from 'node:perf_hooks';
import { createMeter } from '../../electron/engine/meter';
import { adoptState } from '../../electron/engine/model';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import { createPipeline } from '../../electron/engine/pipeline';
import { CHUNK_MILLISECONDS } from '../../electron/engine/run';
import { modelOf } from './engine-model';
import type { StepCase } from './nets';
import { waitUntilQuiet } from './quiet';

/** Figures of one round. Milliseconds. */
export interface StepRound {
  readonly steps: number;
  /** Wall-clock time of a step: mean over the round. */
  readonly msPerStep: number;
  /** Wall-clock time of a step in the fastest chunk of the round. */
  readonly fastest: number;
  /** Processor time of a step, all cores together. */
  readonly cpuMsPerStep: number;
}

export interface StepMeasurement {
  readonly rounds: readonly StepRound[];
  /** Megabytes: the most this process ever held. */
  readonly peakMb: number;
}

export interface StepOptions {
  readonly root: string;
  readonly rounds: number;
  readonly roundMs: number;
  /** How long each round waits for quiet cores. */
  readonly patienceMs: number;
}

/**
 * Trains as the product does: batches from the pipeline, in chunks of the engine's length, through the engine's trainer.
 * Only full batches count.
 */
export async function measureSteps(
  { project, batch }: StepCase,
  { root, rounds, roundMs, patienceMs }: StepOptions,
): Promise<StepMeasurement> {
  const model = await modelOf(project, root);
  const { state } = adoptState(null, model);
  const trainer = await createOnnxTrainer(model.source, state, batch);
  const pipeline = createPipeline({
    samples: model.dataset.train,
    target: model.target,
    batchSize: batch,
    shuffle: true,
    seed: 1,
  });
  const fullSteps = Math.floor(pipeline.count / batch);
  const meter = createMeter();
  let epoch = 0;
  let step = 0;

  async function chunk(): Promise<{ readonly steps: number; readonly ms: number }> {
    const from = performance.now();
    const slab = pipeline.slab(epoch, step, Math.min(meter.chunkSteps(CHUNK_MILLISECONDS), fullSteps - step));
    await trainer.runChunk(slab, project.training.learningRate);
    const ms = performance.now() - from;
    meter.add(slab.steps, slab.steps * slab.batch, ms);
    step += slab.steps;
    if (step >= fullSteps) {
      step = 0;
      epoch++;
    }
    return { steps: slab.steps, ms };
  }

  async function round(): Promise<StepRound> {
    const cpu = process.cpuUsage();
    const from = performance.now();
    let steps = 0;
    let ms = 0;
    let fastest = Infinity;
    while (performance.now() - from < roundMs) {
      const done = await chunk();
      steps += done.steps;
      ms += done.ms;
      fastest = Math.min(fastest, done.ms / done.steps);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { steps, msPerStep: ms / steps, fastest, cpuMsPerStep: (user + system) / 1000 / steps };
  }

  await round();
  const measured: StepRound[] = [];
  for (let i = 0; i < rounds; i++) {
    await waitUntilQuiet(patienceMs);
    measured.push(await round());
  }
  await trainer.dispose();
  return { rounds: measured, peakMb: process.resourceUsage().maxRSS / 1024 };
}
