import type { OpDefinition } from '#shared/ops/definition';
import type { IrGraph, IrPort, IrValue } from '#shared/ops/ir';
import { arrayOf, emitGraph, graphAttribute, tensor, valueInfo } from './emit';
import { encodeModel, type OnnxNode } from './protobuf';

const portInfo = ({ name, value }: IrPort) => valueInfo(name, value.dtype, value.shape);

/** A graph as an ONNX model with the same inputs and outputs. */
export function encodeGraph(graph: IrGraph, ops?: Readonly<Record<string, OpDefinition>>): Uint8Array {
  const { nodes, initializers } = emitGraph(graph, ops);
  return encodeModel({
    name: 'forward',
    node: nodes,
    initializer: initializers,
    input: graph.inputs.map(portInfo),
    output: graph.outputs.map(portInfo),
  });
}

/** Prefixes of the names of a loop body's ports; the model itself has the plain names. */
export const PREFIX = { batch: 'batch.', now: 'now.', next: 'next.', each: 'each.' } as const;

export interface LoopDescription {
  /** One step: inputs `batch.*`, `now.*` and shared ones by their plain name; outputs `next.*` and `each.*`. */
  readonly body: IrGraph;
  /** Inputs of which each step gets its own slice along a leading axis K. */
  readonly sliced: readonly string[];
  /** State that goes from step to step: `theta` comes out as `theta_out`. */
  readonly carried: readonly string[];
  /** Outputs `next.*` of the last step alone, `gradient_out`; no step reads them. Each is shaped like a carried input, its stand-in before the first step. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Inputs that every step sees unchanged. */
  readonly shared: readonly string[];
  /** The same, of any length along the first axis. */
  readonly whole?: readonly string[];
  /** Outputs of a step that come out stacked along K. */
  readonly collected: readonly string[];
  /** The table that `body` is made of, where it is not `OPS`. */
  readonly ops?: Readonly<Record<string, OpDefinition>>;
}

/** An ONNX model that runs `body` k times in a `Loop`; `k` is an int64 scalar input. */
export function encodeLoop(description: LoopDescription): Uint8Array {
  const { body, sliced, carried, kept = {}, shared, whole = [], collected, ops } = description;
  const { nodes, initializers } = emitGraph(body, ops);
  const ports = new Map([...body.inputs, ...body.outputs].map(({ name, value }) => [name, value]));
  const info = (port: string, name = port, lead: readonly string[] = []) => {
    const { dtype, shape } = ports.get(port)!;
    return valueInfo(name, dtype, [...lead, ...shape]);
  };
  const plain = (opType: string, input: readonly string[], output: string): OnnxNode => ({
    opType,
    name: `loop/${opType}_${output}`,
    input,
    output: [output],
    attribute: [],
  });
  const [batch, now, next, each] = (['batch', 'now', 'next', 'each'] as const).map(
    (kind) => (name: string) => PREFIX[kind] + name,
  ) as [Rename, Rename, Rename, Rename];
  const passed = [...carried, ...Object.keys(kept)];
  const step = {
    name: 'step',
    node: [
      ...sliced.map((name) => plain('Gather', [name, 'iteration'], batch(name))),
      ...nodes,
      plain('Identity', ['condition'], 'condition_next'),
    ],
    initializer: initializers,
    input: [
      valueInfo('iteration', 'int64', []),
      valueInfo('condition', 'bool', []),
      ...carried.map((name) => info(now(name))),
      ...Object.keys(kept).map((name) => info(next(name), now(name))),
    ],
    output: [
      valueInfo('condition_next', 'bool', []),
      ...passed.map((name) => info(next(name))),
      ...collected.map((name) => info(each(name))),
    ],
  };
  const loop: OnnxNode = {
    opType: 'Loop',
    name: 'loop',
    input: ['k', 'always', ...carried, ...Object.values(kept)],
    output: [...passed.map((name) => `${name}_out`), ...collected],
    attribute: [graphAttribute('body', step)],
  };
  return encodeModel({
    name: 'training',
    node: [loop],
    initializer: [tensor('always', 'bool', [], arrayOf('bool', [1]))],
    input: [
      valueInfo('k', 'int64', []),
      ...sliced.map((name) => info(batch(name), name, ['K'])),
      ...carried.map((name) => info(now(name), name)),
      ...shared.map((name) => info(name)),
      ...whole.map((name) => wholeInfo(ports.get(name)!, name)),
    ],
    output: [
      ...passed.map((name) => info(next(name), `${name}_out`)),
      ...collected.map((name) => info(each(name), name, ['K'])),
    ],
  });
}

/** An input of any length along its first axis. */
export const wholeInfo = ({ dtype, shape }: IrValue, name: string) =>
  valueInfo(name, dtype, ['N', ...shape.slice(1)]);

type Rename = (name: string) => string;
