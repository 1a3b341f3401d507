import { type Shape, sizeOf } from '#shared/graph/shape';

/** Numbers that go into one unit of a weight, and units that one of its inputs reaches. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Keras's `compute_fans`: in and out counts of a kernel of Keras shape, receptive field included. */
export function computeFans(shape: Shape): Fans {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! };
  const receptiveField = sizeOf(shape.slice(0, -2));
  return { fanIn: shape.at(-2)! * receptiveField, fanOut: shape.at(-1)! * receptiveField };
}
