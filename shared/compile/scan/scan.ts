import type { GradientContext } from '#shared/ops/definition';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrNode, IrValue } from '#shared/ops/ir';
import type { Scanned, ScanSpec } from '#shared/ops/scan';
import { unbroadcast } from '#shared/ops/shapes';
import { backwardOf, type Step, type StepBackward } from './backward';
import { makeBody } from './body';

/**
 * The same step for every slice, as one node, however many there are. `differentiable` keeps what the gradient needs; the gradient is again one such node, and the gradients of
 * matrices that all steps share are one product each.
 */
export function scan(b: IrBuilder, spec: ScanSpec, differentiable: boolean): Scanned {
  const { initial, slices, reverse } = spec;
  const states = initial.map(({ shape }) => b.placeholder(shape));
  const pieces = slices.map(({ shape, dtype }) => b.placeholder(shape.slice(1), dtype));
  const { result, nodes } = b.aside(() => spec.step(pieces, states));
  const step: Step = { nodes, states, slices: pieces, next: result.states, outputs: result.outputs };
  const backward = differentiable ? backwardOf(b, step) : null;
  const { nodes: body, next, outputs } = backward?.step ?? step;
  const kept = backward?.kept ?? [];
  const made = scanNode(b, body, {
    states: { inside: states, outside: initial, next },
    slices: { inside: pieces, outside: slices },
    stacks: [...outputs, ...kept],
    reverse,
  });
  const stacks = made.results.slice(next.length);
  if (backward) {
    const known = new Map<number, IrValue>(pieces.map(({ id }, i) => [id, slices[i]!]));
    kept.forEach(({ id }, i) => known.set(id, stacks[outputs.length + i]!));
    b.setGradient(made.results[0]!, (context) =>
      gradientOf(context, backward, { known, captured: made.captured, reverse }),
    );
  }
  return { states: made.results.slice(0, next.length), outputs: stacks.slice(0, outputs.length) };
}

interface Parts {
  readonly states: {
    readonly inside: readonly IrValue[];
    readonly outside: readonly IrValue[];
    readonly next: readonly IrValue[];
  };
  readonly slices: { readonly inside: readonly IrValue[]; readonly outside: readonly IrValue[] };
  readonly stacks: readonly IrValue[];
  readonly reverse: boolean;
}

function scanNode(b: IrBuilder, nodes: readonly IrNode[], { states, slices, stacks, reverse }: Parts) {
  const inputs = [...states.inside, ...slices.inside];
  const { graph, captured } = makeBody(b, nodes, inputs, [...states.next, ...stacks]);
  const results = b.node('scan', [...states.outside, ...slices.outside, ...captured], {
    states: states.inside.length,
    slices: slices.inside.length,
    reverse,
    body: graph,
  });
  return { results, captured };
}

interface Around {
  /** Stacks of values of a step forward. */
  readonly known: ReadonlyMap<number, IrValue>;
  readonly captured: readonly IrValue[];
  readonly reverse: boolean;
}

function gradientOf(
  { b, outputs, gradients, wanted }: GradientContext,
  { step, flowing, hoisted, nodes, uses, gradients: found }: StepBackward,
  { known, captured, reverse }: Around,
): readonly (IrValue | undefined)[] {
  const stackOf = new Map(known);
  for (const node of hoisted) {
    const inputs = node.inputs.map((value) => stackOf.get(value.id) ?? value);
    b.node(node.op, inputs, node.attrs).forEach((value, i) => stackOf.set(node.outputs[i]!.id, value));
  }
  const given = outputs.map(({ shape }, i) => gradients[i] ?? b.broadcast(b.scalar(0), shape));
  const count = step.states.length;
  flowing.outputs.forEach(({ id }, i) => stackOf.set(id, given[count + i]!));
  const read = new Map(nodes.flatMap(({ inputs }) => inputs.map((value) => [value.id, value] as const)));
  for (const value of [...found.states, ...found.slices, ...found.uses]) read.set(value.id, value);
  const needed = [...read.values()].filter(({ id }) => stackOf.has(id));
  // Something must tell how many steps there are.
  const inside = needed.length > 0 ? needed : step.slices.slice(0, 1);
  const stacks = [...new Set([...found.slices, ...found.uses])];
  const { results } = scanNode(b, nodes, {
    states: { inside: flowing.next, outside: given.slice(0, count), next: found.states },
    slices: { inside, outside: inside.map(({ id }) => stackOf.get(id)!) },
    stacks,
    reverse: !reverse,
  });
  const stackedGradient = (value: IrValue) => results[count + stacks.indexOf(value)]!;
  const shared = captured.map((value, i) => {
    if (wanted[count + step.slices.length + i] !== true) return undefined;
    const parts = uses.flatMap((use, j) => {
      if (use.value.id !== value.id) return [];
      const gradient = stackedGradient(found.uses[j]!);
      if (!use.left) return [unbroadcast(b, gradient, value.shape)];
      const left = rows(b, stackOf.get(use.left.id)!);
      return [b.matmul(left, rows(b, gradient), { transposeA: true })];
    });
    if (parts.length === 0) throw new Error('A value that all steps share has no gradient');
    return parts.reduce((sum, part) => b.add(sum, part));
  });
  return [...results.slice(0, count), ...found.slices.map(stackedGradient), ...shared];
}

/** All axes but the last as one. */
const rows = (b: IrBuilder, x: IrValue): IrValue =>
  b.reshape(x, [x.shape.slice(0, -1).reduce((product, n) => product * n, 1), x.shape.at(-1)!]);
