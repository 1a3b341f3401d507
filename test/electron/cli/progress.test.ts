import { describe, expect, test } from 'vitest';
import {
  bar,
  clock,
  createRunningMeans,
  epochLine,
  progressLine,
  tableLines,
} from '../../../electron/cli/progress';
import { terminalLanguage } from '../../../electron/backend/terminal-language';
import type { RunState } from '#shared/protocol/api';

const STATE: RunState = {
  runId: 'r',
  state: 'running',
  epoch: 1,
  epochs: 3,
  step: 60,
  stepsPerEpoch: 40,
  stepInEpoch: 20,
  secondsLeft: 75.4,
  samplesPerSecond: 1234.5,
  msPerStep: 2,
  device: 'cpu',
};

describe('progress', () => {
  test('shows epoch, share, running means, speed and time left', () => {
    expect(progressLine(STATE, { loss: 0.5, accuracy: 0.75 })).toBe(
      `epoch 2/3  |${'█'.repeat(12)}${' '.repeat(12)}|  loss 0.5000  accuracy 0.7500  1235 samples/s  01:15 left`,
    );
  });

  test('tells the time left in the language of the terminal', () => {
    expect(progressLine(STATE, {}, 'ko')).toContain('01:15 남음');
  });

  test('shows no figures that are not known yet', () => {
    const state = { ...STATE, secondsLeft: null, samplesPerSecond: null, stepsPerEpoch: 0, epoch: 3 };
    expect(progressLine(state, {})).toBe(`epoch 3/3  |${' '.repeat(24)}|`);
  });

  test('leaves a line for every epoch', () => {
    const report = {
      runId: 'r',
      epoch: 2,
      step: 80,
      loss: 0.25,
      metrics: { accuracy: 0.9 },
      valLoss: 0.5,
      valMetrics: { accuracy: 0.8 },
      learningRate: 0.001,
      seconds: 1.26,
    };
    expect(epochLine(report, 3)).toBe(
      'epoch 2/3  loss 0.2500  accuracy 0.9000  val loss 0.5000  val accuracy 0.8000  1.3 s',
    );
  });

  test('has a bar of constant width that fills in eighths of a cell', () => {
    const bars = Array.from({ length: 101 }, (_, i) => bar(i / 100));
    expect(new Set(bars.map((text) => text.length))).toEqual(new Set([24]));
    expect(new Set(bars).size).toBeGreaterThan(90);
    expect([bar(0).trim(), bar(2)]).toEqual(['', '█'.repeat(24)]);
  });
});

test('time is written with hours only when there are some', () => {
  expect([0, 59.6, 61, 3600, 36_061].map(clock)).toEqual(['00:00', '01:00', '01:01', '1:00:00', '10:01:01']);
});

test('a metric that is more than a number has a line for each class', () => {
  expect(tableLines(['f1_score', [0.5, 1]])).toEqual(['f1_score', '0  0.5000', '1  1']);
  expect(
    tableLines([
      'confusion_matrix',
      [
        [10, 2],
        [0, 9],
      ],
    ]),
  ).toEqual(['confusion_matrix', '0  10  2', '1  0   9']);
});

test('running means are those of the steps since the epoch began', () => {
  const running = createRunningMeans();
  running.add({
    runId: 'r',
    steps: [1, 2],
    loss: [1, 3],
    metrics: { accuracy: [0, 1] },
    learningRate: [1, 1],
  });
  expect(running.means()).toEqual({ loss: 2, accuracy: 0.5 });
  running.reset();
  running.add({ runId: 'r', steps: [3], loss: [5], metrics: {}, learningRate: [1] });
  expect(running.means()).toEqual({ loss: 5 });
});

test('the terminal speaks Korean where the environment does', () => {
  expect([
    terminalLanguage({ LANG: 'ko_KR.UTF-8' }),
    terminalLanguage({ LANG: 'ko_KR.UTF-8', LC_ALL: 'C' }),
    terminalLanguage({}),
  ]).toEqual(['ko', 'en', 'en']);
});
