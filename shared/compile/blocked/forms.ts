import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { affine, channelSums, fillUp } from './channels';
import { inLayout, type Layout, type Parts } from './images';

/** What an op can do along the way. */
export interface Extras {
  /** A vector [channels] to add. */
  readonly bias?: IrValue;
  /** An image to add. */
  readonly sum?: Parts;
  readonly relu?: boolean;
}

/** An image that is not computed yet, so that what follows can be done along the way. */
export interface Pending {
  emit(layout: Layout, extras: Extras): Parts;
  /** Both factors, where it is a product. */
  readonly product?: readonly [Parts, Parts];
  /** Whether `emit` takes a bias and a sum. */
  readonly takesExtras: boolean;
}

export interface Term {
  readonly image: Parts | Pending;
  /** Vector [channels], or a scalar. */
  readonly factor: IrValue | null;
}

/** An image as a sum of images, each times a factor by channel, and a shift by channel: passes over images are saved up until they are needed. */
export interface Form {
  /** In plain order: [batch, channels, height, width]. */
  readonly shape: readonly number[];
  readonly terms: readonly Term[];
  /** Vector [channels], or a scalar. */
  readonly shift: IrValue | null;
}

export const isComputed = (image: Term['image']): image is Parts => Array.isArray(image);

export const computed = (shape: readonly number[], parts: Parts): Form => ({
  shape,
  terms: [{ image: parts, factor: null }],
  shift: null,
});

export const pending = (shape: readonly number[], image: Pending): Form => ({
  shape,
  terms: [{ image, factor: null }],
  shift: null,
});

/** The image itself, where nothing is left to do. */
export const finished = ({ terms, shift }: Form): Parts | null =>
  terms.length === 1 && shift === null && terms[0]!.factor === null && isComputed(terms[0]!.image)
    ? terms[0]!.image
    : null;

export const times = (b: IrBuilder, form: Form, factor: IrValue): Form => ({
  ...form,
  terms: form.terms.map((term) => ({
    ...term,
    factor: term.factor ? b.mul(term.factor, factor) : factor,
  })),
  shift: form.shift && b.mul(form.shift, factor),
});

export const shifted = (b: IrBuilder, form: Form, shift: IrValue): Form => ({
  ...form,
  shift: form.shift ? b.add(form.shift, shift) : shift,
});

/** The sum of two forms; an image that is in both stays one term. */
export function plus(b: IrBuilder, left: Form, right: Form): Form {
  const one = b.scalar(1);
  const terms = [...left.terms];
  for (const term of right.terms) {
    const known = terms.findIndex(({ image }) => isSame(image, term.image));
    if (known < 0) terms.push(term);
    else {
      const factor = b.add(terms[known]!.factor ?? one, term.factor ?? one);
      terms[known] = { ...term, factor };
    }
  }
  const shift = left.shift && right.shift ? b.add(left.shift, right.shift) : (left.shift ?? right.shift);
  return { shape: left.shape, terms, shift };
}

function isSame(left: Term['image'], right: Term['image']): boolean {
  if (!isComputed(left) || !isComputed(right)) return left === right;
  return left.length === right.length && left.every(({ id }, i) => id === right[i]!.id);
}

/** Computes a form in a layout, in as few passes as can be. */
export function compute(b: IrBuilder, block: number, form: Form, layout: Layout, relu: boolean): Parts {
  const channels = form.shape[1]!;
  const arrange = (parts: Parts) => inLayout(b, parts, layout, block, form.shape);
  const vector = (value: IrValue) => fillUp(b, value, channels, Math.ceil(channels / block) * block);
  const shift =
    form.shift && form.shift.shape.length === 0 ? b.broadcast(form.shift, [channels]) : form.shift;
  const plain = form.terms.filter(({ factor }) => factor === null);
  const scaled = form.terms.filter(({ factor }) => factor !== null);
  const last = plain.find(({ image }) => !isComputed(image) && image.takesExtras);
  const others = plain.filter((term) => term !== last).map(({ image }) => arrange(emitted(image, layout)));
  let sum = others.length > 0 ? others.reduce((left, right) => zip(b.add, left, right)) : undefined;
  scaled.forEach(({ image, factor }, i) => {
    const isLast = last === undefined && i === scaled.length - 1;
    const parts = arrange(emitted(image, layout));
    const before = sum;
    sum = parts.map((part, k) =>
      affine(b, part, vector(factor!), {
        ...(isLast && shift && { shift: vector(shift) }),
        ...(before && { sum: before[k]! }),
        ...(isLast && { relu }),
      }),
    );
  });
  if (last) {
    const extras = { ...(shift && { bias: vector(shift) }), ...(sum && { sum }), relu };
    return arrange((last.image as Pending).emit(layout, extras));
  }
  if (scaled.length > 0) return sum!;
  const ones = () => vector(b.broadcast(b.scalar(1), [channels]));
  if (shift) return sum!.map((part) => affine(b, part, ones(), { shift: vector(shift), relu }));
  return relu ? sum!.map(b.relu) : sum!;
}

const emitted = (image: Term['image'], layout: Layout): Parts =>
  isComputed(image) ? image : image.emit(layout, {});

export const zip = (f: (left: IrValue, right: IrValue) => IrValue, left: Parts, right: Parts): Parts =>
  left.map((part, i) => f(part, right[i]!));

/** The sum of each channel of a form over batch, height and width, from the sums of its images: [channels]. */
export function formSums(b: IrBuilder, form: Form): IrValue {
  const [batch, channels, height, width] = form.shape as readonly [number, number, number, number];
  const sums = form.terms.map(({ image, factor }) => {
    const sum = channelSums(b, emitted(image, 'whole'), channels);
    return factor ? b.mul(sum, factor) : sum;
  });
  const total = sums.reduce((left, right) => b.add(left, right));
  if (!form.shift) return total;
  return b.add(total, b.mul(form.shift, b.scalar(batch * height * width)));
}
