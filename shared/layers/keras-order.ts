import type { Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** An image as Keras orders it, [batch, height, width, channels]; every other value lies in Keras's order already. */
export function toKerasOrder(b: IrBuilder, x: IrValue): IrValue {
  if (x.shape.length !== 4) return x;
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  // With one pixel or one channel both orders are the same in memory.
  return channels === 1 || height * width === 1
    ? b.reshape(x, [batch, height, width, channels])
    : b.transpose(x, [0, 2, 3, 1]);
}

/** A value in Keras's order as the engine keeps it: channels first where it is an image. */
export function toEngineOrder(b: IrBuilder, x: IrValue): IrValue {
  if (x.shape.length !== 4) return x;
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return channels === 1 || height * width === 1
    ? b.reshape(x, [batch, channels, height, width])
    : b.transpose(x, [0, 3, 1, 2]);
}

/** PyTorch for a change of a value that Keras orders channels last; `change` gets and gives an expression. */
export function torchInKerasOrder(input: Shape, output: Shape, change: (x: string) => string): string {
  const before = input.length === 3 ? 'x.permute(0, 2, 3, 1)' : 'x';
  const after = output.length === 3 ? '.permute(0, 3, 1, 2)' : '';
  return `lambda x: ${change(before)}${after}`;
}
