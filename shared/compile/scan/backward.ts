import type { IrBuilder } from '#shared/ops/builder';
import type { IrNode, IrValue } from '#shared/ops/ir';
import { broadcastShapes } from '#shared/ops/shapes';
import { pullBack } from '../differentiate';
import { simplify } from '../simplify';
import { leadingTo } from './body';

/** One step, built aside. */
export interface Step {
  readonly nodes: readonly IrNode[];
  readonly states: readonly IrValue[];
  readonly slices: readonly IrValue[];
  readonly next: readonly IrValue[];
  readonly outputs: readonly IrValue[];
}

/** Where a step uses a value that all steps share, so that its gradient is a sum over the steps. */
export interface SharedUse {
  readonly value: IrValue;
  /** What it is multiplied with; undefined where it is added. */
  readonly left?: IrValue;
  readonly result: IrValue;
}

/** A step and its way back. */
export interface StepBackward {
  readonly step: Step;
  /** Gradients that come in: of the next states and of the outputs. */
  readonly flowing: { readonly next: readonly IrValue[]; readonly outputs: readonly IrValue[] };
  /** What is computed at once for all steps, from what the way forward keeps. */
  readonly hoisted: readonly IrNode[];
  /** What is computed step by step. */
  readonly nodes: readonly IrNode[];
  readonly uses: readonly SharedUse[];
  readonly gradients: {
    readonly states: readonly IrValue[];
    readonly slices: readonly IrValue[];
    readonly uses: readonly IrValue[];
  };
  /** Values of a step forward, its states included, that the way back needs. */
  readonly kept: readonly IrValue[];
}

/** Ops that do the same to all steps at once as to each. */
const ELEMENTWISE = new Set(['add', 'sub', 'mul', 'div', 'neg', 'exp', 'step', 'sign', 'sigmoid', 'tanh']);

/** The way back through a step. */
export function backwardOf(b: IrBuilder, step: Step): StepBackward {
  const { states, slices, next, outputs } = step;
  const like = ({ shape }: IrValue) => b.placeholder(shape);
  const flowing = { next: next.map(like), outputs: outputs.map(like) };
  const uses = sharedUses(b, step);
  const targets = [...states, ...slices, ...uses.map(({ result }) => result)];
  const { result: found, nodes: all } = b.aside(() => {
    const given = [...flowing.next, ...flowing.outputs];
    const known = [...next, ...outputs].map((value, i) => [value, given[i]!] as const);
    return pullBack(b, known, targets).map(
      (gradient, i) => gradient ?? b.broadcast(b.scalar(0), targets[i]!.shape),
    );
  }, step.nodes);

  const results = [...next, ...outputs, ...found];
  const lefts = uses.flatMap(({ left }) => left ?? []);
  const ports = [...results, ...lefts].map((value, i) => ({ name: `${i}`, value }));
  const { constants } = b.build([]);
  const graph = simplify({ nodes: all, constants, inputs: [], outputs: ports });
  const values = graph.outputs.map(({ value }) => value);
  const cut = next.length + outputs.length;
  const simple: Step = {
    ...step,
    next: values.slice(0, next.length),
    outputs: values.slice(next.length, cut),
    nodes: leadingTo(graph.nodes, [...values.slice(0, cut), ...values.slice(results.length)]),
  };
  const gradients = values.slice(cut, results.length);
  const { hoisted, nodes } = hoist(b, simple, leadingTo(graph.nodes, gradients), gradients);

  const forward = new Set([...states, ...simple.nodes.flatMap((node) => node.outputs)].map(({ id }) => id));
  const read = [...[...hoisted, ...nodes].flatMap(({ inputs }) => inputs), ...values.slice(results.length)];
  const kept = new Map(read.filter(({ id }) => forward.has(id)).map((value) => [value.id, value]));
  const [toSlices, toUses] = [states.length, states.length + slices.length];
  let left = results.length;
  return {
    step: simple,
    flowing,
    hoisted,
    nodes,
    uses: uses.map((use) => (use.left ? { ...use, left: values[left++]! } : use)),
    gradients: {
      states: gradients.slice(0, toSlices),
      slices: gradients.slice(toSlices, toUses),
      uses: gradients.slice(toUses),
    },
    kept: [...kept.values()],
  };
}

/** Throws where a shared value is used in a way whose gradient is not known here. */
function sharedUses(b: IrBuilder, { nodes, states, slices }: Step): SharedUse[] {
  const constants = b.build([]).constants.map(({ value }) => value);
  const made = nodes.flatMap(({ outputs }) => outputs);
  const own = new Set([...states, ...slices, ...constants, ...made].map(({ id }) => id));
  return nodes.flatMap(({ op, inputs, outputs, attrs }) =>
    inputs.flatMap((value, i): SharedUse[] => {
      if (own.has(value.id)) return [];
      const result = outputs[0]!;
      if (op === 'add') return [{ value, result }];
      const isPlain = attrs['transposeA'] !== true && attrs['transposeB'] !== true;
      if (op === 'matmul' && i === 1 && isPlain) return [{ value, left: inputs[0]!, result }];
      return [];
    }),
  );
}

/** Takes out of the way back what needs nothing of the way back. */
function hoist(
  b: IrBuilder,
  { nodes: forward, states, slices }: Step,
  all: readonly IrNode[],
  gradients: readonly IrValue[],
): Pick<StepBackward, 'hoisted' | 'nodes'> {
  const isForward = new Set(forward);
  const known = new Set(
    [...states, ...slices, ...forward.flatMap(({ outputs }) => outputs)].map(({ id }) => id),
  );
  const back = all.filter((node) => !isForward.has(node));
  const made = new Map(back.flatMap((node) => node.outputs.map(({ id }) => [id, node] as const)));
  const constants = new Set(b.build([]).constants.map(({ value }) => value.id));
  const isFixed = ({ id }: IrValue) => known.has(id) || constants.has(id);
  const hoisted: IrNode[] = [];
  const inner = new Map<number, IrNode>();
  const nodes: IrNode[] = [];
  const lift = (node: IrNode): void => {
    hoisted.push(node);
    for (const { id } of node.outputs) known.add(id);
  };
  for (const node of back) {
    const { op, inputs, outputs } = node;
    if (ELEMENTWISE.has(op) && inputs.every(isFixed)) {
      lift(node);
      continue;
    }
    const moved = op === 'mul' ? regrouped(node) : node;
    nodes.push(moved);
    inner.set(outputs[0]!.id, moved);
  }
  return { hoisted, nodes: leadingTo(nodes, gradients) };

  /** (u · p) · q is u · (p · q), of which the second product waits for nothing. */
  function regrouped(node: IrNode): IrNode {
    for (const [i, q] of node.inputs.entries()) {
      const product = inner.get(node.inputs[1 - i]!.id);
      if (!isFixed(q) || product?.op !== 'mul' || !made.has(product.outputs[0]!.id)) continue;
      const p = product.inputs.find(isFixed);
      if (!p) continue;
      const u = product.inputs.find((value) => value !== p)!;
      const factor = b.placeholder(broadcastShapes(p.shape, q.shape));
      lift({ ...node, inputs: [p, q], outputs: [factor] });
      return { ...node, inputs: [u, factor] };
    }
    return node;
  }
}
