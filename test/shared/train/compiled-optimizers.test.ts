import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { POINTS, POINTS_NETWORK, sourceOf } from '../../fixtures/drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from '../compile/training-program';

const EVERYTHING: Params = {
  weightDecay: 0.01,
  clipnorm: 0.5,
  gradientAccumulationSteps: 2,
  useEma: true,
  emaOverwriteFrequency: 3,
};

const MORE: Readonly<Record<string, Params>> = {
  SGD: { momentum: 0.9, nesterov: true },
  RMSprop: { momentum: 0.5, centered: true },
  Adam: { amsgrad: true },
};

const open = (type: string, params: Params) => {
  const optimizer = { type, params };
  const source = sourceOf(POINTS_NETWORK, { info: POINTS, data: { rescale: 1 }, training: { optimizer } });
  return openTraining(source, 4).then((opened) => ({ opened, batches: noiseBatches(opened, source, 8) }));
};

describe.each(Object.keys(OPTIMIZERS))('a program that trains with %s', (type) => {
  it('lowers the loss on the same batches again and again', async () => {
    const { opened, batches } = await open(type, {});
    const { usual } = OPTIMIZERS[type]!.learningRate;
    let state = freshState(opened);
    const means: number[] = [];
    for (let epoch = 0; epoch < 30; epoch++) {
      const trained = await trainSteps(opened, state, batches, 0, 8, usual);
      ({ state } = trained);
      means.push(trained.losses.reduce((sum, loss) => sum + loss, 0) / 8);
    }
    expect(means.at(-1)).toBeLessThan(means[0]!);
    await opened.session.release();
  });

  it('with every option on gives the same bits in one run and in pieces', async () => {
    const { opened, batches } = await open(type, { ...EVERYTHING, ...MORE[type] });
    const whole = await trainSteps(opened, freshState(opened), batches, 0, 8);
    const first = await trainSteps(opened, freshState(opened), batches, 0, 3);
    const second = await trainSteps(opened, first.state, batches, 3, 5);
    expect(second.state).toEqual(whole.state);
    expect([...first.losses, ...second.losses]).toEqual([...whole.losses]);
    expect(whole.state.theta.every(Number.isFinite)).toBe(true);
    await opened.session.release();
  });
});

describe('the slots of a fresh state', () => {
  it('start where the optimizer says', async () => {
    const { opened } = await open('Adagrad', { useEma: true });
    const { slots } = freshState(opened);
    expect(new Set(slots['sum_square'])).toEqual(new Set([Math.fround(0.1)]));
    expect(new Set(slots['average'])).toEqual(new Set([0]));
    await opened.session.release();
  });
});
