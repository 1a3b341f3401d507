import { InferenceSession, Tensor } from 'onnxruntime-node';
import { compileForward } from '#shared/compile/forward';
import { type Lowering, standardLowering } from '#shared/compile/lowering';
import type { ModelState, TrainingProgram } from '#shared/compile/program';
import { initialState, writeWeight } from '#shared/compile/state';
import { compileTraining } from '#shared/compile/training';
import type { Result } from '#shared/graph/diagnostic';
import { sizeOf } from '#shared/graph/shape';
import { decode, type Tensor as Numbers } from './golden';
import { metricOf, type NamedWeight, type NetworkCase, predictionOf, sourceOf } from './network-case';

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message.en).join('\n'));
  return result.value;
}

/** Samples `start` to `start + count` as a tensor with `lead` as its first axes. */
function slice({ shape, data }: Numbers, start: number, count: number, lead: readonly number[]): Tensor {
  const sample = sizeOf(shape.slice(1));
  const part = data.slice(start * sample, (start + count) * sample);
  const type = part instanceof Float32Array ? 'float32' : 'int32';
  return new Tensor(type, part, [...lead, ...shape.slice(1)]);
}

const vector = (data: Float32Array) => new Tensor('float32', data, [data.length]);

const open = (bytes: Uint8Array) =>
  InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });

/** Only what the model really has. */
const pick = (feeds: Record<string, Tensor>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => names.includes(name)));

function stateFeeds(state: ModelState): Record<string, Tensor> {
  return {
    theta: vector(state.theta),
    buffers: vector(state.buffers),
    frozen: vector(state.frozen),
    ...Object.fromEntries(Object.entries(state.slots).map(([name, slot]) => [`slot_${name}`, vector(slot)])),
  };
}

export interface Chunk {
  readonly state: ModelState;
  readonly losses: readonly number[];
  readonly metric: readonly number[];
}

/** Trains `network` step by step through compiled programs; batches come in the given order. */
export async function openTraining(network: NetworkCase, lowering: Lowering = standardLowering) {
  const source = sourceOf(network);
  const [x, y] = [decode(network.x), decode(network.y)];
  const metric = `metric_${metricOf(network).name}`;
  const programs = new Map<number, { program: TrainingProgram; session: InferenceSession }>();
  const programFor = async (batch: number) => {
    const known = programs.get(batch);
    if (known) return known;
    const program = unwrap(compileTraining(source, { batch, lowering, onProcessor: true }));
    const fresh = { program, session: await open(program.bytes) };
    programs.set(batch, fresh);
    return fresh;
  };
  const { program: first } = await programFor(network.batchSize);

  return {
    layout: first.layout,
    /** The state with which the golden training begins. */
    initial(): ModelState {
      const state = initialState(first.layout, 1);
      for (const { layer, name, value } of network.initialWeights) {
        writeWeight(state, `${layer}/${name}`, decode(value).data);
      }
      return state;
    },
    /** `steps` batches of `batch` samples from sample `start` on. */
    async run(state: ModelState, start: number, batch: number, steps: number): Promise<Chunk> {
      const { program, session } = await programFor(batch);
      const feeds = {
        ...stateFeeds(state),
        x: slice(x, start, batch * steps, [steps, batch]),
        y: slice(y, start, batch * steps, [steps, batch]),
        step: new Tensor('int64', BigInt64Array.of(BigInt(state.step)), []),
        seed: new Tensor('uint32', Uint32Array.of(state.seed), []),
        lr: new Tensor('float32', new Float32Array(steps).fill(source.training.learningRate), [steps]),
        k: new Tensor('int64', BigInt64Array.of(BigInt(steps)), []),
      };
      const results = await session.run(pick(feeds, program.inputs));
      const floats = (name: string, otherwise: Float32Array) =>
        (results[name]?.data as Float32Array | undefined) ?? otherwise;
      const none = new Float32Array();
      return {
        state: {
          ...state,
          theta: floats('theta_out', state.theta),
          buffers: floats('buffers_out', state.buffers),
          slots: Object.fromEntries(
            Object.entries(state.slots).map(([name, slot]) => [name, floats(`slot_${name}_out`, slot)]),
          ),
          step: state.step + steps,
        },
        losses: [...floats('losses', none)],
        metric: [...floats(metric, none)],
      };
    },
    /** Prediction, mean loss and metric over all samples. */
    async evaluate(state: ModelState) {
      const [count] = x.shape as [number];
      const fetch = predictionOf(network);
      const program = unwrap(
        compileForward(source, { batch: count, fetches: [fetch], losses: true, lowering }),
      );
      const session = await open(program.bytes);
      const feeds = { ...stateFeeds(state), x: slice(x, 0, count, [count]), y: slice(y, 0, count, [count]) };
      const results = await session.run(pick(feeds, program.inputs));
      const mean = (name: string) =>
        (results[name]!.data as Float32Array).reduce((sum, value) => sum + value, 0) / count;
      return {
        predict: results[`node_${fetch}`]!.data as Float32Array,
        loss: mean('loss'),
        metric: mean(metric),
      };
    },
    async close() {
      for (const { session } of programs.values()) await session.release();
    },
  };
}

/** Name of a weight in the state. */
export const slotName = ({ layer, name }: NamedWeight): string => `${layer}/${name}`;
