import { expect, test } from 'vitest';
import { lowerGraph, storeInputs } from '#shared/compile/lower';
import { dropMask } from '#shared/compile/drop-mask';
import { IrBuilder } from '#shared/ops/builder';
import { createStepKeeper } from '../../../../electron/engine/statistics/last-step';
import { batchValues } from '../../../../electron/engine/views/batch-statistics';
import { distributionOf } from '../../../../electron/engine/views/distribution';
import { interpret } from '../../../fakes/interpreter';
import { fakeState } from '../../../fakes/fake-trainer';
import { chain, sourceOf } from '../../../fixtures/drawings';

test('a distribution counts every number once and tells what lies where', () => {
  const { counts, facts } = distributionOf(Float32Array.of(-1, 0, 0, 1, 3, Number.NaN), 4);
  expect([...counts]).toEqual([1, 2, 1, 1]);
  const [low, high, mean, deviation, zeros, all, missing] = facts;
  expect([low, high, all, missing]).toEqual([-1, 3, 6, 1]);
  expect([mean, zeros]).toEqual([Math.fround(0.6), Math.fround(0.4)]);
  expect(deviation).toBeCloseTo(Math.sqrt(11 / 5 - 0.36), 6);
});

test('equal numbers, and none, are one bar and no bar', () => {
  expect([...distributionOf(Float32Array.of(2, 2), 3).counts]).toEqual([2, 0, 0]);
  expect([...distributionOf(new Float32Array(0), 3).counts]).toEqual([0, 0, 0]);
});

test('the batch’s statistics follow from how far the moving ones went', () => {
  const [before, batch] = [Float32Array.of(1, -2), [3, 0.5]];
  const after = before.map((value, i) => 0.9 * value + 0.1 * batch[i]!);
  batchValues(before, after, 0.9).forEach((value, i) => expect(value).toBeCloseTo(batch[i]!, 5));
});

test.each([
  ['Dropout', [3, 2, 4]],
  ['SpatialDropout2D', [3, 2, 4]],
  ['Dropout', [5]],
] as const)('the mask of %s for %j is the one that the compiled step draws', (type, shape) => {
  const [batch, seed, step] = [3, 77, 12];
  const { graph, ...source } = sourceOf(
    chain(['Input', { shape: [...shape] }], [type, { rate: 0.4 }], 'Flatten', 'Output'),
  );
  const b = new IrBuilder();
  const x = b.input('x', [batch, ...shape]);
  const random = { seed: b.input('seed', [], 'uint32'), step: b.input('step', [], 'uint32') };
  const data = { ...source.data, rescale: 1 };
  const lowered = lowerGraph(b, { graph, ...source, data }, (of) => storeInputs(b, of, (name) => name), {
    batch,
    training: true,
    x,
    random,
  });
  const outputs = [{ name: 'flat', value: lowered.values.get('flatten')! }];
  const size = shape.reduce<number>((product, n) => product * n, 1);
  const { flat } = interpret(b.build(outputs), {
    x: Array.from({ length: batch * size }, () => 1),
    seed: [seed],
    step: [step],
  });
  const node = graph.nodes[1]!;
  const masks = [0, 1, 2].flatMap((row) => [...dropMask(node, 0.4, shape, { seed, step, row })]);
  expect(Array.from(flat!.data, (value) => (value === 0 ? 0 : 1))).toEqual(masks);
});

test('a step is kept only while somebody looks, and not every one', () => {
  let time = 0;
  const keeper = createStepKeeper(() => time);
  const place = { step: 1, epoch: 0, stepInEpoch: 1, stepsPerEpoch: 9 };
  const wants = () => keeper.next(place).steps === 1;
  expect(wants()).toBe(false);
  keeper.setWanted(true);
  expect(wants()).toBe(true);
  const state = fakeState();
  const gradient = Float32Array.of(1, 2);
  const slab = { x: new Float32Array(0), y: new Float32Array(0), batch: 1, steps: 1 };
  void keeper.look({ place, before: state, after: state, slab, gradient });
  return Promise.resolve().then(async () => {
    await Promise.resolve();
    expect(keeper.latest).toMatchObject({ step: 1, gradient });
    expect(wants()).toBe(false);
    time = 300;
    expect(wants()).toBe(true);
    keeper.setWanted(false);
    expect(wants()).toBe(false);
  });
});
