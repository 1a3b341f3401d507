import { torchSequence } from './code';

/** One side of a pooling window over an image or a sequence. */
export interface PoolingSide {
  readonly size: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
}

const numbers = (list: readonly number[]): string =>
  list.every((n) => n === list[0]) ? String(list[0]) : `(${list.join(', ')})`;

/**
 * PyTorch leaves cells beyond the edge out of the mean both with symmetric padding and in windows that `ceil_mode` adds at the end. The odd
 * cell of `same` padding therefore comes from ceil_mode; with stride 1, where that adds nothing, from one cell of padding more whose
 * first position is cropped.
 */
export function torchAveragePooling(sides: readonly PoolingSide[]): string {
  const crop = sides.map(({ before, after, stride }) => (before !== after && stride === 1 ? 1 : 0));
  const padding = sides.map(({ before }, i) => before + crop[i]!);
  const isOdd = sides.some(({ before, after }, i) => before !== after && crop[i] === 0);
  const sizes = sides.map(({ size }) => size);
  const strides = sides.map(({ stride }) => stride);
  const options = [numbers(sizes)];
  if (strides.some((stride, i) => stride !== sizes[i])) options.push(`stride=${numbers(strides)}`);
  if (padding.some((n) => n > 0)) options.push(`padding=${numbers(padding)}`);
  if (isOdd) options.push('ceil_mode=True');
  if (sides.some(({ before, after }) => before + after > 0)) options.push('count_include_pad=False');
  const modules = [`nn.AvgPool${sides.length}d(${options.join(', ')})`];
  if (crop.includes(1)) {
    // Last side first.
    const edges = crop.toReversed().flatMap((n) => [n === 0 ? 0 : -n, 0]);
    modules.push(
      sides.length === 2
        ? `nn.ZeroPad2d((${edges.join(', ')}))`
        : `nn.ConstantPad1d((${edges.join(', ')}), 0.0)`,
    );
  }
  return torchSequence(modules);
}
