import { expect, test } from 'vitest';
import { IrBuilder } from '#shared/ops/builder';
import { runGraph } from './run-graph';

test('A step is 0 up to and with 0, and 1 for every number above it, however small', async () => {
  const values = [-Infinity, -2, -1e-30, -0, 0, 1e-37, 0.5, 3, 1e38, Infinity];
  const b = new IrBuilder();
  const x = b.input('x', [values.length]);
  const { y } = await runGraph(b.build([{ name: 'y', value: b.step(x) }]), { x: values });
  expect(y!.map(Math.abs)).toEqual(values.map((value) => (value > 0 ? 1 : 0)));
});
