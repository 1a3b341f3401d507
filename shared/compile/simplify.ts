import type { IrConstant, IrGraph, IrNode, IrPort, IrValue } from '#shared/ops/ir';
import { broadcastShapes, equalShapes, size } from '#shared/ops/shapes';
import { unfoldInParts } from './unfold-in-parts';

/** Ops that broadcast their inputs themselves. */
const BROADCASTING = new Set([
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'pow',
  'equal',
  'greater',
  'where',
]);

export interface SimplifyOptions {
  /** Inputs that nothing needs stay, unless false. */
  readonly keepInputs?: boolean;
  /** Unless false, a convolution shares the unfolding of its image with its gradient. */
  readonly shareWindows?: boolean;
}

/**
 * The same computation with less work: equal nodes once, nothing that leads to no output, no copies that the next op makes itself, and one
 * unfolding of an image's windows for a convolution and its gradient.
 */
export function simplify(graph: IrGraph, options: SimplifyOptions = {}): IrGraph {
  const shared = options.shareWindows === false ? graph : shareWindows(unfoldInParts(graph));
  const alias = new Map<number, IrValue>();
  const producer = new Map<number, IrNode>();
  const constants = new Map(graph.constants.map((constant) => [constant.value.id, constant]));
  const known = new Map<string, IrNode>();
  const nodes: IrNode[] = [];
  const resolve = (value: IrValue): IrValue => alias.get(value.id) ?? value;

  for (const node of shared.nodes) {
    const inputs = withoutCopies(node, node.inputs.map(resolve), producer);
    const output = node.outputs[0]!;
    const same = aliasOf(node, inputs, constants);
    if (same) {
      alias.set(output.id, same);
      continue;
    }
    const key = keyOf(node, inputs);
    const twin = known.get(key);
    if (twin) {
      node.outputs.forEach(({ id }, i) => alias.set(id, twin.outputs[i]!));
      continue;
    }
    const kept = { ...node, inputs };
    known.set(key, kept);
    for (const { id } of node.outputs) producer.set(id, kept);
    nodes.push(kept);
  }
  const outputs = graph.outputs.map(({ name, value }): IrPort => ({ name, value: resolve(value) }));
  return withoutUnused({ ...graph, nodes, outputs }, options.keepInputs ?? true);
}

/** The same for nodes that compute the same. */
const keyOf = ({ op, attrs, outputs }: IrNode, inputs: readonly IrValue[]): string =>
  'body' in attrs
    ? `${outputs[0]!.id}`
    : `${op}|${inputs.map(({ id }) => id).join()}|${JSON.stringify(attrs)}`;

/** A broadcast before an op that broadcasts by itself is a copy for nothing. */
function withoutCopies(
  node: IrNode,
  inputs: readonly IrValue[],
  producer: ReadonlyMap<number, IrNode>,
): readonly IrValue[] {
  if (!BROADCASTING.has(node.op)) {
    const before = node.op === 'reshape' ? producer.get(inputs[0]!.id) : undefined;
    return before?.op === 'reshape' ? before.inputs : inputs;
  }
  let current = inputs;
  inputs.forEach((input, i) => {
    const before = producer.get(input.id);
    if (before?.op !== 'broadcast') return;
    const shorter = current.with(i, before.inputs[0]!);
    const shape = shorter.map((value) => value.shape).reduce(broadcastShapes);
    if (equalShapes(shape, node.outputs[0]!.shape)) current = shorter;
  });
  return current;
}

/** The value that a node only repeats. */
function aliasOf(
  { op, outputs, attrs }: IrNode,
  inputs: readonly IrValue[],
  constants: ReadonlyMap<number, IrConstant>,
): IrValue | undefined {
  const [x] = inputs;
  const output = outputs[0]!;
  if ((op === 'reshape' || op === 'broadcast') && equalShapes(x!.shape, output.shape)) return x;
  if (op === 'transpose' && (attrs['perm'] as readonly number[]).every((axis, i) => axis === i)) return x;
  if (op === 'mul') {
    const isOne = ({ id }: IrValue) =>
      constants.get(id)?.data.length === 1 && Number(constants.get(id)!.data[0]) === 1;
    const rest = inputs.find((_, i) => isOne(inputs[1 - i]!));
    if (rest && equalShapes(rest.shape, output.shape)) return rest;
  }
  return undefined;
}

/** Leaves out what no output needs; inputs only when `keepInputs` is false. */
function withoutUnused(graph: IrGraph, keepInputs: boolean): IrGraph {
  const needed = new Set(graph.outputs.map(({ value }) => value.id));
  const nodes: IrNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some(({ id }) => needed.has(id))) continue;
    nodes.push(node);
    for (const { id } of node.inputs) needed.add(id);
  }
  return {
    nodes: nodes.toReversed(),
    constants: graph.constants.filter(({ value }) => needed.has(value.id)),
    inputs: keepInputs ? graph.inputs : graph.inputs.filter(({ value }) => needed.has(value.id)),
    outputs: graph.outputs,
  };
}

/**
 * A convolution whose kernel gradient unfolds the same image becomes a product with that unfolding: it is made once for both.
 */
function shareWindows(graph: IrGraph): IrGraph {
  const unfoldings = new Map<string, IrNode>();
  const keyOf = (x: IrValue, attrs: IrNode['attrs'], kernel: readonly number[]) =>
    [x.id, attrs['strides'], attrs['pads'], attrs['dilations'], attrs['groups'], kernel].join('|');
  for (const node of graph.nodes) {
    if (node.op === 'im2col')
      unfoldings.set(keyOf(node.inputs[0]!, node.attrs, node.attrs['size'] as readonly number[]), node);
  }
  if (unfoldings.size === 0) return graph;
  const values = [
    ...graph.nodes.flatMap(({ outputs }) => outputs),
    ...graph.constants.map(({ value }) => value),
  ];
  let nextId = 1 + values.reduce((most, { id }) => Math.max(most, id), 0);
  const moved = new Set<IrNode>();
  const nodes = graph.nodes.flatMap((node): IrNode[] => {
    if (moved.has(node)) return [];
    if (node.op !== 'conv2d' || node.attrs['groups'] !== 1) return [node];
    const [x, kernel] = node.inputs as [IrValue, IrValue];
    const unfold = unfoldings.get(keyOf(x, node.attrs, kernel.shape.slice(2)));
    if (!unfold || moved.has(unfold)) return [node];
    moved.add(unfold);
    const [output, columns] = [node.outputs[0]!, unfold.outputs[0]!];
    const [batch, filters] = output.shape as [number, number];
    const fresh = (shape: readonly number[]): IrValue => ({ id: nextId++, shape, dtype: 'float32' });
    const flat = fresh([filters, size(kernel.shape.slice(1))]);
    const product = fresh([batch, filters, columns.shape[2]!]);
    const { layer } = node;
    const plain = (
      op: string,
      inputs: readonly IrValue[],
      result: IrValue,
      attrs: IrNode['attrs'],
    ): IrNode => ({
      op,
      inputs,
      outputs: [result],
      attrs,
      ...(layer !== undefined && { layer }),
    });
    return [
      unfold,
      plain('reshape', [kernel], flat, { shape: flat.shape }),
      plain('matmul', [flat, columns], product, { transposeA: false, transposeB: false }),
      plain('reshape', [product], output, { shape: output.shape }),
    ];
  });
  return { ...graph, nodes };
}
