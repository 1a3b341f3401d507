import { expect, test } from 'vitest';
import { liveBytes } from '#shared/compile/live-bytes';
import { differentiate } from '#shared/compile/differentiate';
import { simplify } from '#shared/compile/simplify';
import { unfoldInParts } from '#shared/compile/unfold-in-parts';
import { IrBuilder } from '#shared/ops/builder';
import { size } from '#shared/ops/shapes';
import { OPS } from '#shared/ops/table';
import { interpret } from '../../fakes/interpreter';

const BATCH = 7;

/** Loss and gradients of a strided convolution of seven images. */
function gradients() {
  const b = new IrBuilder();
  const x = b.input('x', [BATCH, 3, 6, 5]);
  const kernel = b.input('kernel', [4, 3, 3, 2]);
  const attrs = { strides: [2, 1], pads: [1, 0, 1, 1], dilations: [1, 1], groups: 1 };
  const loss = b.sum(b.op('tanh', [b.op('conv2d', [x, kernel], attrs)]), [0, 1, 2, 3]);
  const [dx, dKernel] = differentiate(b, loss, [x, kernel]);
  return b.build([
    { name: 'dx', value: dx! },
    { name: 'dKernel', value: dKernel! },
  ]);
}

const waves = (shape: readonly number[]) =>
  Array.from({ length: size(shape) }, (_, i) => Math.sin(0.7 * i + shape.length));

test.each([1, 3000, 5000])('parts of at most %d bytes give the same gradients', (most) => {
  const graph = gradients();
  const parts = unfoldInParts(graph, most);
  const count = (of: typeof graph) => of.nodes.filter(({ op }) => op === 'im2col').length;
  expect(count(parts)).toBeGreaterThan(count(graph));
  const feeds = Object.fromEntries(graph.inputs.map(({ name, value }) => [name, waves(value.shape)]));
  const [expected, found] = [interpret(graph, feeds), interpret(parts, feeds)];
  for (const name of ['dx', 'dKernel'])
    found[name]!.data.forEach((value, i) => expect(value).toBeCloseTo(expected[name]!.data[i]!, 10));
});

test('Parts take less memory', () => {
  const graph = gradients();
  const bytes = (of: typeof graph) => liveBytes(simplify(of), OPS);
  expect(bytes(unfoldInParts(graph, 3000))).toBeLessThan(bytes(graph));
});

test('What is small enough stays as it is', () => {
  const graph = gradients();
  expect(unfoldInParts(graph, 1e6)).toBe(graph);
});
