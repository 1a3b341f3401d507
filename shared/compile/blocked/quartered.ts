import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { equalShapes } from '#shared/ops/shapes';
import { isQuarterPool, POINTWISE } from './op-kinds';
import type { Relations } from './relations';

interface Known extends Relations {
  readonly convolutions: ReadonlySet<IrNode>;
  readonly inner: ReadonlySet<IrNode>;
}

const PIXELWISE = new Set([...POINTWISE, 'add', 'sub', 'mul']);

/**
 * Ids of the images that are best kept as quarters: those between a convolution and its pooling, forward and backward, as long as no other
 * convolution reads them. The convolution then computes each quarter by itself, and pooling is a maximum of four images.
 */
export function findQuartered(graph: IrGraph, plan: Known): ReadonlySet<number> {
  const quartered = new Set<number>();
  const seen = new Set<number>();
  for (const node of graph.nodes) {
    if (!isQuarterPool(node)) continue;
    const isGradient = node.op.endsWith('Gradient');
    const start = isGradient ? node.outputs[0]! : node.inputs[0]!;
    if (seen.has(start.id)) continue;
    const members = connected(start, plan);
    for (const { id } of members) seen.add(id);
    if (members.every((value) => isGood(value, members, plan)))
      for (const { id } of members) quartered.add(id);
  }
  return quartered;
}

/** All images of the same shape that pixelwise ops connect. */
function connected(start: IrValue, { producer, consumers }: Known): readonly IrValue[] {
  const members = [start];
  const known = new Set([start.id]);
  const visit = (value: IrValue) => {
    if (known.has(value.id) || !equalShapes(value.shape, start.shape)) return;
    known.add(value.id);
    members.push(value);
  };
  for (let i = 0; i < members.length; i++) {
    const source = producer(members[i]!);
    const neighbours = [...(source ? [source] : []), ...consumers(members[i]!)];
    for (const node of neighbours) {
      if (!PIXELWISE.has(node.op)) continue;
      for (const value of [...node.inputs, ...node.outputs]) visit(value);
    }
  }
  return members;
}

/** Whether an image can be made and used as quarters without being put together for its own convolution. */
function isGood(value: IrValue, members: readonly IrValue[], plan: Known): boolean {
  const source = plan.producer(value);
  if (!source) return false;
  const isMade =
    PIXELWISE.has(source.op) ||
    plan.convolutions.has(source) ||
    (isQuarterPool(source) && source.op.endsWith('Gradient'));
  const isOdd = value.shape[2]! % 2 === 1 || value.shape[3]! % 2 === 1;
  const isPure = !isOdd || members.length === 1;
  return (
    isMade && plan.usesOf(value) === plan.consumers(value).length && plan.consumers(value).every(isGoodUse)
  );

  function isGoodUse(node: IrNode): boolean {
    if (PIXELWISE.has(node.op)) return equalShapes(node.outputs[0]!.shape, value.shape);
    if (plan.inner.has(node)) return node.op === 'reshape';
    if (node.op === 'sum' || node.op === 'mean') {
      const isOfGradient = source!.op.endsWith('Gradient');
      return node.attrs['axes']?.toString() === '0,2,3' && (!isOdd || (isPure && isOfGradient));
    }
    if (node.op === 'conv2dInputGradient') return true;
    return isQuarterPool(node) && node.inputs[0] === value;
  }
}
