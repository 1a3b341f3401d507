import { expect, test } from 'vitest';
import { createMeter } from '../../../electron/engine/meter';

test('chunks begin with one step and grow to the time they may take', () => {
  const meter = createMeter();
  const sizes = Array.from({ length: 6 }, () => {
    const steps = meter.chunkSteps(60);
    meter.add(steps, steps * 32, steps * 2);
    return steps;
  });
  expect(sizes).toEqual([1, 1, 4, 16, 30, 30]);
});

test('a chunk has at least one step, however slow', () => {
  const meter = createMeter();
  for (let i = 0; i < 3; i++) meter.add(1, 32, 500);
  expect(meter.chunkSteps(60)).toBe(1);
});

test('the figures leave the warm-up out', () => {
  const meter = createMeter();
  expect(meter.overall()).toEqual({ msPerStep: null, samplesPerSecond: null });
  meter.add(1, 10, 1000);
  expect(meter.msPerStep()).toBe(1000);
  meter.add(10, 100, 20);
  meter.add(10, 100, 20);
  expect(meter.overall()).toEqual({ msPerStep: 2, samplesPerSecond: 5000 });
  expect(meter.msPerStep()).toBeCloseTo(2);
});
