import { beforeEach, expect, test } from 'vitest';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { followLog } from '../../../renderer/log/follow-log';
import { useLog } from '../../../renderer/log/log-store';
import { IDLE, useRun } from '../../../renderer/state/run-store';
import { useUi } from '../../../renderer/state/ui-store';

followLog();

beforeEach(() => {
  useRun.setState({ run: IDLE, end: null, problem: null });
  useLog.setState({ entries: [] });
});

const lines = () =>
  useLog.getState().entries.map(({ tone, text }) => [tone, (text as Localized).en ?? (text as string)]);

const END = {
  runId: 'r',
  reason: 'done',
  epochs: 2,
  testLoss: null,
  testMetrics: null,
  restoredEpoch: 1,
  msPerStep: 1,
  samplesPerSecond: 1,
  peakRssMb: 1,
  device: 'cpu',
  checkpoint: null,
} as const;

const epoch = (number: number) => ({
  runId: 'r',
  epoch: number,
  step: number * 10,
  loss: 0.25,
  metrics: { accuracy: 0.5 },
  valLoss: null,
  valMetrics: null,
  learningRate: 0.1,
  seconds: 2,
});

test('a training is told from its beginning to its end', () => {
  const run = useRun.getState();
  run.setRun({ ...IDLE, runId: 'r', state: 'preparing', epochs: 2 });
  run.setRun({ ...IDLE, runId: 'r', state: 'running', epochs: 2 });
  run.addEpoch(epoch(1));
  run.setRun({ ...IDLE, runId: 'r', state: 'paused', epoch: 1, epochs: 2 });
  run.setRun({ ...IDLE, runId: 'r', state: 'running', epoch: 1, epochs: 2 });
  run.setEnd(END);
  expect(lines()).toEqual([
    ['info', 'Training begins.'],
    ['info', 'Epoch 1 · Loss 0.25 · Accuracy 50.0 % · Seconds 2'],
    ['info', 'Paused after 1 epoch.'],
    ['info', 'Training goes on.'],
    ['info', 'Done after 2 epochs.'],
    ['info', 'The weights are those after epoch 1, the best ones.'],
  ]);
});

test('of many short epochs some are told, of a run from before none', () => {
  const run = useRun.getState();
  run.clear();
  for (let i = 1; i <= 50; i++) run.addEpoch(epoch(i));
  expect(lines().length).toBeLessThan(3);
  useLog.setState({ entries: [] });
  run.restore(IDLE, {
    runId: 'r',
    steps: { steps: [], loss: [], metrics: {}, learningRate: [] },
    epochs: [epoch(1)],
    statistics: [],
    probes: {},
    end: END,
  });
  expect(lines()).toEqual([]);
});

test('problems and words that go away stay here', () => {
  const problem: Diagnostic = {
    code: 'loss-not-finite',
    severity: 'error',
    message: { en: 'The loss is NaN.', ko: '손실이 NaN입니다.' },
  };
  useRun.getState().report(problem);
  useRun.getState().setProcess({ state: 'ready', message: null, recoverable: null });
  useUi.getState().toast('Saved');
  useUi.getState().dismiss(useUi.getState().toasts[0]!.id);
  expect(lines()).toEqual([
    ['error', 'The loss is NaN.'],
    ['info', 'The training engine is ready.'],
    ['info', 'Saved'],
  ]);
  expect(useLog.getState().entries[0]!.detail).toContain('loss-not-finite');
});

test('only the newest are kept', () => {
  for (let i = 0; i < 600; i++) useUi.getState().toast(`word ${i}`);
  const { entries } = useLog.getState();
  expect([entries.length, entries.at(-1)!.text]).toEqual([500, 'word 599']);
});
