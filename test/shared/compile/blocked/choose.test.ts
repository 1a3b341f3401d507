import { describe, expect, test } from 'vitest';
import { chooseWorthwhile } from '#shared/compile/blocked/choose';
import { IrBuilder } from '#shared/ops/builder';

/** How many convolutions of 3×3 in a row on 28×28 are chosen. */
function chosen(batch: number, ...filters: readonly number[]): number {
  const b = new IrBuilder();
  let x = b.input('x', [batch, 1, 28, 28]);
  for (const [i, count] of filters.entries()) {
    const kernel = b.input(`kernel${i}`, [count, x.shape[1]!, 3, 3]);
    x = b.relu(b.conv2d(x, kernel, { strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1] }));
  }
  return chooseWorthwhile(b.build([{ name: 'y', value: x }]), 16).size;
}

describe('convolutions are blocked', () => {
  test('where filters fill blocks, more or less', () => {
    expect(chosen(32, 32, 32)).toBe(2);
    expect(chosen(32, 25, 50)).toBe(2);
    expect(chosen(32, 4)).toBe(0);
  });

  test('where there is enough to do', () => {
    expect(chosen(32, 8, 16)).toBe(2);
    expect(chosen(1, 8, 16)).toBe(0);
  });

  test('not where plain ones follow that need the images back', () => {
    expect(chosen(32, 8, 3)).toBe(0);
  });
});
