import { differentiate } from '#shared/compile/differentiate';
import { encodeGraph } from '#shared/compile/onnx/model';
import type { Localized } from '#shared/graph/diagnostic';
import { taskFailure } from '#shared/protocol/device-task';
import { IrBuilder } from '#shared/ops/builder';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { Device } from './definition';
import { probeTraining } from './probe-training';
import { SAFE_DEVICE } from './table';
import { type DeviceAnswer, type ModelTask, runModel, type RunTask, type SentTensor } from './task';

/** A driver that has not answered by then will not. */
const LIMIT_MS = 30_000;
const TOLERANCE = 1e-4;

/** Tries a small training step on a device in a process of its own. Why it cannot be used, or null; never throws. */
export async function probe(name: string, device: Device, run: RunTask): Promise<Localized | null> {
  try {
    const { outputs: found, expected } = await (device.createTrainer ? trained : computed)(name, run);
    const isRight = Object.entries(expected).every(([output, tensor]) => isClose(found[output], tensor));
    return isRight ? null : WRONG;
  } catch (error) {
    return failed(taskFailure(error).failure, device.advice);
  }
}

interface Found {
  readonly outputs: DeviceAnswer['outputs'];
  readonly expected: DeviceAnswer['outputs'];
}

/** The gradients of a device of ONNX Runtime, and the processor's. */
async function computed(name: string, run: RunTask): Promise<Found> {
  const task = probeTask(name);
  const [{ outputs }, { outputs: expected }] = await Promise.all([
    run(task, LIMIT_MS),
    runModel({ ...task, device: SAFE_DEVICE }),
  ]);
  return { outputs, expected };
}

/** The losses of steps that build on each other, of an engine of its own, and the processor's. */
async function trained(name: string, run: RunTask): Promise<Found> {
  const task = probeTraining(name);
  const [{ outputs }, { outputs: expected }] = await Promise.all([
    run(task, LIMIT_MS),
    run({ ...task, device: SAFE_DEVICE }, LIMIT_MS),
  ]);
  return { outputs, expected };
}

/** Forward and backward pass of a convolution, pooling and a dense layer. */
function probeTask(device: string): ModelTask {
  const b = new IrBuilder();
  const [x, kernel, dense] = [
    b.input('x', [2, 2, 8, 8]),
    b.input('kernel', [4, 2, 3, 3]),
    b.input('dense', [64, 5]),
  ];
  const image = b.op('conv2d', [x, kernel], {
    strides: [1, 1],
    pads: [1, 1, 1, 1],
    dilations: [1, 1],
    groups: 1,
  });
  const pooled = b.op('maxPool2d', [image], { size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] });
  const output = b.matmul(b.reshape(pooled, [2, 64]), dense);
  const loss = b.mean(b.mul(output, output), [0, 1]);
  const gradients = differentiate(b, loss, [kernel, dense]);
  const graph = b.build([
    { name: 'loss', value: loss },
    { name: 'd_kernel', value: gradients[0]! },
    { name: 'd_dense', value: gradients[1]! },
  ]);
  const feeds = graph.inputs.map(({ name, value: { shape } }, i): [string, SentTensor] => {
    const count = shape.reduce((product, n) => product * n, 1);
    const data = Float32Array.from({ length: count }, (_, k) => uniformAt(keyOf(5, i), k) - 0.5);
    return [name, { type: 'float32', dims: shape, data }];
  });
  return { device, model: encodeGraph(graph), flops: 0, feeds: Object.fromEntries(feeds), runs: 1 };
}

function isClose(found: SentTensor | undefined, expected: SentTensor): boolean {
  const numbers = Array.from(expected.data, Number);
  const others = Array.from(found?.data ?? [], Number);
  const scale = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  return numbers.every((x, i) => Math.abs(x - (others[i] ?? NaN)) <= TOLERANCE * scale);
}

const WRONG: Localized = {
  en: 'It computes other results than the processor.',
  ko: '프로세서와 계산 결과가 다릅니다.',
};

const failed = (message: Localized, advice: Localized | undefined): Localized => ({
  en: ['It does not work here.', advice?.en, shortened(message.en)].filter(Boolean).join(' '),
  ko: ['이 컴퓨터에서 작동하지 않습니다.', advice?.ko, shortened(message.ko)].filter(Boolean).join(' '),
});

/** Without the places in ONNX Runtime's sources, in brackets. */
const shortened = (message: string): string => {
  const line = message.split('\n')[0]!.replace(/^\/\S+:\d+ .*? was false\. /u, '');
  return `(${line.length > 160 ? `${line.slice(0, 160)}…` : line})`;
};
