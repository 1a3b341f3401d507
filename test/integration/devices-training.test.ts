import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileTraining } from '#shared/compile/training';
import type { Params } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { probe } from '../../electron/engine/devices/probe';
import { sampleSlab } from '../../electron/engine/devices/sample-slab';
import { type DeviceTask, runTask, sentTensors } from '../../electron/engine/devices/task';
import { webgpu } from '../../electron/engine/devices/webgpu';
import { adoptState } from '../../electron/engine/model';
import { valueOf } from '../../electron/engine/result';
import { trainingFeeds } from '../../electron/engine/training-feeds';
import { modelOf } from '../bench/engine-model';
import { startTaskProcess, WEBGPU_ENVIRONMENT } from './device-processes';

const [BATCH, STEPS, TOLERANCE] = [4, 3, 1e-4];

type Layer = readonly [type: string, params?: Params];
const conv = (padding: string, activation = 'relu'): Layer => [
  'Conv2D',
  { filters: 4, kernelSize: [3, 3], padding, activation },
];
const pool: Layer = ['MaxPooling2D'];
const head: readonly Layer[] = [['Flatten'], ['Dense', { units: 10, activation: 'softmax' }]];

const NETWORKS: Readonly<Record<string, readonly Layer[]>> = {
  'dense layers with Dropout': [
    ['Flatten'],
    ['Dense', { units: 16, activation: 'relu' }],
    ['Dropout', { rate: 0.3 }],
    head[1]!,
  ],
  'two convolutions with pooling': [conv('same'), pool, conv('same'), pool, ...head],
  'pooling with a rest': [conv('valid'), pool, conv('valid'), pool, ...head],
  BatchNormalization: [
    conv('same', 'linear'),
    ['BatchNormalization'],
    ['ReLU'],
    ['AveragePooling2D'],
    ...head,
  ],
  'a recurrent layer': [['Reshape', { targetShape: [28, 28] }], ['LSTM', { units: 6 }], head[1]!],
};

function projectOf(layers: readonly Layer[]): ProjectFile {
  const base = newProject('devices');
  const all: readonly Layer[] = [['Input', { shape: [28, 28, 1] }], ...layers, ['Output']];
  const nodes = all.map(([type, params = {}], i) => ({
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
    ...base,
    graph: { nodes, edges, frames: [], notes: [], composites: [] },
    data: { ...base.data, limit: 16 },
    training: { ...base.training, batchSize: BATCH, validationSplit: 0 },
  };
}

/** Some training steps, as the engine makes them. */
async function taskOf(layers: readonly Layer[]): Promise<DeviceTask> {
  const model = await modelOf(projectOf(layers), process.cwd());
  const program = valueOf(compileTraining(model.source, { batch: BATCH }));
  const slab = sampleSlab(model.source, program, STEPS);
  const { state } = adoptState(null, model);
  const feeds = trainingFeeds(model.source, program, state, slab, new Float32Array(STEPS).fill(0.001));
  return { device: 'webgpu', model: program.bytes, flops: 0, feeds: sentTensors(feeds), runs: 1 };
}

const processes = startTaskProcess(WEBGPU_ENVIRONMENT);
afterAll(() => processes.stop());

async function compute(task: DeviceTask) {
  const reply = await processes.compute(task);
  if ('failure' in reply) throw new Error(reply.failure);
  return reply.answer;
}

let isThere = false;
beforeAll(async () => {
  isThere = (await probe('webgpu', webgpu, compute)) === null;
});

/** Outputs that are not the processor's; or that a machine without WebGPU fails. */
async function differing(task: DeviceTask): Promise<readonly string[]> {
  if (!isThere)
    return compute(task).then(
      () => ['computed'],
      () => [],
    );
  const [{ outputs: expected }, { outputs: found }] = [
    await runTask({ ...task, device: 'cpu' }),
    await compute(task),
  ];
  return Object.keys(expected).filter((name) => {
    const [numbers, others] = [expected[name]!, found[name]!].map(({ data }) => Array.from(data, Number));
    return !numbers!.every((x, i) => Math.abs(x - others![i]!) <= TOLERANCE);
  });
}

test.each(Object.entries(NETWORKS))(
  '%s: WebGPU trains to the same numbers as the processor, or refuses',
  async (_, layers) => {
    expect(await differing(await taskOf(layers))).toEqual([]);
  },
);
