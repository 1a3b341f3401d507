import { performance } from 'node:perf_hooks';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import { initialState } from '#shared/compile/state';
import { chunkMilliseconds, mostSteps } from '../chunk-length';
import { trainerOn } from '../device-trainer';
import { createMeter } from '../meter';
import { batchOf, createPipeline } from '../pipeline';
import { chooseThreads } from '../threads';
import type { Trainer } from '../trainer';
import { madeUpSamples } from './made-up-samples';
import type { MeasureTask, StepTimes } from './task';

/** So long steps are timed, at least, once the network is compiled and has warmed up. Milliseconds. */
const STEPS_MS = 800;
const EVALUATION_MS = 120;
const LEAST_CHUNKS = 3;
/** After so long what was timed has to do. */
const ENOUGH_MS = 6_000;

/**
 * Trains a network of fresh weights on made-up samples of the data's shape for about a second, dealt out and in chunks as a training's
 * are, and times it. Nothing of it is kept.
 */
export async function measureSteps(task: MeasureTask): Promise<StepTimes> {
  const { device, source, batch, threads } = task;
  const { training, info, graph } = source;
  chooseThreads(threads);
  const before = process.memoryUsage.rss();
  const layout = stateLayout(graph, inferGraph(graph), training);
  const initial = initialState(layout, training.seed);
  const trainer = await trainerOn(device, source, initial, batch);
  try {
    const samples = madeUpSamples(info, task.trainCount, batch);
    const pipeline = createPipeline({
      samples,
      target: trainer.target,
      batchSize: batch,
      shuffle: training.shuffle,
      seed: training.seed,
    });
    const msPerStep = await timeSteps(trainer, pipeline, training.learningRate);
    const msPerEvaluation = task.validates ? await timeEvaluation(trainer, samples) : 0;
    const grown = process.memoryUsage.rss() - before - samples.x.byteLength;
    return {
      msPerStep,
      msPerEvaluation,
      evaluationBatch: trainer.evaluationBatch,
      bytes: Math.max(0, grown),
    };
  } finally {
    await trainer.dispose();
  }
}

/** The mean of the later half of the chunks, which are as long as those of a run that goes on; what else the machine does meanwhile is part of it. */
async function timeSteps(
  trainer: Trainer,
  pipeline: ReturnType<typeof createPipeline>,
  learningRate: number,
): Promise<number> {
  const meter = createMeter();
  const chunks: { readonly steps: number; readonly milliseconds: number }[] = [];
  const wholeSteps = Math.max(1, Math.floor(pipeline.count / pipeline.batchAt(0)));
  const startedAt = performance.now();
  let timedSince = startedAt;
  let [epoch, step] = [0, 0];
  for (;;) {
    const wanted = Math.min(
      meter.chunkSteps(chunkMilliseconds(trainer.layout)),
      mostSteps(pipeline.batchBytes),
    );
    const chunkAt = performance.now();
    const slab = await pipeline.slab(epoch, step, Math.min(wanted, wholeSteps - step));
    await trainer.runChunk(slab, new Float32Array(slab.steps).fill(learningRate));
    const milliseconds = performance.now() - chunkAt;
    meter.add(slab.steps, slab.steps * slab.batch, milliseconds);
    chunks.push({ steps: slab.steps, milliseconds });
    if (chunks.length === 1) timedSince = performance.now();
    step += slab.steps;
    // A smaller last batch would have to be compiled first.
    if (step >= wholeSteps) [epoch, step] = [epoch + 1, 0];
    const now = performance.now();
    const isTimed = chunks.length > LEAST_CHUNKS && now - timedSince > STEPS_MS;
    if (isTimed || now - startedAt > ENOUGH_MS) break;
  }
  const counted = chunks.slice(Math.floor(chunks.length / 2));
  return sum(counted.map((chunk) => chunk.milliseconds)) / sum(counted.map((chunk) => chunk.steps));
}

async function timeEvaluation(trainer: Trainer, samples: ReturnType<typeof madeUpSamples>): Promise<number> {
  const times: number[] = [];
  const startedAt = performance.now();
  const count = Math.min(trainer.evaluationBatch, samples.count);
  while (times.length < 2 || (performance.now() - startedAt < EVALUATION_MS && times.length < 100)) {
    const batch = await batchOf(samples, trainer.target, 0, count);
    const at = performance.now();
    await trainer.evaluate(batch);
    times.push(performance.now() - at);
  }
  return sum(times.slice(1)) / (times.length - 1);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
