import type { IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import { channelDots, planeMeans } from './channels';
import { type Form, formSums, isComputed } from './forms';
import type { Rewriter, Rule } from './rewriter';

/** The sum of each channel; of a product of two images without computing the product. */
function sumsOf(r: Rewriter, x: IrValue): IrValue {
  const form = r.form(x);
  const product = productOf(form);
  if (product) return channelDots(r.b, ...product, x.shape[1]!);
  return formSums(r.b, computedTerms(r, x, form));
}

function productOf({ terms, shift }: Form) {
  const [only] = terms;
  const isAlone = terms.length === 1 && shift === null && only!.factor === null;
  return isAlone && !isComputed(only!.image) ? only!.image.product : undefined;
}

/** Sums of images that wait are not worth keeping them waiting. */
function computedTerms(r: Rewriter, x: IrValue, form: Form): Form {
  if (form.terms.every(({ image }) => isComputed(image))) return form;
  r.parts(x);
  return r.form(x);
}

/** Sums and means over batch, height and width, and means over height and width. */
export const reduction: Rule = (r, { op, inputs: [x], outputs: [y], attrs }) => {
  const axes = attrs['axes']?.toString();
  if (!r.isBlocked(x!)) return false;
  const { b } = r;
  if (axes === '2,3') {
    const means = planeMeans(b, r.parts(x!), x!.shape[1]!);
    const cells = x!.shape[2]! * x!.shape[3]!;
    r.setPlain(y!, b.reshape(op === 'mean' ? means : b.mul(means, b.scalar(cells)), y!.shape));
    return true;
  }
  if (axes !== '0,2,3') return false;
  const sums = sumsOf(r, r.sameSums(x!));
  const count = size(x!.shape) / x!.shape[1]!;
  r.setPlain(y!, b.reshape(op === 'mean' ? b.mul(sums, b.scalar(1 / count)) : sums, y!.shape));
  return true;
};

/** An image with its channels last is read from blocked order directly. */
export const turned: Rule = (r, { inputs: [x], outputs: [y], attrs }) => {
  if (!r.isBlocked(x!) || attrs['perm']?.toString() !== '0,2,3,1') return false;
  r.setPlain(y!, r.channelsLast(x!));
  return true;
};
