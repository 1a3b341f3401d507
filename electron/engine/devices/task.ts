import { Tensor } from 'onnxruntime-node';
import { performance } from 'node:perf_hooks';
import type { CompileSource, ModelState } from '#shared/compile/program';
import { createSession } from '../onnx-session';
import type { Measured, MeasureTask } from '../preflight/task';

type Numbers = Float32Array | Int32Array | Uint8Array | Uint32Array | BigInt64Array;

/** A tensor as it goes from process to process. */
export interface SentTensor {
  readonly type: 'float32' | 'int32' | 'uint8' | 'uint32' | 'int64' | 'bool';
  readonly dims: readonly number[];
  readonly data: Numbers;
}

/** An ONNX model to be computed on a device. */
export interface ModelTask {
  readonly device: string;
  readonly model: Uint8Array;
  /** Operations of one run. */
  readonly flops: number;
  readonly feeds: Readonly<Record<string, SentTensor>>;
  /** How often; the first time is not counted among the milliseconds. */
  readonly runs: number;
  /** Fails when the device leaves an op to the processor. */
  readonly isStrict?: boolean;
}

/** A network of which some steps are to be trained as the device trains it. */
export interface TrainingTask {
  readonly device: string;
  readonly source: CompileSource;
  readonly state: ModelState;
  readonly batch: number;
  /** In a run. */
  readonly steps: number;
  /** How often; the first time is not counted among the milliseconds. */
  readonly runs: number;
  /** That were chosen, or null. */
  readonly threads: number | null;
}

/** What training a network will take. */
export interface MeasuringTask {
  readonly device: string;
  readonly measure: MeasureTask;
}

export type DeviceTask = ModelTask | TrainingTask | MeasuringTask;

export interface DeviceAnswer {
  /** Of a model; of a training the `losses` of the first run's steps. */
  readonly outputs: Readonly<Record<string, SentTensor>>;
  /** Of every run but the first. */
  readonly milliseconds: readonly number[];
  /** Of a measuring task, which has no outputs. */
  readonly measured?: Measured;
}

/** Computes a task somewhere; rejects with an Error when that fails, takes longer than so many milliseconds, or is given up. */
export type RunTask = (task: DeviceTask, limitMs: number, giveUp?: AbortSignal) => Promise<DeviceAnswer>;

/** Computes a model in this process, which a broken driver may end. */
export async function runModel(task: ModelTask): Promise<DeviceAnswer> {
  const { device, model, flops, runs, isStrict } = task;
  const session = await createSession(model, device, flops, isStrict ? { isStrict } : {});
  const feeds = Object.fromEntries(
    Object.entries(task.feeds).map(([name, { type, data, dims }]) => [name, new Tensor(type, data, dims)]),
  );
  try {
    let outputs = await session.run(feeds);
    const milliseconds: number[] = [];
    while (milliseconds.length < runs - 1) {
      const startedAt = performance.now();
      outputs = await session.run(feeds);
      milliseconds.push(performance.now() - startedAt);
    }
    return { outputs: sentTensors(outputs), milliseconds };
  } finally {
    await session.release();
  }
}

/** As they go from process to process. */
export const sentTensors = (
  tensors: Readonly<
    Record<string, { readonly type: string; readonly dims: readonly number[]; readonly data: unknown }>
  >,
): Record<string, SentTensor> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { type, dims, data }]) => [
      name,
      { type: type as SentTensor['type'], dims: [...dims], data: data as Numbers },
    ]),
  );
