import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import type { CompileSource } from '#shared/compile/program';
import { initialState } from '#shared/compile/state';
import type { Params } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { TrainingTask } from './task';

const LAYERS: readonly (readonly [type: string, params: Params])[] = [
  ['Input', { shape: [8, 8, 2] }],
  ['Conv2D', { filters: 4, kernelSize: [3, 3], padding: 'same', activation: 'relu' }],
  ['MaxPooling2D', {}],
  ['Flatten', {}],
  ['Dense', { units: 5, activation: 'softmax' }],
  ['Output', {}],
];

/** Some steps of a small network. */
export function probeTraining(device: string): TrainingTask {
  const source = smallNetwork();
  const layout = stateLayout(source.graph, inferGraph(source.graph), source.training);
  const { seed } = source.training;
  return { device, source, state: initialState(layout, seed), batch: 3, steps: 4, runs: 1, threads: null };
}

function smallNetwork(): CompileSource {
  const { graph, data, training } = newProject('probe');
  const nodes = LAYERS.map(([type, params], i) => ({
    id: `n${i}`,
    type,
    name: `${type.toLowerCase()}_${i}`,
    params,
    trainable: true,
    bypassed: false,
    position: { x: 0, y: 0 },
  }));
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: `n${i}`,
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  return {
    graph: { ...graph, nodes, edges },
    data: { ...data, rescale: 1, targets: 'sparse' },
    training: { ...training, learningRate: 0.01 },
    info: {
      dataset: 'probe',
      shape: [8, 8, 2],
      dtype: 'float32',
      classNames: ['a', 'b', 'c', 'd', 'e'],
      trainCount: 12,
      testCount: 0,
    },
  };
}
