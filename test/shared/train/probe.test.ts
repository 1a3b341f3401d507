import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWeight, writeWeight } from '#shared/compile/state';
import { addProbeRows, type ProbeCurves } from '#shared/protocol/probe';
import { CALLBACKS } from '#shared/train/callbacks';
import { createCallback } from '#shared/train/callbacks/create';
import { layerNames, probeName, probesOf, probeSettings, weightPlace } from '#shared/train/probe';
import { FAKE_LAYOUT, fakeState } from '../../fakes/fake-trainer';

describe('a probe', () => {
  test('means all layers where none is named', () => {
    expect(probeSettings({})).toEqual({
      quantity: 'weight_norm',
      layers: null,
      weight: 'bias',
      index: [0],
      every: 10,
      unit: 'step',
    });
  });

  test.each([
    ['', []],
    ['conv2d', ['conv2d']],
    [' conv2d , dense_1,, conv2d ', ['conv2d', 'dense_1']],
  ])('reads the layers “%s”', (text, names) => {
    expect(layerNames(text)).toEqual(names);
  });

  test.each([
    [{ quantity: 'output_mean' }, 'dense/output_mean'],
    [{ quantity: 'weight', weight: 'kernel', index: [3, 0] }, 'dense/kernel[3, 0]'],
    [{ quantity: 'learning_rate' }, 'learning_rate'],
  ])('names what it records', (params, name) => {
    expect(probeName(probeSettings(params), 'dense')).toBe(name);
  });

  test('is found among the callbacks', () => {
    const params = { quantity: 'dead', every: 3 };
    const found = probesOf([
      { type: 'CSVLogger', params: {} },
      { type: 'Probe', params },
    ]);
    expect(found).toEqual([probeSettings(params)]);
  });

  test('stands in the table of the epochs, with NA where it recorded nothing', () => {
    const logger = createCallback(CALLBACKS['CSVLogger']!, {});
    const epoch = (number: number, value: number | null) =>
      logger.onEpochEnd({
        epoch: number,
        logs: { loss: 1 },
        learningRate: 0.1,
        probes: { 'dense/kernel[0, 1]': value },
      });
    expect(epoch(0, null)).toMatchObject([
      { header: 'epoch,"dense/kernel[0, 1]",learning_rate,loss\r\n', row: '0,NA,0.1,1\r\n' },
    ]);
    expect(epoch(1, 2.5)).toMatchObject([{ row: '1,2.5,0.1,1\r\n' }]);
  });
});

describe('a place in a weight', () => {
  test('is where its number is stored, whatever the order of the axes', () => {
    const shape = [3, 2, 4];
    const layouts = fc.constantFrom(undefined, [0, 1, 2], [2, 0, 1], [2, 1, 0], [1, 2, 0]);
    const index = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(layouts, index, (layout, at) => {
        const slot = { ...FAKE_LAYOUT.slots[0]!, shape, size: 24, ...(layout && { layout }) };
        const state = {
          ...fakeState(),
          layout: { ...FAKE_LAYOUT, slots: [slot] },
          theta: new Float32Array(24),
        };
        writeWeight(
          state,
          slot.name,
          Array.from({ length: 24 }, (_, i) => i),
        );
        const [i, j, k] = at;
        expect(state.theta[weightPlace(shape, layout, at)!]).toBe((i * 2 + j) * 4 + k);
        expect(readWeight(state, slot.name)[(i * 2 + j) * 4 + k]).toBe((i * 2 + j) * 4 + k);
      }),
    );
  });

  test.each([[[3, 0]], [[0]], [[0, 0, 0]], [[0, 2]], [[-1, 0]]])('is none at %j', (index) => {
    expect(weightPlace([3, 2], undefined, index)).toBeNull();
  });
});

test('rows become curves by name', () => {
  const curves: ProbeCurves = {};
  addProbeRows(curves, [
    { step: 2, values: { a: 1 } },
    { step: 4, values: { a: 2, b: null } },
  ]);
  expect(curves).toEqual({ a: { steps: [2, 4], values: [1, 2] }, b: { steps: [4], values: [null] } });
});
