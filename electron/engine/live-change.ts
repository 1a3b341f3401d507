import { computingPart } from '#shared/graph/composite';
import type { ProjectFile } from '#shared/project/schema';
import type { Model } from './model';
import type { RunControl } from './run';

/** What of a project must stay as it is while it trains. */
function lasting({ graph, data, training }: ProjectFile): string {
  const nodes = graph.nodes.map((node) => ({ ...node, position: undefined, trainable: undefined }));
  const rest = {
    ...training,
    learningRate: 0,
    schedule: 0,
    callbacks: 0,
    epochs: 0,
    batchSize: 0,
    snapshots: 0,
  };
  return JSON.stringify([nodes, graph.edges, graph.composites.map(computingPart), data, rest]);
}

const trainables = ({ graph }: ProjectFile): string => graph.nodes.map(({ trainable }) => trainable).join();

/**
 * When `next` can take over from `running`: at the next epoch where batches differ, at the next chunk where other layers are frozen; null
 * when there is no need, or when more has changed, which waits for the next start.
 */
export function changeOf(running: Model, next: Model): NonNullable<RunControl['handOver']> | null {
  const [before, after] = [running.project, next.project];
  if (lasting(before) !== lasting(after)) return null;
  if (before.training.batchSize !== after.training.batchSize) return 'epoch';
  return trainables(before) === trainables(after) ? null : 'chunk';
}

/** The model that is trained, with those settings of `next` that are read anew for every chunk. */
export function withLoopSettings(running: Model, next: Model): Model {
  const { learningRate, schedule, callbacks, epochs, snapshots } = next.project.training;
  const loop = { learningRate, schedule, callbacks, epochs, snapshots };
  const training = { ...running.project.training, ...loop };
  return { ...running, project: { ...running.project, training } };
}
