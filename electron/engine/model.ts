import { checkProject } from '#shared/compile/check';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import type { CompileSource, ModelState, StateLayout, TargetSpec } from '#shared/compile/program';
import { carryState, initialState } from '#shared/compile/state';
import { resolveTarget } from '#shared/compile/target';
import type { DatasetInfo, LoadedDataset } from '#shared/data/config';
import { splitRange } from '#shared/data/split';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { computingPart } from '#shared/graph/composite';
import type { GraphDoc } from '#shared/graph/document';
import type { ProjectFile } from '#shared/project/schema';
import type { NamedMetric } from '#shared/train/metric-names';
import { classWeightNumbers } from './class-weights';
import { checkIndices } from './index-range';
import { checkMemory } from './memory';
import { hasErrors, toDiagnostic } from './result';
import { threadCount } from './threads';

/** A project that can be trained: everything about it but its numbers. */
export interface Model {
  readonly project: ProjectFile;
  readonly source: CompileSource;
  readonly dataset: LoadedDataset;
  /** Blocks in topological order. */
  readonly order: readonly string[];
  readonly layout: StateLayout;
  readonly target: TargetSpec;
  readonly metrics: readonly NamedMetric[];
  /** Whether the prediction is logits, of which the loss makes probabilities itself. */
  readonly isLogits: boolean;
}

export interface Preparation {
  /** Null when there is an error among the diagnostics. */
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
}

export type LoadDataset = (config: ProjectFile['data']) => Promise<LoadedDataset>;

/** Loads the data and checks the drawing against it; every problem becomes a Diagnostic. */
export async function prepareModel(project: ProjectFile, load: LoadDataset): Promise<Preparation> {
  const { graph, training, data } = project;
  let dataset: LoadedDataset;
  try {
    dataset = await load(data);
  } catch (error) {
    const problem = toDiagnostic(error, 'dataset-not-loaded', {
      en: 'The data cannot be loaded. Choose it again in the Data panel.',
      ko: '데이터를 불러올 수 없습니다. 데이터 패널에서 다시 고르세요.',
    });
    return { model: null, diagnostics: [problem, ...checkProject({ graph, training, data, info: null })] };
  }
  const info = infoOf(dataset);
  const diagnostics = checkProject({ graph, training, data, info });
  if (hasErrors(diagnostics)) return { model: null, diagnostics };
  const { train } = splitRange(dataset.train.count, training.validationSplit);
  const labels = dataset.train.labels.subarray(0, train);
  const classWeights = classWeightNumbers(training.classWeights, labels, info.classNames.length);
  const source: CompileSource = { graph, training: { ...training, classWeights }, data, info };
  const beyond = checkIndices(source, dataset);
  if (beyond.length > 0) return { model: null, diagnostics: [...diagnostics, ...beyond] };
  const target = resolveTarget(source);
  if (!target.ok) return { model: null, diagnostics: [...diagnostics, ...target.diagnostics] };
  const inference = inferGraph(graph);
  const shortage = await checkMemory({ source, dataset });
  return {
    model: {
      project,
      source,
      dataset,
      order: inference.order,
      layout: stateLayout(graph, inference, training),
      target: target.value.target,
      metrics: target.value.metrics,
      isLogits: target.value.loss.params['fromLogits'] === true,
    },
    diagnostics: [...diagnostics, ...shortage],
  };
}

/** A dataset without its samples. */
export const infoOf = ({
  dataset,
  shape,
  dtype,
  classNames,
  trainCount,
  testCount,
  isWeighted,
  isStored,
}: DatasetInfo): DatasetInfo => ({
  dataset,
  shape,
  dtype,
  classNames,
  trainCount,
  testCount,
  ...(isWeighted && { isWeighted }),
  ...(isStored && { isStored }),
});

/** The numbers of `from` in the layout of `model`: unchanged when it is the same, else what fits by name and shape. */
export function adoptState(
  from: ModelState | null,
  model: Model,
): { readonly state: ModelState; readonly fresh: readonly string[] } {
  const { seed } = model.project.training;
  if (!from) return { state: initialState(model.layout, seed), fresh: [] };
  if (sameLayout(from.layout, model.layout)) return { state: { ...from, layout: model.layout }, fresh: [] };
  return carryState(from, model.layout, seed);
}

const sameLayout = (a: StateLayout, b: StateLayout): boolean => layoutKey(a) === layoutKey(b);

const layoutKey = ({ slots, optimizerSlots }: StateLayout): string =>
  JSON.stringify([
    slots.map(({ name, shape, layout, store, offset }) => [name, shape, layout, store, offset]),
    optimizerSlots,
  ]);

/** The drawing without what plays no part in a computation: positions, notes, frames. */
const drawingOf = (graph: GraphDoc) => ({
  // JSON leaves out what is undefined.
  nodes: graph.nodes.map((node) => ({ ...node, position: undefined })),
  edges: graph.edges,
  composites: graph.composites.map(computingPart),
});

/** Equal keys: the same compiled forward graphs, on as many threads. */
export function forwardKey({ graph, data, training, info }: CompileSource): string {
  const { loss, metrics, device } = training;
  return JSON.stringify([drawingOf(graph), data, info, loss, metrics, device, threadCount()]);
}

/** Equal keys: the same compiled training graph. */
export function trainingKey(source: CompileSource): string {
  const { batchSize, optimizer, classWeights } = source.training;
  return JSON.stringify([forwardKey(source), batchSize, optimizer, classWeights]);
}

/** Equal keys: the same batches in the same order, so that an epoch can be gone on with. */
export function batchesKey({ data, training, info }: CompileSource): string {
  const { batchSize, validationSplit, shuffle } = training;
  return JSON.stringify([data, info.trainCount, batchSize, validationSplit, shuffle]);
}

/** Equal keys: nothing that the engine reads has changed. */
export const projectKey = ({ graph, data, training }: ProjectFile): string =>
  JSON.stringify([drawingOf(graph), data, training]);
