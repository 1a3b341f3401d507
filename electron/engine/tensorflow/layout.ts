import { equalShapes, normalAxis, size } from '#shared/ops/shapes';
import type { Attrs, IrNode, IrValue } from '#shared/ops/ir';
import { ELEMENTWISE } from './ops/elementwise';
import { REDUCTIONS } from './ops/reduce';

/** Which inputs of an op are images, and whether it gives one: those come and go with channels last. */
interface ImageOp {
  readonly images: readonly number[];
  readonly gives: boolean;
}

export const IMAGE_OPS: Readonly<Record<string, ImageOp>> = {
  conv2d: { images: [0], gives: true },
  conv2dInputGradient: { images: [0], gives: true },
  conv2dKernelGradient: { images: [0, 1], gives: false },
  im2col: { images: [0], gives: false },
  maxPool2d: { images: [0], gives: true },
  maxPool2dGradient: { images: [0, 1, 2], gives: true },
  avgPool2d: { images: [0], gives: true },
  avgPool2dGradient: { images: [0], gives: true },
};

/** How a node is computed whose image has channels last already. */
export interface LastOrder {
  /** Inputs that are taken with channels last; all others as they are. */
  readonly turned: readonly boolean[];
  readonly attrs: Attrs;
  /** Whether what comes out has channels last. */
  readonly gives: boolean;
}

/** Channels last, by axis of the compiler's order. */
const PLACES = [0, 3, 1, 2];
const TO_LAST = '0,2,3,1';
const TO_FIRST = '0,3,1,2';

/** Null where a node must be computed in the compiler's order. `hasLast` says of a value whether it is there with channels last. */
export function lastOrder(node: IrNode, hasLast: (value: IrValue) => boolean): LastOrder | null {
  const { op, inputs, outputs, attrs } = node;
  if (Object.hasOwn(ELEMENTWISE, op) || op === 'cast')
    return elementwise(inputs, outputs[0]!, attrs, hasLast);
  const [x] = inputs;
  if (Object.hasOwn(REDUCTIONS, op) && attrs['axes'] !== undefined && hasLast(x!))
    return reduction(x!, attrs);
  return null;
}

/** A turn of an image's axes that only gives another name to what is there: whether from channels last, or to that. */
export function isRenaming(
  { op, inputs, attrs }: IrNode,
  hasLast: (value: IrValue) => boolean,
): 'from' | 'to' | null {
  if (op !== 'transpose') return null;
  const perm = (attrs['perm'] as readonly number[]).join();
  if (perm === TO_LAST && hasLast(inputs[0]!)) return 'from';
  return perm === TO_FIRST ? 'to' : null;
}

function elementwise(
  inputs: readonly IrValue[],
  output: IrValue,
  attrs: Attrs,
  hasLast: (value: IrValue) => boolean,
): LastOrder | null {
  if (output.shape.length !== 4) return null;
  const isImage = ({ shape }: IrValue) => equalShapes(shape, output.shape);
  const fits = inputs.every((input) => {
    if (isImage(input)) return hasLast(input);
    // What is repeated over the image is small, and soon turned.
    return input.shape.length === 0 || (input.shape.length === 4 && size(input.shape) === input.shape[1]);
  });
  if (!fits || !inputs.some(isImage)) return null;
  return { turned: inputs.map(({ shape }) => shape.length === 4), attrs, gives: true };
}

function reduction({ shape }: IrValue, attrs: Attrs): LastOrder | null {
  const axes = (attrs['axes'] as readonly number[]).map((axis) => normalAxis(axis, shape.length));
  const left = [0, 1, 2, 3].filter((axis) => !axes.includes(axis));
  // Without the reduced axes the others must come out in the compiler's order.
  const keepsOrder = !left.includes(1) || (!left.includes(2) && !left.includes(3));
  const gives = attrs['keepDims'] === true || axes.length === 0;
  if (!gives && !keepsOrder) return null;
  return { turned: [true], attrs: { ...attrs, axes: axes.map((axis) => PLACES[axis]!) }, gives };
}
