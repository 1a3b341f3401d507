import { describe, expect, it } from 'vitest';
import { readWeight } from '#shared/compile/state';
import { LAYERS } from '#shared/layers/table';
import { INNER_LAYERS, layerSource } from '../fixtures/layer-drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from '../shared/compile/training-program';

describe('one training step', () => {
  it.each(INNER_LAYERS)('runs with a %s, and changes its weights', async (type) => {
    const source = layerSource(type);
    const opened = await openTraining(source, 6);
    const before = freshState(opened);
    const { state, losses, accuracy } = await trainSteps(
      opened,
      before,
      noiseBatches(opened, source, 2),
      0,
      2,
    );
    await opened.session.release();
    expect([...losses, ...accuracy].every(Number.isFinite)).toBe(true);
    expect(losses[0]).toBeGreaterThan(0);
    // What comes from the data before training stays as it is.
    const isAdapted = LAYERS[type]!.adapt !== undefined;
    const unchanged = before.layout.slots.filter(
      ({ name, nodeId }) =>
        nodeId === 'layer' &&
        !isAdapted &&
        readWeight(before, name).join() === readWeight(state, name).join(),
    );
    expect(unchanged.map(({ name }) => name)).toEqual([]);
  });
});
