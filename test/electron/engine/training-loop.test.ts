import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { Choice } from '#shared/graph/document';
import { SCHEDULES } from '#shared/train/schedules';
import { fakeLoop } from '../../fakes/fake-loop';
import { fakeState } from '../../fakes/fake-trainer';

const choice = (type: string, params: Choice['params'] = {}): Choice => ({ type, params });
const at = (step: number, first = step) => ({ ...fakeState(), step, theta: Float32Array.of(first, 0) });

describe('the learning rate', () => {
  test('is the one that is set, for every step', () => {
    expect([...fakeLoop({ learningRate: 0.25 }).rates(3, 2)]).toEqual([0.25, 0.25]);
  });

  test('follows the schedule from the step on', () => {
    const schedule = choice('CosineDecay', { decaySteps: 10 });
    const rates = fakeLoop({ learningRate: 0.1, schedule }).rates(4, 3);
    expect([...rates]).toEqual(
      [4, 5, 6].map((step) => Math.fround(SCHEDULES['CosineDecay']!.rate(step, 0.1, { decaySteps: 10 }))),
    );
  });

  test('is lowered on a plateau, until another one is set', async () => {
    const callbacks = [choice('ReduceLROnPlateau', { patience: 1, factor: 0.5 })];
    const loop = fakeLoop({ learningRate: 0.1, callbacks });
    for (const epoch of [0, 1, 2]) await loop.epoch({ epoch, logs: { val_loss: 1 } }, at(epoch));
    expect(loop.rateAt(3)).toBe(0.025);
    expect(fakeLoop({ learningRate: 0.1, callbacks }, loop.saved()).rateAt(3)).toBe(0.025);
    loop.change({ learningRate: 0.2, schedule: null, callbacks });
    expect(loop.rateAt(3)).toBe(0.2);
  });
});

describe('callbacks', () => {
  const patient = [choice('EarlyStopping', { patience: 2, restoreBestWeights: true })];

  test('stop the training, and bring back the best weights', async () => {
    const loop = fakeLoop({ callbacks: patient });
    for (const [epoch, loss] of [3, 1, 2, 2].entries())
      await loop.epoch({ epoch, logs: { val_loss: loss } }, at(epoch + 1));
    expect(loop.stoppedBy).toMatchObject({ callback: 'EarlyStopping' });
    const { state, restoredEpoch } = loop.end(at(4));
    expect([state.theta[0], state.step, restoredEpoch]).toEqual([2, 4, 2]);
  });

  test('go on from what is saved as if nothing had happened', async () => {
    const losses = [3, 1, 2, 2];
    const whole = fakeLoop({ callbacks: patient });
    let parts = fakeLoop({ callbacks: patient });
    for (const [epoch, loss] of losses.entries()) {
      await whole.epoch({ epoch, logs: { val_loss: loss } }, at(epoch + 1));
      parts = fakeLoop({ callbacks: patient }, parts.saved());
      await parts.epoch({ epoch, logs: { val_loss: loss } }, at(epoch + 1));
    }
    expect(parts.stoppedBy).toEqual(whole.stoppedBy);
    expect(parts.saved()).toEqual(whole.saved());
    expect(parts.end(at(4))).toEqual(whole.end(at(4)));
  });

  test('keep what they know when their patience is changed, and forget it when they watch something else', async () => {
    const loop = fakeLoop({ callbacks: patient });
    await loop.epoch({ epoch: 0, logs: { val_loss: 1, loss: 1 } }, at(1));
    const other = (params: Choice['params']) => ({
      learningRate: 0.1,
      schedule: null,
      callbacks: [choice('EarlyStopping', params)],
    });
    loop.change(other({ patience: 9 }));
    expect(loop.saved().memory.callbacks[0]!.memory).toMatchObject({ best: 1 });
    loop.change(other({ monitor: 'loss' }));
    expect(loop.saved().memory.callbacks[0]!.memory).toMatchObject({ best: null });
  });

  test('begin anew after the end where Keras lets them', async () => {
    const loop = fakeLoop({ callbacks: [...patient, choice('ModelCheckpoint', { saveBestOnly: true })] });
    expect(await loop.epoch({ epoch: 0, logs: { val_loss: 1 } }, at(1))).toEqual(['best']);
    loop.end(at(1));
    const memories = loop.saved().memory.callbacks.map(({ memory }) => memory['best']);
    expect([memories, loop.saved().kept.size]).toEqual([[null, 1], 0]);
  });

  test('warn once of a quantity that is not measured', async () => {
    const warnings: Diagnostic[] = [];
    const loop = fakeLoop({ callbacks: patient }, undefined, { warn: (problem) => warnings.push(problem) });
    for (const epoch of [0, 1]) await loop.epoch({ epoch, logs: { loss: 1 } }, at(epoch));
    expect(warnings.map(({ code }) => code)).toEqual(['monitor-not-available']);
  });

  test('that look at batches name the one whose loss is no number', () => {
    const loop = fakeLoop({ callbacks: [choice('TerminateOnNaN')] });
    loop.batches(6, [1, 2]);
    expect(loop.stoppedBy).toBeNull();
    loop.batches(8, [Number.NaN]);
    expect(loop.stoppedBy?.reason.en).toContain('step 9');
  });
});
