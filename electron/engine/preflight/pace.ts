import { z } from 'zod';
import { inferGraph } from '#shared/compile/infer';
import type { CompileSource } from '#shared/compile/program';
import { expandGraph } from '#shared/graph/expand';
import { forwardFlops, trainingFlops } from '../onnx-session';

/** What a network has to compute. */
export interface Work {
  /** Floating-point operations of a training step, and of the evaluation of one sample. */
  readonly stepFlops: number;
  readonly sampleFlops: number;
  /** Which share of the operations each type of layer has. */
  readonly layers: Readonly<Record<string, number>>;
}

/** How fast this machine computed the work of one network. */
export const paceSchema = z.object({
  /** Tells networks apart; equal for the same one. */
  key: z.string(),
  device: z.string(),
  /** Chosen, or null. */
  threads: z.number().nullable(),
  stepFlops: z.number().positive(),
  layers: z.record(z.string(), z.number()),
  /** Operations a millisecond, of a training step and of an evaluation; null where nothing was evaluated. */
  training: z.number().positive(),
  evaluation: z.number().positive().nullable(),
});
export type Pace = z.infer<typeof paceSchema>;

/** The work of training with batches of so many samples. */
export function workOf(source: CompileSource, batch: number): Work {
  const { nodes, flops } = inferGraph(source.graph);
  const layers: Record<string, number> = {};
  for (const { id, type } of expandGraph(source.graph).graph.nodes) {
    const share = (nodes.get(id)?.flops ?? 0) / Math.max(1, flops);
    if (share > 0) layers[type] = (layers[type] ?? 0) + share;
  }
  return { stepFlops: trainingFlops(source, batch), sampleFlops: forwardFlops(source, 1), layers };
}

/** What a network's work will take, in milliseconds, and of how many networks this was concluded. */
export interface PaceEstimate {
  readonly msPerStep: number;
  readonly msPerSample: number;
  readonly networks: number;
}

/** Networks whose steps have so many times as many operations, or as few, say little of each other. */
const ALIKE_OCTAVES = 3;
/** How little networks of different layers say of each other. */
const OTHER_LAYERS = 2;

/**
 * Concludes from other networks on the same device: the geometric mean of their operations a millisecond, in which those count most that have about as many
 * operations a step, of the same types of layers. Null when there are none.
 */
export function estimatePace(
  work: Work,
  known: readonly Pace[],
  { device, threads }: Pick<Pace, 'device' | 'threads'>,
): PaceEstimate | null {
  const fitting = known.filter((pace) => pace.device === device && pace.threads === threads);
  if (fitting.length === 0) return null;
  const weighted = fitting.map((pace) => ({ pace, weight: likeness(work, pace) }));
  const training = geometricMean(weighted.map(({ pace, weight }) => [pace.training, weight]));
  const evaluation = geometricMean(
    weighted.flatMap(({ pace, weight }) =>
      pace.evaluation === null ? [] : [[pace.evaluation, weight] as const],
    ),
  );
  return {
    msPerStep: work.stepFlops / training,
    // Where nothing was ever evaluated, an evaluation is taken to be as fast as a step.
    msPerSample: work.sampleFlops / (Number.isFinite(evaluation) ? evaluation : training),
    networks: fitting.length,
  };
}

/** 1 for the same work, towards 0 the less alike; never 0. */
function likeness(work: Work, pace: Pace): number {
  const octaves = Math.log2(Math.max(1, work.stepFlops) / pace.stepFlops) / ALIKE_OCTAVES;
  const others = OTHER_LAYERS * (1 - overlap(work.layers, pace.layers));
  return Math.exp(-(octaves ** 2) - others ** 2) + 1e-9;
}

/** Which share of the operations two networks have in common. */
const overlap = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): number =>
  Object.entries(a).reduce((sum, [type, share]) => sum + Math.min(share, b[type] ?? 0), 0);

function geometricMean(values: readonly (readonly [value: number, weight: number])[]): number {
  let [sum, weights] = [0, 0];
  for (const [value, weight] of values) [sum, weights] = [sum + weight * Math.log(value), weights + weight];
  return Math.exp(sum / weights);
}
