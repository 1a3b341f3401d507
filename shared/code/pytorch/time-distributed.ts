import { innerOf } from '#shared/layers/time-distributed';
import type { TorchBlock, TorchContext } from './block';

const isImage = (shape: readonly number[]): boolean => shape.length === 3;
const toKeras = (x: string, shape: readonly number[]) => (isImage(shape) ? `${x}.permute(0, 2, 3, 1)` : x);
const toTorch = (x: string, shape: readonly number[]) => (isImage(shape) ? `${x}.permute(0, 3, 1, 2)` : x);

/** The inner layer on all steps at once: they are taken for samples. */
export function timeDistributedBlock(
  { context, weights }: TorchContext,
  rowOf: (of: TorchContext) => TorchBlock,
): TorchBlock {
  const { layer, context: inner } = innerOf(context);
  const [input, output] = [context.inputs[0]!, context.output];
  const within = { ...inner, output: output.slice(1), name: context.name };
  const block = rowOf({ layer, context: within, weights });
  return {
    ...block,
    forward(module, [x]) {
      const rows = toTorch(`${toKeras(x!, input)}.flatten(0, 1)`, input.slice(1));
      const result = block.forward(module, [rows]);
      const isCall = /^[\w.[\]]+\(/.test(result);
      const sorted = toKeras(isCall ? result : `(${result})`, output.slice(1));
      return toTorch(`${sorted}.unflatten(0, (-1, ${input[0]!}))`, output);
    },
  };
}
