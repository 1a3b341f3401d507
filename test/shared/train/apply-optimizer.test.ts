import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { IrBuilder } from '#shared/ops/builder';
import { applyOptimizer, averagedSlot, optimizerSlots } from '#shared/train/apply-optimizer';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { interpret } from '../../fakes/interpreter';

interface Run {
  readonly type: string;
  readonly params: Params;
  readonly theta: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly segments?: readonly number[];
}

/** Theta and slots after every step, learning rate 0.1. */
function train({ type, params, theta: start, gradients, segments = [start.length] }: Run) {
  const definition = OPTIMIZERS[type]!;
  const starts = optimizerSlots(definition, params);
  const names = Object.keys(starts);
  const b = new IrBuilder();
  const shape = [start.length];
  const [theta, gradient] = [b.input('theta', shape), b.input('gradient', shape)];
  const slots = Object.fromEntries(names.map((name) => [name, b.input(name, shape)]));
  const [learningRate, step] = [b.input('lr', []), b.input('step', [])];
  const next = applyOptimizer(b, definition, {
    theta,
    gradient,
    slots,
    learningRate,
    step,
    params,
    segments,
  });
  const graph = b.build([
    { name: 'theta', value: next.theta },
    ...names.map((name) => ({ name, value: next.slots[name]! })),
  ]);
  let state: Record<string, readonly number[]> = {
    theta: start,
    ...Object.fromEntries(names.map((name) => [name, start.map(() => starts[name]!)])),
  };
  return gradients.map((numbers, i) => {
    const results = interpret(graph, { ...state, gradient: numbers, lr: [0.1], step: [i] });
    state = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data]));
    return state;
  });
}

const thetas = (run: Run) => train(run).map(({ theta }) => theta!.map((x) => Number(x.toFixed(6))));

describe('applyOptimizer', () => {
  it('clips the norm of each weight by itself, or of all together', () => {
    const run = { type: 'SGD', theta: [0, 0], gradients: [[3, 4]], segments: [1, 1] };
    expect(thetas({ ...run, params: { clipnorm: 1 } })).toEqual([[-0.1, -0.1]]);
    expect(thetas({ ...run, params: { globalClipnorm: 1 } })).toEqual([[-0.06, -0.08]]);
    expect(thetas({ ...run, params: { clipvalue: 3.5 } })).toEqual([[-0.3, -0.35]]);
  });

  it('leaves a gradient of 0 at 0 when norms are clipped', () => {
    const run = { type: 'SGD', theta: [1, 2], gradients: [[0, 0]], params: { clipnorm: 1 } };
    expect(thetas(run)).toEqual([[1, 2]]);
  });

  it('lets weights decay by the learning rate, whatever the gradient', () => {
    const run = { type: 'Adam', theta: [1], gradients: [[0]], params: { weightDecay: 0.5 } };
    expect(thetas(run)).toEqual([[0.95]]);
  });

  it('accumulates: every third step moves the weights by the mean gradient', () => {
    const gradients = [[3], [6], [9], [1], [1], [1]];
    const run = { type: 'SGD', theta: [0], gradients, params: { gradientAccumulationSteps: 3 } };
    expect(thetas(run)).toEqual([[0], [0], [-0.6], [-0.6], [-0.6], [-0.7]]);
  });

  it('accumulates as one larger batch would train, corrections for the first steps included', () => {
    const gradients = [[1], [3], [2], [-4], [5], [5]];
    const means = [[2], [-1], [5]];
    const often = thetas({ type: 'Adam', theta: [1], gradients, params: { gradientAccumulationSteps: 2 } });
    const seldom = thetas({ type: 'Adam', theta: [1], gradients: means, params: {} });
    expect([often[1], often[3], often[5]]).toEqual(seldom);
    expect([often[0], often[2], often[4]]).toEqual([[1], often[1], often[3]]);
  });

  it('averages the weights, beginning with the first ones', () => {
    const run = { type: 'SGD', theta: [0], gradients: [[-10], [-10], [-10]] };
    const states = train({ ...run, params: { useEma: true, emaMomentum: 0.5 } });
    expect(states.map(({ theta }) => theta)).toEqual([[1], [2], [3]]);
    expect(states.map(({ average }) => average)).toEqual([[1], [1.5], [2.25]]);
  });

  it('puts the average in place of the weights as often as asked', () => {
    const params = { useEma: true, emaMomentum: 0.5, emaOverwriteFrequency: 2 };
    const run = { type: 'SGD', theta: [0], gradients: [[-10], [-10], [-10], [-10]], params };
    expect(thetas(run)).toEqual([[1], [1.5], [2.5], [2.75]]);
  });

  it('names the slot that replaces the weights at the end', () => {
    expect(averagedSlot(OPTIMIZERS['SGD']!, { useEma: true })).toBe('average');
    expect(averagedSlot(OPTIMIZERS['SGD']!, {})).toBeNull();
  });

  it('keeps null: AdamW without weight decay is Adam', () => {
    const run = {
      theta: [1, -2],
      gradients: [
        [0.5, 1],
        [0.25, -3],
      ],
    };
    expect(thetas({ ...run, type: 'AdamW', params: { weightDecay: null } })).toEqual(
      thetas({ ...run, type: 'Adam', params: {} }),
    );
  });

  it('computes the running product of Nadam from the step alone', () => {
    const beta1 = 0.9;
    const gradients = Array.from({ length: 400 }, (_, i) => [Math.sin(i)]);
    const run = train({ type: 'Nadam', theta: [0], gradients, params: {} });
    let [theta, m, v, product] = [0, 0, 0, 1];
    const u = (t: number) => beta1 * (1 - 0.5 * 0.96 ** t);
    gradients.forEach(([g], i) => {
      const t = i + 1;
      product *= u(t);
      m = beta1 * m + (1 - beta1) * g!;
      v = 0.999 * v + 0.001 * g! ** 2;
      const ahead = (u(t + 1) * m) / (1 - product * u(t + 1)) + ((1 - u(t)) * g!) / (1 - product);
      theta -= (0.1 * ahead) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7);
    });
    expect(run.at(-1)!['theta']![0]).toBeCloseTo(theta, 4);
  });
});
