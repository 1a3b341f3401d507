import type { IrNode, IrValue } from '#shared/ops/ir';
import type { Parts } from './images';
import { isQuarterPool } from './op-kinds';
import type { Rewriter, Rule } from './rewriter';

/** Max pooling of quarters. ReLU that follows is done before, along with the convolution: the same maxima. */
export const maxPool: Rule = (r, node) => {
  const [x] = node.inputs as readonly [IrValue];
  const y = node.outputs[0]!;
  if (!isQuarterPool(node) || !r.isBlocked(x)) return false;
  const next = r.plan.consumers(y);
  const rectifiers = next.filter(({ op }) => op === 'relu');
  const isOurs = (consumer: IrNode) => consumer.op === 'maxPool2dGradient' && consumer.inputs[1] === y;
  if (
    rectifiers.length > 0 &&
    r.plan.usesOf(y) === next.length &&
    next.every((consumer) => rectifiers.includes(consumer) || isOurs(consumer)) &&
    waitsAlone(r, x, node)
  ) {
    r.rectified(x);
    r.setParts(y, [maxima(r, r.parts(x, 'quarters')).all]);
    for (const { outputs } of rectifiers) r.setParts(outputs[0]!, r.parts(y));
    return true;
  }
  r.setParts(y, [maxima(r, r.parts(x, 'quarters')).all]);
  return true;
};

/** Whether an image is still to be computed, and only this pooling and its gradient need it. */
function waitsAlone(r: Rewriter, x: IrValue, pool: IrNode): boolean {
  const known = r.plan.consumers(x);
  const isAlone =
    r.plan.usesOf(x) === known.length &&
    known.every((node) => node === pool || (node.op === 'maxPool2dGradient' && node.inputs[0] === x));
  return isAlone && r.waiting(x);
}

function maxima({ b }: Rewriter, [a, c, d, e]: Parts): { upper: IrValue; lower: IrValue; all: IrValue } {
  const upper = b.maximum(a!, c!);
  const lower = b.maximum(d!, e!);
  return { upper, lower, all: b.maximum(upper, lower) };
}

/** The first of equal maxima in row-major order gets the gradient: each step function decides between two candidates. */
export const maxPoolGradient: Rule = (r, node) => {
  const [x, , dy] = node.inputs as readonly [IrValue, IrValue, IrValue];
  if (!isQuarterPool(node) || !r.isBlocked(x)) return false;
  const { b } = r;
  const quarters = r.parts(x, 'quarters');
  const { upper, lower } = maxima(r, quarters);
  const [whole] = r.parts(dy, 'whole');
  /** What of `gradient` goes to the second of two, and the rest. */
  const share = (gradient: IrValue, first: IrValue, second: IrValue) => {
    const toSecond = b.mul(gradient, b.step(b.sub(second, first)));
    return [b.sub(gradient, toSecond), toSecond] as const;
  };
  const [above, below] = share(whole!, upper, lower);
  r.setSameSums(node.outputs[0]!, dy);
  const [a, c] = share(above, quarters[0]!, quarters[1]!);
  const [d, e] = share(below, quarters[2]!, quarters[3]!);
  r.setParts(node.outputs[0]!, [a, c, d, e]);
  r.setShares(node.outputs[0]!, [above, c, below, e]);
  return true;
};

/** Average pooling of quarters. */
export const averagePool: Rule = (r, node) => {
  const [x] = node.inputs as readonly [IrValue];
  if (!isQuarterPool(node) || !r.isBlocked(x)) return false;
  const { b } = r;
  const sum = r.parts(x, 'quarters').reduce((left, right) => b.add(left, right));
  r.setParts(node.outputs[0]!, [b.mul(sum, b.scalar(0.25))]);
  return true;
};

/** Each cell of a window gets a quarter of its gradient. */
export const averagePoolGradient: Rule = (r, node) => {
  const [dy] = node.inputs as readonly [IrValue];
  if (!isQuarterPool(node) || !r.isBlocked(dy)) return false;
  const share = r.b.mul(r.parts(dy, 'whole')[0]!, r.b.scalar(0.25));
  r.setParts(node.outputs[0]!, [share, share, share, share]);
  r.setSameSums(node.outputs[0]!, dy);
  return true;
};
