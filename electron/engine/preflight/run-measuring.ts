import { performance } from 'node:perf_hooks';
import { inferGraph } from '#shared/compile/infer';
import { MOST_ACTIVATIONS } from '#shared/compile/check-size';
import type { CompileSource } from '#shared/compile/program';
import { sizeOf } from '#shared/graph/shape';
import { estimateBatch } from '../memory';
import { yieldToApp } from '../yield-to-app';
import { largestBatch } from './largest-batch';
import { measureSteps } from './measure-steps';
import type { Measured, MeasureTask } from './task';

/** The largest batch of a network whose every estimate takes seconds is not looked for longer than that after this process began. */
const SEARCH_UNTIL_MS = 30_000;

/** Measures a network in this process, which yields to the app as a training does: its steps, what memory they take, and the largest batch that fits. */
export async function runMeasuring(task: MeasureTask): Promise<Measured> {
  yieldToApp();
  const { source, batch, heldBytes, limit, trainCount } = task;
  const memory = await estimateBatch(source, heldBytes, batch);
  const times = memory.total <= limit ? await measureSteps(task) : null;
  const totalOf = async (size: number) =>
    size === batch ? memory.total : (await estimateBatch(source, heldBytes, size)).total;
  const isOver = () => performance.now() > SEARCH_UNTIL_MS;
  const search = { limit, all: trainCount, most: mostSamples(source), isOver };
  return { times, memory, largestBatch: await largestBatch(totalOf, search) };
}

/** For so many samples the largest output of a layer is as large as one may be. */
function mostSamples({ graph }: CompileSource): number {
  const sizes = [...inferGraph(graph).nodes.values()].map(({ shape }) => (shape ? sizeOf(shape) : 0));
  return Math.floor(MOST_ACTIVATIONS / Math.max(1, ...sizes));
}
