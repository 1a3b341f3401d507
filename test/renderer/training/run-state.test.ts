import { expect, test } from 'vitest';
import { IDLE } from '../../../renderer/state/run-store';
import { endText } from '../../../renderer/training/end-text';
import { currentEpoch, currentStep, mainAction, shareDone } from '../../../renderer/training/run-state';
import type { RunState } from '../../../shared/protocol/api';

const at = (state: RunState['state'], epoch: number, stepInEpoch: number): RunState => ({
  ...IDLE,
  state,
  epoch,
  epochs: 4,
  stepsPerEpoch: 10,
  stepInEpoch,
});

test.each<[RunState['state'], string]>([
  ['idle', 'train.start'],
  ['preparing', 'train.pause'],
  ['running', 'train.pause'],
  ['paused', 'train.resume'],
  ['stopped', 'train.start'],
  ['done', 'train.start'],
  ['failed', 'train.start'],
])('while %s, the one button means %s', (state, command) => {
  expect(mainAction(state, 'ready', 0)).toEqual({ command, refusal: null });
});

test('errors keep one from starting and resuming, not from pausing', () => {
  const refused = (['idle', 'running', 'paused'] as const).map(
    (state) => mainAction(state, 'ready', 2).refusal !== null,
  );
  expect(refused).toEqual([true, false, true]);
});

test('without an engine nothing can be done', () => {
  const refused = (['starting', 'crashed', 'stopped'] as const).map(
    (process) => mainAction('idle', process, 0).refusal !== null,
  );
  expect(refused).toEqual([true, true, true]);
});

test.each<[string, RunState, number, number, number]>([
  ['before the first step', at('idle', 0, 0), 0, 0, 0],
  ['in the first epoch', at('running', 0, 5), 1, 5, 0.125],
  ['between two epochs while running', at('running', 1, 0), 2, 0, 0.25],
  ['paused between two epochs', at('paused', 1, 0), 1, 10, 0.25],
  ['paused within an epoch', at('paused', 1, 3), 2, 3, 0.325],
  ['at the end', at('done', 4, 0), 4, 10, 1],
])('progress %s', (_name, run, epoch, step, share) => {
  expect([currentEpoch(run), currentStep(run), shareDone(run)]).toEqual([epoch, step, share]);
});

test('the end is told with its reason, one epoch in the singular', () => {
  const end = {
    runId: 'r',
    epochs: 1,
    testLoss: null,
    testMetrics: null,
    msPerStep: null,
    samplesPerSecond: null,
    peakRssMb: 1,
    device: 'cpu',
    checkpoint: null,
  };
  expect([
    endText(at('done', 1, 0), { ...end, reason: 'done' }).en,
    endText(at('stopped', 1, 2), { ...end, reason: 'stopped' }).en,
    endText(at('paused', 2, 0), null).en,
  ]).toEqual(['Done after 1 epoch.', 'Stopped by hand after 1 epoch.', 'Paused after 2 epochs.']);
});
