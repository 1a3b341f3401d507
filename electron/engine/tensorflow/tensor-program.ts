import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { isHost, type Operand, type Tensor, type TensorFlow } from './api';
import { TENSOR_TYPES } from './ops/cast';
import { HOST_OPS, TENSOR_OPS } from './ops/table';

/** A graph that TensorFlow computes op by op. */
export interface TensorProgram {
  /**
   * Inputs by name; those of type int64 and uint32 on the host. The outputs `wanted` are the caller's to dispose of; inputs stay its own.
   */
  run(feeds: Readonly<Record<string, Operand>>, wanted: readonly string[]): Record<string, Tensor>;
  dispose(): void;
}

/** A node, and the values that nothing after it needs. */
interface Step {
  readonly node: IrNode;
  readonly dead: readonly number[];
}

export function createTensorProgram(tf: TensorFlow, graph: IrGraph): TensorProgram {
  const constants = new Map(
    graph.constants.map(({ value, data }) => [value.id, constantOf(tf, value, data)]),
  );
  const steps = stepsOf(graph);

  function run(feeds: Readonly<Record<string, Operand>>, wanted: readonly string[]): Record<string, Tensor> {
    return tf.tidy(() => {
      const values = new Map<number, Operand>(constants);
      for (const { name, value } of graph.inputs) {
        const feed = feeds[name];
        if (feed) values.set(value.id, feed);
      }
      for (const { node, dead } of steps) {
        const inputs = node.inputs.map(({ id }) => values.get(id)!);
        compute(tf, node, inputs).forEach((result, i) => values.set(node.outputs[i]!.id, result));
        for (const id of dead) {
          const value = values.get(id)!;
          if (!isHost(value)) value.dispose();
          values.delete(id);
        }
      }
      const outputs = graph.outputs.filter(({ name }) => wanted.includes(name));
      return Object.fromEntries(
        // An output may be an input, which stays the caller's own.
        outputs.map(({ name, value }) => [name, tf.clone(toTensor(tf, value, values.get(value.id)!))]),
      );
    });
  }

  return {
    run,
    dispose() {
      for (const constant of constants.values()) if (!isHost(constant)) constant.dispose();
      constants.clear();
    },
  };
}

function compute(tf: TensorFlow, node: IrNode, inputs: readonly Operand[]): readonly Operand[] {
  const { op, attrs, outputs } = node;
  const onHost = HOST_OPS[op];
  const withTensors = TENSOR_OPS[op];
  let host: Float64Array | null = null;
  const made = tf.tidy(() => {
    if (onHost) {
      const result = onHost({ tf, inputs, attrs, outputs });
      if (isHost(result)) {
        host = result;
        return [];
      }
      return own(tf, [result], inputs);
    }
    if (!withTensors) throw new Error(`TensorFlow has no op "${op}"`);
    const tensors = inputs.map((input, i) => toTensor(tf, node.inputs[i]!, input));
    const results = withTensors({ tf, inputs: tensors, attrs, outputs });
    return own(tf, Array.isArray(results) ? (results as Tensor[]) : [results as Tensor], inputs);
  });
  return host ? [host] : made;
}

/** An op may give back what it was given: the result must outlive that. */
const own = (tf: TensorFlow, results: readonly Tensor[], inputs: readonly Operand[]): Tensor[] =>
  results.map((result) => (inputs.includes(result) ? tf.clone(result) : result));

function toTensor(tf: TensorFlow, { dtype, shape }: IrValue, operand: Operand): Tensor {
  if (!isHost(operand)) return operand;
  if (dtype === 'uint32') throw new Error('uint32 stays on the host');
  return tf.tensor(Array.from(operand), [...shape], TENSOR_TYPES[dtype]);
}

function constantOf(tf: TensorFlow, { dtype, shape }: IrValue, data: ArrayLike<number | bigint>): Operand {
  if (dtype === 'uint32') return Float64Array.from(data as ArrayLike<number>);
  const numbers = data instanceof Float32Array ? data : Array.from(data, Number);
  return tf.tensor(numbers, [...shape], TENSOR_TYPES[dtype]);
}

/** Inputs, constants and outputs live to the end. */
function stepsOf({ nodes, constants, inputs, outputs }: IrGraph): readonly Step[] {
  const lasting = new Set([...constants, ...inputs, ...outputs].map(({ value }) => value.id));
  const seen = new Set<number>();
  return nodes
    .toReversed()
    .map((node): Step => {
      const dead = [...node.inputs, ...node.outputs]
        .map(({ id }) => id)
        .filter((id) => !lasting.has(id) && !seen.has(id));
      for (const id of dead) seen.add(id);
      return { node, dead: [...new Set(dead)] };
    })
    .toReversed();
}
