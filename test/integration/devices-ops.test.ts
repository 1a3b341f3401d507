import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGraph } from '#shared/compile/onnx/model';
import { simplify } from '#shared/compile/simplify';
import { webgpuLowering } from '#shared/compile/webgpu-lowering';
import type { Localized } from '#shared/graph/diagnostic';
import type { DType, IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { probe } from '../../electron/engine/devices/probe';
import { webgpu } from '../../electron/engine/devices/webgpu';
import { type ModelTask, runModel, type SentTensor } from '../../electron/engine/devices/task';
import { OP_CASES, type OpCase } from '../contract/op-cases';
import { feedsOf, graphOf } from '../contract/op-graph';
import { HAS_SOFTWARE_DRIVER, startTaskProcess, WEBGPU_ENVIRONMENT } from './device-processes';

const TOLERANCE = 1e-4;

/** Ops (`op`) and gradients (`d op`) of which the processor computes at least a part in at least one case. Told in docs/devices.md. */
const LEFT_TO_PROCESSOR: readonly string[] = [
  'argMax',
  'cast',
  'conv2d',
  'conv2dInputGradient',
  'cos',
  'd conv2d',
  'd conv2dInputGradient',
  'd cos',
  'd gather',
  'd maxPool2d',
  'd rowSum',
  'd sin',
  'oneHot',
  'randomKey',
  'rowSum',
  'sin',
  'uniform',
];

const ARRAYS: Readonly<Record<DType, (data: readonly number[]) => SentTensor['data']>> = {
  float32: (data) => Float32Array.from(data),
  int32: (data) => Int32Array.from(data),
  int64: (data) => BigInt64Array.from(data, BigInt),
  uint32: (data) => Uint32Array.from(data),
  uint8: (data) => Uint8Array.from(data),
  bool: (data) => Uint8Array.from(data),
};

/** The op as the compiler emits it, alone or with its gradient. */
function emittedOf(opCase: OpCase, gradients: boolean): IrGraph {
  const graph = graphOf(opCase, gradients);
  return gradients ? simplify(graph, { keepInputs: false }) : graph;
}

function taskOf(opCase: OpCase, emitted: IrGraph): ModelTask {
  const data = feedsOf(opCase);
  const feeds = emitted.inputs.map(({ name, value: { dtype, shape } }): [string, SentTensor] => [
    name,
    { type: dtype, dims: shape, data: ARRAYS[dtype](data[name]!) },
  ]);
  return {
    device: 'webgpu',
    model: encodeGraph(emitted, webgpuLowering.ops),
    flops: 0,
    feeds: Object.fromEntries(feeds),
    runs: 1,
  };
}

const hasGradient = ({ op, inputs, attrs }: OpCase): boolean =>
  OPS[op]!.gradient !== undefined &&
  inputs.some(({ dtype = 'float32' }) => dtype === 'float32') &&
  (attrs['to'] ?? 'float32') === 'float32';

const caseOf = (opCase: OpCase, gradients: boolean) => {
  const emitted = emittedOf(opCase, gradients);
  return {
    id: gradients ? `d ${opCase.op}` : opCase.op,
    title: opCase.title,
    ops: emitted.nodes.map(({ op }) => op),
    task: taskOf(opCase, emitted),
  };
};

const CASES = [
  ...OP_CASES.map((opCase) => caseOf(opCase, false)),
  ...OP_CASES.filter(hasGradient).map((opCase) => caseOf(opCase, true)),
];

/** The largest difference between the outputs of two answers, relative to the largest number from 1 up. */
function difference(
  expected: Readonly<Record<string, SentTensor>>,
  found: Readonly<Record<string, SentTensor>>,
): number {
  return Object.entries(expected).reduce((most, [name, { data }]) => {
    const numbers = Array.from(data, Number);
    const others = Array.from(found[name]!.data, Number);
    const scale = numbers.reduce((max, x) => Math.max(max, Math.abs(x)), 1);
    return numbers.reduce((worst, x, i) => Math.max(worst, Math.abs(x - others[i]!) / scale), most);
  }, 0);
}

const processes = startTaskProcess(WEBGPU_ENVIRONMENT);
afterAll(() => processes.stop());

interface Verdict {
  readonly id: string;
  readonly title: string;
  /** The device did all of it. */
  readonly isWhole: boolean;
  readonly problem?: string;
}

async function judge({ id, title, task }: (typeof CASES)[number]): Promise<Verdict> {
  const strict = await processes.compute({ ...task, isStrict: true });
  const isWhole = 'answer' in strict;
  const reply = isWhole ? strict : await processes.compute(task);
  if ('failure' in reply) return { id, title, isWhole, problem: reply.failure.en };
  const { outputs } = await runModel({ ...task, device: 'cpu' });
  const off = difference(outputs, reply.answer.outputs);
  return { id, title, isWhole, ...(!(off <= TOLERANCE) && { problem: `off by ${off}` }) };
}

let whyNot: Localized | null = null;
const verdicts: Verdict[] = [];
beforeAll(async () => {
  whyNot = await probe('webgpu', webgpu, async (task) => {
    const reply = await processes.compute(task);
    if ('failure' in reply) throw new Error(reply.failure.en);
    return reply.answer;
  });
  for (const each of whyNot ? [] : CASES) verdicts.push(await judge(each));
}, 300_000);

test('every op that the compiler emits is computed, and every gradient', () => {
  const computed = new Set(CASES.flatMap(({ ops }) => ops));
  expect(Object.keys(OPS).filter((op) => !computed.has(op))).toEqual([]);
  const gradients = new Set(CASES.map(({ id }) => id));
  const differentiable = Object.keys(OPS).filter((op) => OPS[op]!.gradient !== undefined);
  // That of a cast from float32 to float32 is passed on as it is.
  expect(differentiable.filter((op) => !gradients.has(`d ${op}`))).toEqual(['cast']);
});

test('WebGPU is to be had, or it is told why not', () => {
  expect(HAS_SOFTWARE_DRIVER && whyNot).toBeFalsy();
  expect(verdicts.length).toBe(whyNot ? 0 : CASES.length);
  expect(whyNot?.en ?? 'usable').toMatch(/usable|does not work here.+\(.+\)/u);
  expect(whyNot?.ko ?? '사용').toMatch(/사용|작동하지 않습니다.+\(.+\)/u);
});

test('every op and gradient computes the same on WebGPU as on the processor', () => {
  expect(verdicts.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

test('the ops that WebGPU leaves to the processor are known', () => {
  const left = [...new Set(verdicts.filter(({ isWhole }) => !isWhole).map(({ id }) => id))];
  expect(left.toSorted()).toEqual(whyNot ? [] : LEFT_TO_PROCESSOR);
});
