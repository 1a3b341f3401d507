import { splitRange } from '#shared/data/split';
import type { Result } from '#shared/graph/diagnostic';
import { sizeOf } from '#shared/graph/shape';
import { evaluationBatch } from './evaluation-batch';
import { forwardGraph } from './forward';
import { inferGraph } from './infer';
import { bytesOf, liveBytes } from './live-bytes';
import type { Lowering } from './lowering';
import type { CompileSource, StateLayout } from './program';
import { LEAST_WORTH } from './segments';
import { SCAN_OPS } from './scan/op';
import { trainingStep } from './training';

/** What training takes beside an idle engine, in bytes. */
export interface MemoryEstimate {
  /** Samples and labels in memory, their order, and the batches that are being trained. */
  readonly data: number;
  /** Weights and optimizer slots, with the copies that are on their way. */
  readonly state: number;
  /** What a training step computes until it is needed no more: outputs kept for the backward pass, gradients, unfolded images. */
  readonly step: number;
  /** The same for validation and test. */
  readonly evaluation: number;
  /** Compiled graphs and what the runtime keeps for itself. */
  readonly runtime: number;
  readonly total: number;
}

export interface MemoryOptions {
  readonly lowering: Lowering;
  /** Whether it trains on the processor. */
  readonly onProcessor: boolean;
  /** Of the samples that are in memory. */
  readonly heldBytes: number;
  /** The most that the batches of a chunk take. */
  readonly slabBytes: number;
  /** How long a chunk is. */
  chunkMilliseconds(layout: StateLayout): number;
}

/** The state before a chunk and after it, in the runtime and out of it, when it was last found to be finite, and in a checkpoint under way. */
const STATE_COPIES = 7;
/** An allocator that takes memory in blocks has gaps between what is in use. */
const GAPS = 1.3;
/** For small values the runtime lays memory out beforehand, which it takes beside that of the first run. */
const LAID_OUT = 2.3;
const SMALL_BYTES = 16 * 2 ** 20;
/** What loading the runtime and compiling take whatever the network, and for each op of a graph. */
const RUNTIME_BYTES = 72 * 2 ** 20;
const NODE_BYTES = 24 * 2 ** 10;
/** Operations a millisecond, about; only for how many steps are prepared at once. */
const FLOPS_PER_MS = 3e7;

/**
 * What training will take, from the very program that trains: the values that are alive at the same time. Fails as `compileTraining` does.
 */
export function estimateMemory(source: CompileSource, options: MemoryOptions): Result<MemoryEstimate> {
  const { training, info } = source;
  const { lowering, onProcessor } = options;
  const { train } = splitRange(info.trainCount, training.validationSplit);
  const batch = Math.min(training.batchSize, train);
  const main = trainingStep(source, { batch, lowering, onProcessor, withGradient: false });
  if (!main.ok) return main;
  const forward = forwardGraph(source, { batch: evaluationBatch(info), fetches: [], losses: true, lowering });
  if (!forward.ok) return forward;

  const { body, layout } = main.value;
  const { graph } = forward.value;
  const stepBytes = liveBytes(body, { ...lowering.ops, ...SCAN_OPS });
  // Each program has memory of its own: that of the smaller last batch of an epoch, and that of a step whose gradient is looked at.
  const rest = train % batch;
  const programs = [1, ...(rest > 0 ? [rest / batch] : []), ...(layout.sizes.theta < LEAST_WORTH ? [] : [1])];
  const shares = programs.reduce((sum, share) => sum + share, 0);
  const parts = {
    data: options.heldBytes + info.trainCount * 4 + 2 * chunkBytes(source, batch, layout, options),
    state: STATE_COPIES * stateBytes(layout),
    step: Math.round(taken(stepBytes) * shares),
    evaluation: Math.round(taken(liveBytes(graph, lowering.ops))),
    runtime: RUNTIME_BYTES + NODE_BYTES * (programs.length * body.nodes.length + graph.nodes.length),
  };
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  return { ok: true, value: { ...parts, total }, diagnostics: [] };
}

const taken = (bytes: number): number => bytes * (bytes < SMALL_BYTES ? LAID_OUT : GAPS);

function stateBytes({ sizes, optimizerSlots }: StateLayout): number {
  return 4 * (sizes.theta * (1 + optimizerSlots.length) + sizes.buffers + sizes.frozen);
}

/** What the batches of a chunk take. */
function chunkBytes(
  { graph, info }: CompileSource,
  batch: number,
  layout: StateLayout,
  { slabBytes, chunkMilliseconds }: MemoryOptions,
): number {
  const { flops, trainableParams } = inferGraph(graph);
  const stepMilliseconds = (3 * flops * batch + 12 * trainableParams) / FLOPS_PER_MS;
  const steps = Math.max(1, Math.floor(chunkMilliseconds(layout) / Math.max(stepMilliseconds, 0.02)));
  const batchBytes = batch * bytesOf({ dtype: info.dtype, shape: info.shape });
  return Math.max(batchBytes, Math.min(slabBytes, batchBytes * steps));
}

/**
 * A quick upper bound of what a training step takes, from the layers alone: where it is far below what there is, nothing need be computed exactly.
 */
export function memoryBound({ graph, training }: CompileSource): number {
  const { nodes, params } = inferGraph(graph);
  let numbers = 0;
  for (const { shape, params: weights } of nodes.values()) {
    if (!shape) continue;
    const values = sizeOf(shape);
    // A convolution's unfolded image has as many numbers for each output cell as each of its filters.
    const unfolded = (values * weights) / (shape.at(-1) ?? 1) ** 2;
    numbers += VALUES_PER_OUTPUT * values + 3 * Math.min(unfolded, values * weights);
  }
  return 4 * (training.batchSize * numbers + VALUES_PER_WEIGHT * params);
}

/** Numbers alive for each number that a layer gives, and for each weight, at most. */
const VALUES_PER_OUTPUT = 16;
const VALUES_PER_WEIGHT = 16;
