import type { IrNode, IrValue } from '#shared/ops/ir';
import { equalShapes, size } from '#shared/ops/shapes';
import { scalePlanes } from './channels';
import { computed, finished, type Form, pending, plus, shifted, times, zip } from './forms';
import type { Parts } from './images';
import type { Rewriter, Rule } from './rewriter';

const isScalar = ({ shape }: IrValue): boolean => size(shape) === 1 && shape.length < 4;

/** One number for each channel of images of `shape`. */
const isChannelwise = (value: IrValue, shape: readonly number[]): boolean =>
  size(value.shape) === shape[1] && value.shape.at(-3) === shape[1];

/** One number for each channel of each image. */
const isPlanewise = (value: IrValue, shape: readonly number[]): boolean =>
  equalShapes(value.shape, [shape[0]!, shape[1]!, 1, 1]);

/** Elementwise ops, where all images are of the result's shape and one of them is blocked. ReLU may have been done along with pooling. */
export const pointwise: Rule = (r, node) => {
  const { shape } = node.outputs[0]!;
  if (r.isBlocked(node.outputs[0]!)) return true;
  const isImage = (value: IrValue) => equalShapes(value.shape, shape);
  if (shape.length !== 4 || !node.inputs.some((value) => isImage(value) && r.isBlocked(value))) return false;
  if (!node.inputs.every((value) => isImage(value) || isScalar(value))) return false;
  if (node.op === 'relu' && alongTheWay(r, node)) return true;
  const layout = r.layoutOf(node.outputs[0]!);
  const columns = node.inputs.map((value) => (isImage(value) ? r.parts(value, layout) : [r.plain(value)]));
  const count = layout === 'quarters' ? 4 : 1;
  const parts = Array.from({ length: count }, (_, i) =>
    r.b.op(
      node.op,
      columns.map((column) => column[column.length === 1 ? 0 : i]!),
      node.attrs,
    ),
  );
  r.setParts(node.outputs[0]!, parts);
  return true;
};

/** ReLU at the end of the op before it, where nothing else needs what that gives; where it is done already, nothing is left to do. */
function alongTheWay(r: Rewriter, { inputs, outputs }: IrNode): boolean {
  const [x] = inputs as readonly [IrValue];
  const form = r.form(x);
  if (finished(form)) return false;
  if (r.plan.usesOf(x) !== 1) return false;
  r.setParts(outputs[0]!, r.rectified(x));
  return true;
}

/** Sums, differences and products of images, and of images with numbers for each channel. */
export const arithmetic: Rule = (r, node) => {
  const [left, right] = node.inputs as readonly [IrValue, IrValue];
  const output = node.outputs[0]!;
  const isImage = (value: IrValue) => value.shape.length === 4 && equalShapes(value.shape, output.shape);
  if (isImage(left) && isImage(right)) {
    if (!r.isBlocked(left) && !r.isBlocked(right)) return false;
    ofImages(r, node.op, left, right, output);
    return true;
  }
  const image = [left, right].find((value) => isImage(value) && r.isBlocked(value));
  if (!image) return false;
  const other = image === left ? right : left;
  if (isPlanewise(other, output.shape) && !isChannelwise(other, output.shape)) {
    if (node.op !== 'mul') return false;
    scale(r, image, other, output);
    return true;
  }
  if (!isScalar(other) && !isChannelwise(other, output.shape)) return false;
  r.setForm(output, withVector(r, node.op, r.form(image), vectorOf(r, other), image === left));
  return true;
};

function ofImages(r: Rewriter, op: string, left: IrValue, right: IrValue, output: IrValue): void {
  const { b } = r;
  const layout = r.layoutOf(output);
  if (op === 'add') {
    const forms: [Form, Form] = [r.form(left), r.form(right)];
    if (forms.some((form) => !finished(form))) {
      r.setForm(output, plus(b, ...forms));
      return;
    }
  }
  const parts = (): [Parts, Parts] => [r.parts(left, layout), r.parts(right, layout)];
  if (op === 'mul') {
    const factors = parts();
    const product = {
      emit: () => zip(b.mul, ...factors),
      product: factors,
      takesExtras: false,
    };
    r.setForm(output, pending(output.shape, product));
    return;
  }
  r.setForm(output, computed(output.shape, zip(op === 'add' ? b.add : b.sub, ...parts())));
}

function withVector(r: Rewriter, op: string, form: Form, vector: IrValue, isFirst: boolean): Form {
  const { b } = r;
  if (op === 'mul') return times(b, form, vector);
  if (op === 'add') return shifted(b, form, vector);
  return isFirst ? shifted(b, form, b.neg(vector)) : shifted(b, times(b, form, b.scalar(-1)), vector);
}

/** As a vector [channels] or a scalar. */
function vectorOf({ b, plain }: Rewriter, value: IrValue): IrValue {
  return b.reshape(plain(value), isScalar(value) ? [] : [value.shape.at(-3)!]);
}

function scale(r: Rewriter, image: IrValue, factor: IrValue, output: IrValue): void {
  const { b } = r;
  const parts = r.parts(image, r.layoutOf(output));
  const length = parts[0]!.shape[1]!;
  const [batch, channels] = factor.shape as readonly [number, number];
  const rows = b.reshape(r.plain(factor), [batch, channels]);
  const factors = length === channels ? rows : b.pad(rows, [0, 0], [0, length - channels]);
  r.setParts(
    output,
    parts.map((part) => scalePlanes(b, part, factors)),
  );
}

/** A negative image is the image times −1. */
export const negative: Rule = (r, { inputs: [x], outputs: [y] }) => {
  if (!r.isBlocked(x!)) return false;
  r.setForm(y!, times(r.b, r.form(x!), r.b.scalar(-1)));
  return true;
};
