import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { isHost, type Operand, type Tensor, type TensorFlow } from './api';
import { IMAGE_OPS, isRenaming, lastOrder } from './layout';
import { TENSOR_TYPES } from './ops/cast';
import { HOST_OPS, TENSOR_OPS } from './ops/table';
import { createValues, type Values } from './values';

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
      const values = createValues(tf);
      for (const [id, first] of constants) values.set(id, { first });
      for (const { name, value } of graph.inputs) {
        const first = feeds[name];
        if (first) values.set(value.id, { first });
      }
      for (const { node, dead } of steps) {
        compute(tf, node, values);
        for (const id of dead) values.dispose(id);
      }
      const outputs = graph.outputs.filter(({ name }) => wanted.includes(name));
      // An output may be an input, which stays the caller's own.
      return Object.fromEntries(outputs.map(({ name, value }) => [name, tf.clone(values.first(value))]));
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

function compute(tf: TensorFlow, node: IrNode, values: Values): void {
  const { op, inputs, outputs } = node;
  const set = (results: readonly Operand[], isLast = false) =>
    results.forEach((result, i) =>
      values.set(outputs[i]!.id, isLast ? { last: result as Tensor } : { first: result }),
    );
  const renaming = isRenaming(node, values.hasLast);
  if (renaming === 'from') return set([tf.clone(values.last(inputs[0]!))]);
  if (renaming === 'to') return set([tf.clone(values.first(inputs[0]!))], true);
  const image = IMAGE_OPS[op];
  if (image) {
    const given = inputs.map((input, i) =>
      image.images.includes(i) ? values.last(input) : values.first(input),
    );
    return set(results(tf, node, given), image.gives);
  }
  const order = lastOrder(node, values.hasLast);
  if (order) {
    const given = inputs.map((input, i) => (order.turned[i] ? values.last(input) : values.first(input)));
    return set(results(tf, { ...node, attrs: order.attrs }, given), order.gives);
  }
  return set(results(tf, node, inputs.map(HOST_OPS[op] ? values.operand : values.first)));
}

/** What an op gives; all else that it made is gone. */
function results(tf: TensorFlow, { op, attrs, outputs }: IrNode, inputs: readonly Operand[]): Operand[] {
  const onHost = HOST_OPS[op];
  const withTensors = TENSOR_OPS[op];
  let host: Float64Array | null = null;
  const made = tf.tidy(() => {
    if (onHost) {
      const result = onHost({ tf, inputs, attrs, outputs });
      if (!isHost(result)) return own(tf, [result], inputs);
      host = result;
      return [];
    }
    if (!withTensors) throw new Error(`TensorFlow has no op "${op}"`);
    const found = withTensors({ tf, inputs: inputs as readonly Tensor[], attrs, outputs });
    return own(tf, Array.isArray(found) ? (found as Tensor[]) : [found as Tensor], inputs);
  });
  return host ? [host] : made;
}

/** An op may give back what it was given: the result must outlive that. */
const own = (tf: TensorFlow, found: readonly Tensor[], inputs: readonly Operand[]): Tensor[] =>
  found.map((result) => (inputs.includes(result) ? tf.clone(result) : result));

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
