import { beforeEach, expect, test } from 'vitest';
import { useChartSettings, zoomOf } from '../../../renderer/charts/chart-settings';
import type { Curves } from '../../../renderer/state/run-store';

const curves = (): Curves => ({ steps: [], loss: [], metrics: {}, learningRate: [], epochs: [], probes: {} });
const state = () => useChartSettings.getState();
beforeEach(() => state().showAll());

test('charts share the horizontal zoom and have a vertical one each', () => {
  const run = curves();
  state().zoomTo(run, 'loss', { x: [1, 5], y: [0, 1] });
  state().zoomTo(run, 'accuracy', { y: [0.9, 1] });
  expect(zoomOf(state(), run)).toEqual({ of: run, x: [1, 5], y: { loss: [0, 1], accuracy: [0.9, 1] } });
});

test('another run is shown whole', () => {
  state().zoomTo(curves(), 'loss', { x: [1, 5] });
  expect(zoomOf(state(), curves())).toEqual({ of: null });
});

test.each([{ by: 'epoch' as const }, { logLoss: true }])('%j shows everything again', (change) => {
  const run = curves();
  state().zoomTo(run, 'loss', { x: [1, 5] });
  state().set(change);
  expect(zoomOf(state(), run).of).toBeNull();
});

test('smoothing leaves the zoom alone', () => {
  const run = curves();
  state().zoomTo(run, 'loss', { x: [1, 5] });
  state().set({ smoothing: 0.2 });
  expect(zoomOf(state(), run).x).toEqual([1, 5]);
});
