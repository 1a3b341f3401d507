import type { DataConfig } from '#shared/data/config';
import type { GraphDoc, Params } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';

/** One network at one batch size. */
export interface StepCase {
  /** As it is called on the command line and in the JSON. */
  readonly id: string;
  readonly label: string;
  readonly batch: number;
  /** Milliseconds a step may take on two quiet cores; null where none is set. */
  readonly target: number | null;
  readonly project: ProjectFile;
}

/** Keras's name of a layer, and what differs from its defaults. */
export type Layer = readonly [type: string, params?: Params];

/** A drawing of layers in a row, between Input and Output. */
export function chain(shape: readonly number[], layers: readonly Layer[]): GraphDoc {
  const all: readonly Layer[] = [['Input', { shape }], ...layers, ['Output']];
  const nodes = all.map(([type, params = {}], i) => ({
    id: `n${i}`,
    type,
    name: `${type.toLowerCase()}_${i}`,
    params,
    trainable: true,
    bypassed: false,
    position: { x: 240 * i, y: 0 },
  }));
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: `n${i}`,
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  return { nodes, edges, frames: [], notes: [], composites: [] };
}

function stepCase(
  id: string,
  label: string,
  batch: number,
  target: number | null,
  graph: GraphDoc,
  data: Partial<DataConfig> = { limit: FULL_BATCHES },
): StepCase {
  const base = newProject(label);
  const training = { ...base.training, batchSize: batch, validationSplit: 0, device: 'cpu' };
  return {
    id,
    label,
    batch,
    target,
    project: { ...base, graph, training, data: { ...base.data, ...data } },
  };
}

/** So many samples that every batch is full, at each batch size. */
const FULL_BATCHES = 9984;

const hidden: Layer = ['Dense', { units: 50, activation: 'relu' }];
const digits: Layer = ['Dense', { units: 10, activation: 'softmax' }];
const mlp = chain([28, 28, 1], [['Flatten'], hidden, hidden, hidden, hidden, digits]);

const convolution = (filters: number): Layer => [
  'Conv2D',
  { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' },
];
const cnn = chain(
  [28, 28, 1],
  [
    convolution(25),
    ['MaxPooling2D'],
    convolution(50),
    ['MaxPooling2D'],
    ['Flatten'],
    ['Dense', { units: 100, activation: 'relu' }],
    digits,
  ],
);

const xor = chain(
  [2],
  [
    ['Dense', { units: 8, activation: 'tanh' }],
    ['Dense', { units: 1, activation: 'sigmoid' }],
  ],
);
const xorData: Partial<DataConfig> = {
  dataset: 'xor',
  params: { size: 4000 },
  rescale: 1,
  targets: 'sparse',
};

/** The networks whose steps are timed; all train with Adam. */
export const STEP_CASES: readonly StepCase[] = [
  stepCase('xor-b4', 'XOR 2-8-1', 4, 0.05, xor, xorData),
  stepCase('mlp-b32', 'MLP 784-50×4-10', 32, 0.5, mlp),
  stepCase('mlp-b256', 'MLP 784-50×4-10', 256, 1.2, mlp),
  stepCase('cnn-b32', 'CNN 25-50-100-10', 32, null, cnn),
  stepCase('cnn-b128', 'CNN 25-50-100-10', 128, 45, cnn),
];
