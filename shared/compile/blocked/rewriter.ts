import type { IrBuilder } from '#shared/ops/builder';
import type { IrNode, IrValue } from '#shared/ops/ir';
import { compute, computed, finished, type Form, isComputed } from './forms';
import { inLayout, type Layout, type Parts } from './images';
import type { Plan } from './plan';

/** What the rules know while a graph is written anew. Values of the old graph have one or both of a plain and a blocked counterpart. */
export interface Rewriter {
  readonly b: IrBuilder;
  /** Channels in a block. */
  readonly block: number;
  readonly plan: Plan;
  /** Whether a blocked counterpart is there. */
  isBlocked(value: IrValue): boolean;
  /** The plain counterpart. */
  plain(value: IrValue): IrValue;
  /** An image's blocked counterpart as it is, computed or not. One that several ops need is computed where that costs a convolution or a product. */
  form(value: IrValue): Form;
  /** An image's blocked counterpart in the layout planned for it, or in another. */
  parts(value: IrValue, layout?: Layout): Parts;
  /** With the channels last: [batch, height, width, channels]. */
  channelsLast(value: IrValue): IrValue;
  setForm(value: IrValue, form: Form): void;
  /** An image that is computed, in the layout planned for it. */
  setParts(value: IrValue, parts: Parts): void;
  /** Whether an image is not computed yet. */
  waiting(value: IrValue): boolean;
  setPlain(value: IrValue, plain: IrValue): void;
  /** Computes an image that nobody has asked for yet, with ReLU after it; its own value must not be needed. */
  rectified(value: IrValue): Parts;
  layoutOf(value: IrValue): Layout;
  /** Says that each channel of two images adds up to the same. */
  setSameSums(value: IrValue, other: IrValue): void;
  /**
   * The gradient of max pooling comes as four images: what the upper two cells of a window share, what of it the second gets, and the same of the lower two.
   */
  setShares(value: IrValue, shares: Parts): void;
  sharesOf(value: IrValue): Parts | undefined;
  /** An image, smaller where there is one, whose channels add up to the same. */
  sameSums(value: IrValue): IrValue;
}

export function createRewriter(b: IrBuilder, block: number, plan: Plan): Rewriter {
  const plains = new Map<number, IrValue>();
  const forms = new Map<number, Form>();
  const smaller = new Map<number, IrValue>();
  const shares = new Map<number, Parts>();
  const layoutOf = (value: IrValue): Layout => (plan.quartered.has(value.id) ? 'quarters' : 'whole');

  function form(value: IrValue): Form {
    const known = forms.get(value.id);
    if (!known) {
      const fresh = computed(value.shape, [reorder(value)]);
      forms.set(value.id, fresh);
      return fresh;
    }
    const waits = known.terms.some(({ image }) => !isComputed(image));
    return waits && plan.usesOf(value) > 1 ? computed(value.shape, parts(value)) : known;
  }

  /** A plain image in blocked order. */
  function reorder(value: IrValue): IrValue {
    const source = plan.producer(value);
    const isTurned = source?.op === 'transpose' && source.attrs['perm']?.toString() === '0,3,1,2';
    const image = isTurned ? plain(source.inputs[0]!) : plain(value);
    const axis = isTurned ? 3 : 1;
    const missing = -image.shape[axis]! & 3;
    const none = [0, 0, 0, 0];
    const whole = missing === 0 ? image : b.pad(image, none, none.with(axis, missing));
    return b.op('toBlocked', [whole], { block, channelsLast: isTurned });
  }

  function parts(value: IrValue, layout = layoutOf(value)): Parts {
    const known = forms.get(value.id) ?? form(value);
    let done = finished(known);
    if (!done) {
      done = compute(b, block, known, layoutOf(value), false);
      forms.set(value.id, computed(value.shape, done));
    }
    return inLayout(b, done, layout, block, value.shape);
  }

  function fromBlocked(value: IrValue, channelsLast: boolean): IrValue {
    const [whole] = parts(value, 'whole');
    return b.op('fromBlocked', [whole!], { channels: value.shape[1]!, channelsLast });
  }

  function plain(value: IrValue): IrValue {
    const known = plains.get(value.id);
    if (known) return known;
    const made = fromBlocked(value, false);
    plains.set(value.id, made);
    return made;
  }

  function channelsLast(value: IrValue): IrValue {
    if (forms.has(value.id)) return fromBlocked(value, true);
    const [batch, channels, height, width] = value.shape as readonly [number, number, number, number];
    if (channels === 1) return b.reshape(plain(value), [batch, height, width, 1]);
    return b.transpose(plain(value), [0, 2, 3, 1]);
  }

  return {
    b,
    block,
    plan,
    isBlocked: ({ id }) => forms.has(id),
    plain,
    form,
    parts,
    channelsLast,
    layoutOf,
    setSameSums: ({ id }, other) => void smaller.set(id, other),
    setShares: ({ id }, next) => void shares.set(id, next),
    sharesOf: ({ id }) => shares.get(id),
    sameSums: (value) => smaller.get(value.id) ?? value,
    setForm: ({ id }, next) => void forms.set(id, next),
    setParts: (value, next) =>
      void forms.set(value.id, computed(value.shape, inLayout(b, next, layoutOf(value), block, value.shape))),
    waiting: ({ id }) => !finished(forms.get(id)!),
    setPlain: ({ id }, next) => void plains.set(id, next),
    rectified(value) {
      const done = compute(b, block, forms.get(value.id)!, layoutOf(value), true);
      forms.set(value.id, computed(value.shape, done));
      return done;
    },
  };
}

/** Writes a node anew with blocked images; false where it does not apply. */
export type Rule = (r: Rewriter, node: IrNode) => boolean;
