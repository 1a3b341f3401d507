import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileForward } from '#shared/compile/forward';
import { inferGraph } from '#shared/compile/infer';
import type { StateLayout } from '#shared/compile/program';
import { compileTraining } from '#shared/compile/training';
import { webgpuLowering } from '#shared/compile/webgpu-lowering';
import { probe } from '../../electron/engine/devices/probe';
import { sampleSlab } from '../../electron/engine/devices/sample-slab';
import {
  type DeviceAnswer,
  type DeviceTask,
  type ModelTask,
  runModel,
  sentTensors,
  type SentTensor,
} from '../../electron/engine/devices/task';
import { webgpu } from '../../electron/engine/devices/webgpu';
import { adoptState, type Model } from '../../electron/engine/model';
import { feedsFor, tensorOf, weightFeeds } from '../../electron/engine/onnx-session';
import { valueOf } from '../../electron/engine/result';
import { trainingFeeds } from '../../electron/engine/training-feeds';
import { modelOf } from '../bench/engine-model';
import { DEVICE_NETWORKS, deviceProject } from './device-networks';
import { HAS_SOFTWARE_DRIVER, startTaskProcess, WEBGPU_ENVIRONMENT } from './device-processes';

const [BATCH, STEPS, TOLERANCE] = [4, 3, 1e-4];
/** A gradient so much smaller than the largest of the network is rounding. */
const ROUNDING = 1e-5;

const task = (model: Uint8Array, feeds: ModelTask['feeds']): ModelTask => ({
  device: 'webgpu',
  model,
  flops: 0,
  feeds,
  runs: 1,
});

/** Some training steps, as the engine makes them, with the gradient that the Health tab asks for. */
function trainingOf(model: Model) {
  const program = valueOf(compileTraining(model.source, { batch: BATCH, lowering: webgpuLowering }));
  const slab = sampleSlab(model.source, program.target, BATCH, STEPS);
  const { state } = adoptState(null, model);
  const feeds = trainingFeeds(model.source, program, state, slab, new Float32Array(STEPS).fill(0.001));
  return { program, slab, state, task: task(program.bytes, sentTensors(feeds)) };
}

/** The outputs of every block, as inside views and Health tab show them, and the losses of an evaluation. */
function forwardOf(model: Model, { slab, state }: ReturnType<typeof trainingOf>): ModelTask {
  const { source } = model;
  const fetches = inferGraph(source.graph).order;
  const program = valueOf(
    compileForward(source, { batch: BATCH, fetches, losses: true, lowering: webgpuLowering }),
  );
  const { shape } = source.info;
  const rows = <T extends { subarray(from: number, to: number): T; readonly length: number }>(data: T): T =>
    data.subarray(0, data.length / STEPS);
  const feeds = feedsFor(program.inputs, {
    x: tensorOf(rows(slab.x as Float32Array), [BATCH, ...shape]),
    y: tensorOf(rows(slab.y as Float32Array), [BATCH, ...model.target.shape]),
    ...weightFeeds(state),
  });
  return task(program.bytes, sentTensors(feeds));
}

const processes = startTaskProcess(WEBGPU_ENVIRONMENT);
afterAll(() => processes.stop());

async function compute(asked: DeviceTask): Promise<DeviceAnswer> {
  const reply = await processes.compute(asked);
  if ('failure' in reply) throw new Error(reply.failure.en);
  return reply.answer;
}

let isThere = false;
beforeAll(async () => {
  isThere = (await probe('webgpu', webgpu, compute)) === null;
});

type Outputs = Readonly<Record<string, SentTensor>>;

/** What processor and device answer; nothing where there is no WebGPU. */
async function both(asked: ModelTask): Promise<{ expected: Outputs; found: Outputs } | null> {
  if (!isThere) return null;
  const [{ outputs: expected }, { outputs: found }] = [
    await runModel({ ...asked, device: 'cpu' }),
    await compute(asked),
  ];
  return { expected, found };
}

const numbersOf = ({ data }: SentTensor, from = 0, to = data.length): number[] =>
  Array.from<number | bigint, number>(data.subarray(from, to), Number);
const largest = (numbers: readonly number[]): number =>
  numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const areClose = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x, i) => Math.abs(x - b[i]!) <= TOLERANCE * Math.max(1, Math.abs(x)));

const PER_WEIGHT = /^(theta|slot_.+)_out$/u;

/** Names of outputs that differ and, in theta and what the optimizer remembers, of the weights that do. */
function differing(expected: Outputs, found: Outputs, layout: StateLayout): string[] {
  return Object.keys(expected).flatMap((name) => {
    const [a, b] = [expected[name]!, found[name]!];
    if (!PER_WEIGHT.test(name)) return areClose(numbersOf(a), numbersOf(b)) ? [] : [name];
    return layout.slots
      .filter(({ store }) => store === 'theta')
      .filter(({ offset, size }) => {
        const [from, to] = [offset, offset + size];
        return !areClose(numbersOf(a, from, to), numbersOf(b, from, to));
      })
      .map((slot) => slot.name);
  });
}

/** Weights whose gradient is rounding alone on both. */
function unguided({ expected, found }: { expected: Outputs; found: Outputs }, layout: StateLayout): string[] {
  const scale = largest(numbersOf(expected['gradient_out']!));
  return layout.slots
    .filter(({ store }) => store === 'theta')
    .filter(({ offset, size }) =>
      [expected, found].every(
        (each) => largest(numbersOf(each['gradient_out']!, offset, offset + size)) < ROUNDING * scale,
      ),
    )
    .map(({ name }) => name);
}

test.each(Object.entries(DEVICE_NETWORKS))(
  '%s: WebGPU trains, evaluates and shows the same numbers as the processor',
  async (_, network) => {
    const model = await modelOf(deviceProject(network, BATCH), process.cwd());
    const training = trainingOf(model);
    const trained = await both(training.task);
    const shown = await both(forwardOf(model, training));
    expect([trained === null, shown === null]).toEqual([!isThere, !isThere]);
    if (!trained || !shown) return;
    expect(Object.keys(trained.expected)).toContain('gradient_out');
    const differences = differing(trained.expected, trained.found, training.program.layout);
    const known = network.unguided ?? [];
    expect(unguided(trained, training.program.layout)).toEqual(expect.arrayContaining([...known]));
    expect(differences.filter((name) => !known.includes(name))).toEqual([]);
    expect(differing(shown.expected, shown.found, training.program.layout)).toEqual([]);
  },
);

test('the software driver is used where it is installed', () => {
  expect(isThere || !HAS_SOFTWARE_DRIVER).toBe(true);
});
