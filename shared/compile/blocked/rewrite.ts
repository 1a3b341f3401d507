import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import type { Lowering } from '../lowering';
import { SCAN_OPS } from '../scan/op';
import { simplify } from '../simplify';
import { type Choose, chooseWorthwhile } from './choose';
import { convolution, inputGradient } from './convolution';
import { kernelGradient } from './kernel-gradient';
import { BLOCKED_OPS } from './ops';
import { POINTWISE } from './op-kinds';
import { makePlan } from './plan';
import { arithmetic, negative, pointwise } from './pointwise';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling';
import { reduction, turned } from './reductions';
import { createRewriter, type Rule } from './rewriter';

const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(Array.from(POINTWISE, (op) => [op, pointwise] as const)),
  neg: negative,
  add: arithmetic,
  sub: arithmetic,
  mul: arithmetic,
  conv2d: convolution,
  conv2dInputGradient: inputGradient,
  maxPool2d: maxPool,
  maxPool2dGradient: maxPoolGradient,
  avgPool2d: averagePool,
  avgPool2dGradient: averagePoolGradient,
  sum: (r, node) => kernelGradient(r, node) || reduction(r, node),
  mean: reduction,
  transpose: turned,
};

const ALL_OPS = { ...OPS, ...SCAN_OPS, ...BLOCKED_OPS };

/**
 * Keeps images between convolutions in the blocked order of ONNX Runtime's CPU provider, with `block` channels side by side; what has no blocked form
 * is computed in plain order. `choose` picks the convolutions for which it is worth it. The results are those of the standard lowering but for the order in which numbers are added.
 */
export const blockedLowering = (block: number, choose: Choose = chooseWorthwhile): Lowering => ({
  ops: ALL_OPS,
  finish(graph, options) {
    const plain = simplify(graph, { ...options, shareWindows: false });
    return simplify(inBlocks(plain, block, choose) ?? graph, options);
  },
});

function inBlocks(graph: IrGraph, block: number, choose: Choose): IrGraph | null {
  const plan = makePlan(graph, block, choose);
  if (!plan) return null;
  const b = new IrBuilder({}, ALL_OPS);
  const r = createRewriter(b, block, plan);
  for (const { name, value } of graph.inputs) r.setPlain(value, b.input(name, value.shape, value.dtype));
  for (const { value, data } of graph.constants)
    r.setPlain(value, b.constant(data, value.shape, value.dtype));
  for (const node of graph.nodes) {
    if (plan.inner.has(node)) continue;
    b.layer = node.layer;
    if (!RULES[node.op]?.(r, node)) copy(node, b, r.plain, r.setPlain);
  }
  b.layer = undefined;
  return b.build(graph.outputs.map(({ name, value }) => ({ name, value: r.plain(value) })));
}

function copy(
  { op, inputs, outputs, attrs }: IrNode,
  b: IrBuilder,
  plain: (value: IrValue) => IrValue,
  setPlain: (value: IrValue, made: IrValue) => void,
): void {
  b.node(op, inputs.map(plain), attrs).forEach((made, i) => setPlain(outputs[i]!, made));
}
