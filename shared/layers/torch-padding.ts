import { pythonPair } from './code';

/**
 * PyTorch's way to pad by [top, left, bottom, right]: its own `padding` where both sides agree, else a padding module before.
 * `fill` is what the added cells hold.
 */
export function torchPadding(
  [top, left, bottom, right]: readonly [number, number, number, number],
  fill: 'zero' | '-infinity',
): { readonly before: readonly string[]; readonly padding: string } {
  if (top + left + bottom + right === 0) return { before: [], padding: '' };
  if (top === bottom && left === right) return { before: [], padding: `padding=${pythonPair([top, left])}` };
  const sides = `(${left}, ${right}, ${top}, ${bottom})`;
  const module = fill === 'zero' ? `nn.ZeroPad2d(${sides})` : `nn.ConstantPad2d(${sides}, float("-inf"))`;
  return { before: [module], padding: '' };
}
