import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Lowering, standardLowering } from '#shared/compile/lowering';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { initialState } from '#shared/compile/state';
import { compileTraining } from '#shared/compile/training';
import { sizeOf } from '#shared/graph/shape';
import { keyOf, uniformAt } from '#shared/random/counter';

export interface Opened {
  readonly program: TrainingProgram;
  readonly session: InferenceSession;
}

/** A drawing's training program in ONNX Runtime. */
export async function openTraining(
  source: CompileSource,
  batch: number,
  lowering: Lowering = standardLowering,
): Promise<Opened> {
  const result = compileTraining(source, { batch, lowering });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const session = await InferenceSession.create(result.value.bytes, {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return { program: result.value, session };
}

/** `steps` batches of noise with classes that take turns. */
export function noiseBatches({ program }: Opened, source: CompileSource, steps: number) {
  const { batch, target } = program;
  const rows = steps * batch;
  const values = Array.from({ length: rows * sizeOf(source.info.shape) }, (_, i) => uniformAt(keyOf(5), i));
  const dims = [steps, batch, ...source.info.shape];
  const classes = source.info.classNames.length;
  const x =
    source.info.dtype === 'uint8'
      ? new Tensor(
          'uint8',
          Uint8Array.from(values, (value) => value * 256),
          dims,
        )
      : new Tensor(
          'float32',
          Float32Array.from(values, (value) => 2 * value - 1),
          dims,
        );
  const labels = Array.from({ length: rows }, (_, i) => i % classes);
  const oneHot = labels.flatMap((label) => Array.from({ length: classes }, (_, i) => Number(i === label)));
  const numbers = target.encoding === 'one-hot' ? oneHot : labels;
  const yDims = [steps, batch, ...target.shape];
  const y =
    target.dtype === 'int32'
      ? new Tensor('int32', Int32Array.from(numbers), yDims)
      : new Tensor('float32', Float32Array.from(numbers), yDims);
  return { x, y };
}

const vector = (data: Float32Array) => new Tensor('float32', data, [data.length]);
const float = (outputs: InferenceSession.OnnxValueMapType, name: string) =>
  outputs[name]!.data as Float32Array;

export interface Trained {
  readonly state: ModelState;
  readonly losses: Float32Array;
  readonly accuracy: Float32Array;
}

/** Trains the batches `from` to `from + steps` of some, starting at a state. */
export async function trainSteps(
  { program, session }: Opened,
  state: ModelState,
  batches: { readonly x: Tensor; readonly y: Tensor },
  from: number,
  steps: number,
  learningRate = 0.01,
): Promise<Trained> {
  const part = ({ data, dims, type }: Tensor) => {
    const size = dims.slice(1).reduce((product, n) => product * n, 1);
    return new Tensor(type, (data as Float32Array).slice(from * size, (from + steps) * size), [
      steps,
      ...dims.slice(1),
    ]);
  };
  const feeds: Record<string, Tensor> = {
    x: part(batches.x),
    y: part(batches.y),
    theta: vector(state.theta),
    buffers: vector(state.buffers),
    frozen: vector(state.frozen),
    ...Object.fromEntries(Object.entries(state.slots).map(([name, slot]) => [`slot_${name}`, vector(slot)])),
    step: new Tensor('int64', BigInt64Array.of(BigInt(state.step)), []),
    seed: new Tensor('uint32', Uint32Array.of(state.seed), []),
    lr: new Tensor('float32', new Float32Array(steps).fill(learningRate), [steps]),
    k: new Tensor('int64', BigInt64Array.of(BigInt(steps)), []),
  };
  const outputs = await session.run(
    Object.fromEntries(Object.entries(feeds).filter(([name]) => program.inputs.includes(name))),
  );
  return {
    state: {
      ...state,
      theta: float(outputs, 'theta_out'),
      buffers: 'buffers_out' in outputs ? float(outputs, 'buffers_out') : state.buffers,
      slots: Object.fromEntries(
        Object.keys(state.slots).map((name) => [name, float(outputs, `slot_${name}_out`)]),
      ),
      step: state.step + steps,
    },
    losses: float(outputs, 'losses'),
    accuracy: float(
      outputs,
      Object.keys(outputs).find((name) => name.endsWith('accuracy'))!,
    ),
  };
}

export const freshState = ({ program }: Opened, seed = 1): ModelState => initialState(program.layout, seed);
