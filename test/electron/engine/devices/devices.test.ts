import { describe, expect, test } from 'vitest';
import { DATASETS } from '#shared/data/table';
import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';
import { taskFailed } from '#shared/protocol/device-task';
import { newProject } from '#shared/project/create';
import { createDevices } from '../../../../electron/engine/devices/devices';
import type { Question } from '../../../../electron/engine/devices/fastest';
import { webgpu } from '../../../../electron/engine/devices/webgpu';
import { brokenOnWebGpu } from '../../../../electron/engine/devices/webgpu-gaps';
import type { Device } from '../../../../electron/engine/devices/definition';
import { probe } from '../../../../electron/engine/devices/probe';
import { createOnnxTrainer } from '../../../../electron/engine/onnx-trainer';
import { runTask } from '../../../../electron/engine/devices/run-task';
import type { DeviceTask, RunTask, SentTensor } from '../../../../electron/engine/devices/task';
import { adoptState, prepareModel, trainingKey } from '../../../../electron/engine/model';
import { graphOf } from '../../../contract/op-graph';
import { encodeGraph } from '#shared/compile/onnx/model';

const BATCH = 8;

/** Two numbers in, one of two classes out. */
async function question(device: string): Promise<Question> {
  const layers = [
    ['Input', { shape: [2] }],
    ['Dense', { units: 3, activation: 'tanh' }],
    ['Dense', { units: 1, activation: 'sigmoid' }],
    ['Output', {}],
  ] as const;
  const base = newProject('devices');
  const nodes = layers.map(([type, params], i) => ({
    id: `n${i}`,
    type,
    name: `layer_${i}`,
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
  const project = {
    ...base,
    graph: { ...base.graph, nodes, edges },
    data: { ...base.data, dataset: 'moons', rescale: 1, targets: 'sparse' as const },
    training: { ...base.training, batchSize: BATCH, device },
  };
  const { model } = await prepareModel(project, async () => DATASETS['moons']!.generate!({}));
  const { source } = model!;
  return { source, batch: BATCH, state: adoptState(null, model!).state, key: trainingKey(source) + BATCH };
}

/** Where they are installed, their processes crash. */
const BROKEN = ['cuda', 'tensorflow'];

/** Devices that all compute as the processor does, at these milliseconds a run; what was computed is kept. */
function machine(milliseconds: Readonly<Record<string, number>>) {
  const asked: DeviceTask[] = [];
  const run: RunTask = async (task) => {
    asked.push(task);
    if (BROKEN.includes(task.device)) throw new Error('its process ended with SIGSEGV');
    const answer = await runTask({ ...task, device: 'cpu' });
    return { ...answer, milliseconds: answer.milliseconds.map(() => milliseconds[task.device]!) };
  };
  return { devices: createDevices(run), asked };
}

const LATE: Diagnostic = {
  code: 'device-task-failed',
  severity: 'error',
  message: taskFailed.late(10_000).failure,
};

const scaled = ({ data }: SentTensor, factor: number): Float32Array =>
  new Float32Array(Array.from<number | bigint, number>(data, (x) => Number(x) * factor));

const HAS_WEBGPU = process.platform !== 'darwin' || process.arch === 'arm64';

describe('the devices of this machine', () => {
  test('are the processor alone where nothing can be tried, and the others are told with a reason', async () => {
    const list = await createDevices(null).list();
    expect(list.filter(({ usable }) => usable).map(({ name }) => name)).toEqual(['cpu']);
    const reasons = list.filter(({ usable }) => !usable).map(({ reason }) => reason);
    expect(reasons.map((reason) => [/\w/.test(reason!.en), /[가-힣]/.test(reason!.ko)])).toEqual(
      reasons.map(() => [true, true]),
    );
  });

  test('a device whose process crashes is not usable and says so', async () => {
    const list = await machine({ cpu: 8, webgpu: 4 }).devices.list();
    const cuda = list.find(({ name }) => name === 'cuda')!;
    expect(cuda.usable).toBe(false);
    expect(cuda.reason!.en).toMatch(/SIGSEGV|comes without CUDA/u);
    expect(list.find(({ name }) => name === 'webgpu')!.usable).toBe(HAS_WEBGPU);
  });

  test('a device that computes other results is not usable', async () => {
    const devices = createDevices(async (task) => {
      const answer = await runTask({ ...task, device: 'cpu' });
      const others = Object.entries(answer.outputs).map(([name, tensor]): [string, SentTensor] => [
        name,
        { ...tensor, data: scaled(tensor, 1.01) },
      ]);
      return task.device === 'cpu' ? answer : { ...answer, outputs: Object.fromEntries(others) };
    });
    expect((await devices.list()).filter(({ usable }) => usable).map(({ name }) => name)).toEqual(['cpu']);
  });

  test('one that is asked for and not usable is refused with the others named', async () => {
    const { devices } = machine({ cpu: 8, webgpu: 4 });
    for (const name of ['cuda', 'tensorflow', 'abacus']) {
      const error: unknown = await devices.choose(await question(name)).catch((caught: unknown) => caught);
      expect((error as DiagnosticError).diagnostic).toMatchObject({
        code: 'device-not-usable',
        received: name,
        fix: { repair: { key: 'device', value: 'cpu' } },
      });
    }
  });
});

describe('a device with an engine of its own', () => {
  const own: Device = {
    label: { en: 'Abacus', ko: '주판' },
    whyNot: () => null,
    createTrainer: createOnnxTrainer,
  };
  const computing =
    (factor: number): RunTask =>
    async (task) => {
      const { outputs } = await runTask({ ...task, device: 'cpu' });
      const { losses } = outputs;
      return {
        outputs: task.device === 'cpu' ? outputs : { losses: { ...losses!, data: scaled(losses!, factor) } },
        milliseconds: [],
      };
    };

  test('is usable when it trains as the processor does, and else says why not', async () => {
    expect(await probe('abacus', own, computing(1))).toBeNull();
    expect((await probe('abacus', own, computing(1.01)))?.en).toMatch(/other results/u);
    const fails = async () => Promise.reject(new Error('no beads'));
    expect((await probe('abacus', own, fails))?.ko).toMatch(/작동하지 않습니다. \(no beads\)/u);
  });
});

describe('automatic', () => {
  test('takes the fastest, says so, and times a network only once', async () => {
    const { devices, asked } = machine({ cpu: 8, webgpu: 4, dml: 99, coreml: 99 });
    const { name, notes } = await devices.choose(await question('auto'));
    expect(name).toBe(HAS_WEBGPU ? 'webgpu' : 'cpu');
    expect(notes[0]?.message.en ?? 'CPU 2.0 ms').toMatch(/CPU 2\.0 ms/u);
    const before = asked.length;
    await devices.choose(await question('auto'));
    expect(asked.length).toBe(before);
  });

  test.each([
    ['slower', 80],
    ['hardly faster', 7.9],
  ])('stays with the processor when another device is %s', async (_, webgpu) => {
    const { devices } = machine({ cpu: 8, webgpu, dml: 99, coreml: 99 });
    expect((await devices.choose(await question('auto'))).name).toBe('cpu');
  });

  test.each([
    ['gives other losses', 2],
    ['gives no number', NaN],
  ])('stays with the processor when another device %s, and says so', async (_, factor) => {
    const devices = createDevices(async (task) => {
      const { outputs } = await runTask({ ...task, device: 'cpu' });
      if (BROKEN.includes(task.device)) throw new Error('its process ended with SIGSEGV');
      const isOther = task.device !== 'cpu' && !('model' in task);
      const told = Object.entries(outputs).map(([name, tensor]): [string, SentTensor] => [
        name,
        isOther ? { ...tensor, data: scaled(tensor, factor) } : tensor,
      ]);
      return { outputs: Object.fromEntries(told), milliseconds: [isOther ? 4 : 8] };
    });
    const { name, notes } = await devices.choose(await question('auto'));
    expect(name).toBe('cpu');
    const others = HAS_WEBGPU ? { en: /\(other results/u, ko: /\(프로세서와 다른/u } : { en: /./u, ko: /./u };
    expect(notes[0]?.message.en ?? '-').toMatch(others.en);
    expect(notes[0]?.message.ko ?? '-').toMatch(others.ko);
  });

  test('takes another device where the processor needs too long', async () => {
    const devices = createDevices(async (task) => {
      if (BROKEN.includes(task.device)) throw new Error('its process ended with SIGSEGV');
      if (task.device === 'cpu') throw new DiagnosticError(LATE);
      const { outputs } = await runTask({ ...task, device: 'cpu' });
      return { outputs, milliseconds: [400] };
    });
    const { name, notes } = await devices.choose(await question('auto'));
    expect(name).toBe(HAS_WEBGPU ? 'webgpu' : 'cpu');
    expect(notes[0]?.message.ko ?? 'CPU (10초 초과)').toContain('CPU (10초 초과)');
  });

  test('tries nothing else when a step is over at once', async () => {
    const { devices, asked } = machine({ cpu: 0.1, webgpu: 0.01, dml: 0.01, coreml: 0.01 });
    expect((await devices.choose(await question('auto'))).name).toBe('cpu');
    expect(asked.filter((task) => 'runs' in task && task.runs > 1 && task.device !== 'cpu')).toEqual([]);
  });
});

test('nodes that WebGPU computes wrongly are found: groups across vectors, many parts, sine; not those that come out right', () => {
  const window = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] };
  const im2col = (channels: number) =>
    brokenOnWebGpu(
      encodeGraph(
        graphOf(
          {
            op: 'im2col',
            title: '',
            inputs: [{ shape: [1, channels, 5, 5] }],
            attrs: { ...window, size: [3, 3] },
          },
          false,
        ),
      ),
    ).length;
  expect([1, 2, 3, 4, 5].map(im2col)).toEqual([0, 1, 0, 1, 0]);
  const split = (parts: number) => ({
    op: 'split',
    title: '',
    inputs: [{ shape: [parts] }],
    attrs: { axis: 0, sizes: Array.from({ length: parts }, () => 1) },
  });
  const wide = (parts: number) => brokenOnWebGpu(encodeGraph(graphOf(split(parts), false))).length;
  expect([2, 7, 8, 20].map(wide)).toEqual([0, 0, 1, 1]);
  const sine = graphOf({ op: 'sin', title: '', inputs: [{ shape: [2] }], attrs: {} }, false);
  expect(brokenOnWebGpu(encodeGraph(sine))).toHaveLength(1);
});

test('a session is told which nodes to keep from WebGPU only where there are some: an empty list is refused', () => {
  const sessionFor = (op: string) =>
    webgpu.session!(encodeGraph(graphOf({ op, title: '', inputs: [{ shape: [2] }], attrs: {} }, false)));
  expect(sessionFor('exp')).toEqual({});
  expect(sessionFor('sin')).toEqual({
    executionProviders: [{ name: 'webgpu', forceCpuNodeNames: [expect.stringMatching(/./u)] }],
  });
});
