import type { IrBuilder } from '#shared/ops/builder';
import type { AttrGraph, IrNode, IrValue } from '#shared/ops/ir';

export interface Body {
  readonly graph: AttrGraph;
  /** Values around it that it needs; they are the last of its inputs. */
  readonly captured: readonly IrValue[];
}

/** A graph by itself from nodes that were built aside. */
export function makeBody(
  b: IrBuilder,
  nodes: readonly IrNode[],
  inputs: readonly IrValue[],
  outputs: readonly IrValue[],
): Body {
  const own = new Set([...inputs, ...nodes.flatMap((node) => node.outputs)].map(({ id }) => id));
  const outer = new Map<number, IrValue>();
  for (const value of [...nodes.flatMap((node) => node.inputs), ...outputs])
    if (!own.has(value.id)) outer.set(value.id, value);
  const constants = b.build([]).constants.filter(({ value }) => outer.delete(value.id));
  const captured = [...outer.values()];
  return {
    captured,
    graph: {
      nodes,
      constants,
      inputs: [...inputs, ...captured].map((value, i) => ({ name: `in${i}`, value })),
      outputs: outputs.map((value, i) => ({ name: `out${i}`, value })),
      toString: () => `${nodes.length} nodes`,
    },
  };
}

/** The nodes that lead to `values`, in order. */
export function leadingTo(nodes: readonly IrNode[], values: readonly IrValue[]): IrNode[] {
  const needed = new Set(values.map(({ id }) => id));
  const found = nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some(({ id }) => needed.has(id))) return false;
    for (const { id } of inputs) needed.add(id);
    return true;
  });
  return found.toReversed();
}
