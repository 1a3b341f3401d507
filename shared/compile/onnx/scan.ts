import { attribute, emitGraph, graphAttribute, valueInfo } from './emit';
import { type LoopDescription, PREFIX, wholeInfo } from './model';
import { encodeModel, type OnnxNode } from './protobuf';

/**
 * As `encodeLoop`, in a `Scan`, without an input `k`: steps read their slices where they lie, and state goes back and forth between two buffers, of which the output itself is
 * the last one. A `Loop` copies all of that. ONNX Runtime's CPU provider has it; other devices would leave it to that one.
 */
export function encodeScan(description: LoopDescription): Uint8Array {
  const { body, sliced, carried, kept = {}, shared, whole = [], collected, ops } = description;
  const { nodes, initializers } = emitGraph(body, ops);
  const ports = new Map([...body.inputs, ...body.outputs].map(({ name, value }) => [name, value]));
  const info = (port: string, name = port, lead: readonly string[] = []) => {
    const { dtype, shape } = ports.get(port)!;
    return valueInfo(name, dtype, [...lead, ...shape]);
  };
  const { batch, now, next, each } = PREFIX;
  const passed = [...carried, ...Object.keys(kept)];
  const step = {
    name: 'step',
    node: nodes,
    initializer: initializers,
    input: [
      ...carried.map((name) => info(now + name)),
      ...Object.keys(kept).map((name) => info(next + name, now + name)),
      ...sliced.map((name) => info(batch + name)),
    ],
    output: [...passed.map((name) => info(next + name)), ...collected.map((name) => info(each + name))],
  };
  const scan: OnnxNode = {
    opType: 'Scan',
    name: 'scan',
    input: [...carried, ...Object.values(kept), ...sliced],
    output: [...passed.map((name) => `${name}_out`), ...collected],
    attribute: [graphAttribute('body', step), attribute('num_scan_inputs', sliced.length)],
  };
  return encodeModel({
    name: 'training',
    node: [scan],
    initializer: [],
    input: [
      ...sliced.map((name) => info(batch + name, name, ['K'])),
      ...carried.map((name) => info(now + name, name)),
      ...shared.map((name) => info(name)),
      ...whole.map((name) => wholeInfo(ports.get(name)!, name)),
    ],
    output: [
      ...passed.map((name) => info(next + name, `${name}_out`)),
      ...collected.map((name) => info(each + name, name, ['K'])),
    ],
  });
}
