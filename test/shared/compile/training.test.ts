import { describe, expect, test } from 'vitest';
import { readWeight } from '#shared/compile/state';
import {
  chain,
  change,
  DIGITS,
  DIGITS_NETWORK,
  draw,
  POINTS,
  POINTS_NETWORK,
  sourceOf,
} from '../../fixtures/drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from './training-program';

const SMALL = { ...DIGITS, shape: [8, 8, 1] };
const small = (graph: typeof DIGITS_NETWORK, training = {}) =>
  sourceOf(change(graph, 'input', { params: { shape: [8, 8, 1] } }), { info: SMALL, training });
const WITH_STATISTICS = chain(
  ['Input', { shape: [8, 8, 1] }],
  ['Conv2D', { filters: 3 }],
  'BatchNormalization',
  'Flatten',
  ['Dropout', { rate: 0.4 }],
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

describe('a training program', () => {
  test('has the inputs it says, and no others', async () => {
    const opened = await openTraining(small(DIGITS_NETWORK), 4);
    expect([...opened.session.inputNames].toSorted()).toEqual(opened.program.inputs.toSorted());
    expect([...opened.session.outputNames].toSorted()).toEqual([
      'gradient_out',
      'losses',
      'metric_accuracy',
      'slot_m_out',
      'slot_v_out',
      'step_out',
      'theta_out',
    ]);
  });

  test('gives the same bits whether its steps run in one loop or one by one', async () => {
    const source = small(WITH_STATISTICS);
    const opened = await openTraining(source, 4);
    const batches = noiseBatches(opened, source, 6);
    const together = await trainSteps(opened, freshState(opened), batches, 0, 6);
    let state = freshState(opened);
    const losses: number[] = [];
    for (let step = 0; step < 6; step++) {
      const one = await trainSteps(opened, state, batches, step, 1);
      ({ state } = one);
      losses.push(...one.losses);
    }
    expect(state).toEqual(together.state);
    expect(losses).toEqual([...together.losses]);
    expect(state.step).toBe(6);
  });

  test('gives the same bits again for the same seed, others for another', async () => {
    const source = small(WITH_STATISTICS);
    const opened = await openTraining(source, 4);
    const batches = noiseBatches(opened, source, 3);
    const run = (seed: number) => trainSteps(opened, { ...freshState(opened), seed }, batches, 0, 3);
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(first);
    // The weights begin alike: only the dropout differs.
    expect(other.losses).not.toEqual(first.losses);
  });

  test('moves the statistics of BatchNormalization towards those of the batch', async () => {
    const source = small(WITH_STATISTICS);
    const opened = await openTraining(source, 4);
    const before = freshState(opened);
    const { state } = await trainSteps(opened, before, noiseBatches(opened, source, 1), 0, 1);
    const variance = (of: typeof state) => readWeight(of, 'batchnormalization/moving_variance');
    expect(variance(before)).toEqual(Float32Array.of(1, 1, 1));
    expect(variance(state).every((x) => x >= 0.99 && x !== 1)).toBe(true);
  });

  test('leaves frozen weights alone, and their statistics', async () => {
    const source = small(
      change(change(WITH_STATISTICS, 'conv2d', { trainable: false }), 'batchnormalization', {
        trainable: false,
      }),
    );
    const opened = await openTraining(source, 4);
    expect(opened.program.layout.sizes).toMatchObject({ frozen: 9 * 3 + 3 + 4 * 3, buffers: 0 });
    const { state, losses } = await trainSteps(
      opened,
      freshState(opened),
      noiseBatches(opened, source, 2),
      0,
      2,
    );
    expect(state.frozen).toEqual(freshState(opened).frozen);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  test('does not move weights with a learning rate of 0', async () => {
    const source = small(DIGITS_NETWORK);
    const opened = await openTraining(source, 4);
    const { state } = await trainSteps(opened, freshState(opened), noiseBatches(opened, source, 2), 0, 2, 0);
    expect(state.theta).toEqual(freshState(opened).theta);
  });

  test('weighs the losses of several heads', async () => {
    const graph = (weight: number) =>
      draw(
        {
          input: ['Input', { shape: [2] }],
          a: ['Dense', { units: 1, activation: 'sigmoid' }],
          b: ['Dense', { units: 1, activation: 'sigmoid' }],
          left: 'Output',
          right: ['Output', { lossWeight: weight }],
        },
        'input>a',
        'input>b',
        'a>left',
        'b>right',
      );
    const losses = await Promise.all(
      [0, 1, 3].map(async (weight) => {
        const source = sourceOf(graph(weight), { info: POINTS, data: { rescale: 1 } });
        const opened = await openTraining(source, 4);
        const result = await trainSteps(opened, freshState(opened), noiseBatches(opened, source, 1), 0, 1);
        return result.losses[0]!;
      }),
    );
    const [left, both, thrice] = losses as [number, number, number];
    expect(thrice).toBeCloseTo(left + 3 * (both - left), 5);
  });

  test('counts the loss over however many samples a batch has', async () => {
    const source = sourceOf(POINTS_NETWORK, { info: POINTS, data: { rescale: 1 } });
    const [whole, half] = [await openTraining(source, 8), await openTraining(source, 4)];
    const eight = noiseBatches(whole, source, 1);
    const together = await trainSteps(whole, freshState(whole), eight, 0, 1, 0);
    const fours = noiseBatches(half, source, 2);
    const parts = await trainSteps(half, freshState(half), fours, 0, 2, 0);
    expect(together.losses[0]).toBeCloseTo((parts.losses[0]! + parts.losses[1]!) / 2, 5);
    expect(together.accuracy[0]).toBeCloseTo((parts.accuracy[0]! + parts.accuracy[1]!) / 2, 5);
  });

  test('learns', async () => {
    const source = sourceOf(POINTS_NETWORK, { info: POINTS, data: { rescale: 1 } });
    const opened = await openTraining(source, 16);
    const batches = noiseBatches(opened, source, 1);
    let state = freshState(opened);
    const losses: number[] = [];
    for (let step = 0; step < 400; step++) {
      const one = await trainSteps(opened, state, batches, 0, 1, 0.05);
      ({ state } = one);
      losses.push(one.losses[0]!);
    }
    expect(losses[0]).toBeGreaterThan(0.5);
    expect(losses.at(-1)).toBeLessThan(0.2);
  });
});
