import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newProject } from '../../../shared/project/create';
import { memoryPipes } from '../../../shared/protocol/memory-pipe';
import type { PreflightReport } from '../../../shared/protocol/preflight';
import { connect, serve } from '../../../shared/protocol/rpc';
import { cancelMeasuring, followPreflight, measureAgain } from '../../../renderer/preflight/follow-preflight';
import { usePreflight } from '../../../renderer/preflight/preflight-store';
import { measuringText } from '../../../renderer/preflight/texts';
import { useProject } from '../../../renderer/state/project-store';
import { IDLE, useRun } from '../../../renderer/state/run-store';

const REPORT: PreflightReport = {
  device: 'cpu',
  batch: 32,
  stepsPerEpoch: 10,
  trainCount: 320,
  validationCount: 0,
  epochs: 5,
  memory: null,
  measuredBytes: null,
  largestBatch: null,
  time: null,
  unmeasured: null,
};
const TIME = { networks: 0, msPerStep: 1, training: 1, validation: 0, epoch: 1, all: 5 };
const MEASURED: PreflightReport = {
  ...REPORT,
  largestBatch: { batch: 320, isAll: true, limit: 1e9 },
  time: { ...TIME, basis: 'measured' },
};

/** What the page asked the engine, in order, and what the engine says next. */
const asked: string[] = [];
let answers: (measure: boolean) => PreflightReport | Promise<PreflightReport> | null;

const edit = (batchSize: number) =>
  useProject.getState().edit({ en: 'Edit', ko: '편집' }, (project) => ({
    ...project,
    training: { ...project.training, batchSize },
  }));
const rest = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

const [near, far] = memoryPipes();
const server = serve(far, {
  'engine.preflight': async ({ measure, again = false }) => {
    asked.push(again ? 'again' : measure ? 'measure' : 'ask');
    return answers(measure);
  },
  'engine.cancelPreflight': () => {
    asked.push('cancel');
    return {};
  },
});
useRun.getState().setProcess({ state: 'ready', message: null, recoverable: null });
followPreflight(connect(near));

beforeEach(async () => {
  vi.useFakeTimers();
  answers = (measure) => (measure ? MEASURED : REPORT);
  useProject.getState().load(newProject('Test'), null);
  useRun.getState().setRun(IDLE);
  await rest(5_000);
  asked.length = 0;
});
afterEach(() => vi.useRealTimers());

test('after an edit it asks once the project rests, and measures once it has rested for longer', async () => {
  edit(8);
  await rest(300);
  edit(16);
  expect(usePreflight.getState().isCurrent).toBe(false);
  await rest(390);
  expect(asked).toEqual([]);
  await rest(100);
  expect(asked).toEqual(['ask']);
  expect(usePreflight.getState()).toMatchObject({ report: REPORT, isCurrent: true, measuringSince: null });
  await rest(1_200);
  expect(asked).toEqual(['ask', 'measure']);
  expect(usePreflight.getState()).toMatchObject({ report: MEASURED, measuringSince: null });
});

test('what was measured before is not measured again, unless one asks for it', async () => {
  answers = () => MEASURED;
  edit(8);
  await rest(5_000);
  expect(asked).toEqual(['ask']);
  measureAgain();
  await rest(10);
  expect(asked).toEqual(['ask', 'again']);
});

test('how long measuring takes yet is told from how long it took the last time', async () => {
  answers = (measure) => (measure ? new Promise((done) => setTimeout(() => done(MEASURED), 2_500)) : REPORT);
  edit(8);
  await rest(1_600 + 2_500);
  const { usualMs } = usePreflight.getState();
  expect(usualMs).toBeGreaterThanOrEqual(2_500);
  expect(usualMs).toBeLessThan(2_700);
  expect([measuringText(usualMs), measuringText(400), measuringText(-100)].map(({ en }) => en)).toEqual([
    'measuring, about 3 s left',
    'measuring, about 1 s left',
    'measuring, nearly done',
  ]);
  // What was given up says nothing of it.
  edit(9);
  await rest(1_700);
  cancelMeasuring();
  await rest(5_000);
  expect(usePreflight.getState().usualMs).toBe(usualMs);
});

test('a block that is moved asks nothing', async () => {
  useProject.getState().edit({ en: 'Rename', ko: '이름' }, (project) => ({ ...project, name: 'Other' }));
  await rest(5_000);
  expect(asked).toEqual([]);
});

test.each([
  ['an edit', () => edit(99)],
  ['a training', () => useRun.getState().setRun({ ...IDLE, state: 'preparing' })],
  ['its button', cancelMeasuring],
])('%s ends measuring at once', async (_, act) => {
  answers = (measure) => (measure ? new Promise(() => undefined) : REPORT);
  edit(8);
  await rest(1_600);
  expect(asked).toEqual(['ask', 'measure']);
  expect(usePreflight.getState().measuringSince).toBeGreaterThan(Date.now() - 1_000);
  act();
  await rest(1);
  expect(asked).toEqual(['ask', 'measure', 'cancel']);
  expect(usePreflight.getState()).toMatchObject({ measuringSince: null, report: REPORT });
});

test('while it trains nothing is measured; epochs and the end of it are asked after', async () => {
  useRun.getState().setRun({ ...IDLE, state: 'running' });
  edit(8);
  await rest(5_000);
  expect(asked).toEqual(['ask']);
  server.emit('run.epoch', {
    runId: 'r',
    epoch: 1,
    step: 10,
    loss: 1,
    metrics: {},
    valLoss: null,
    valMetrics: null,
    learningRate: 0.1,
    seconds: 1,
  });
  await rest(1);
  expect(asked).toEqual(['ask', 'ask']);
  useRun.getState().setRun({ ...IDLE, state: 'done' });
  await rest(5_000);
  expect(asked).toEqual(['ask', 'ask', 'ask', 'measure']);
});

test('what failed once is not tried again by itself, and a project with errors has no report', async () => {
  const unmeasured = { reason: 'failed' as const, message: { en: 'Failed.', ko: '실패' } };
  answers = (measure) => (measure ? { ...REPORT, unmeasured } : REPORT);
  edit(8);
  await rest(5_000);
  expect(asked).toEqual(['ask', 'measure']);
  expect(usePreflight.getState().report?.unmeasured).toEqual(unmeasured);
  answers = () => null;
  edit(16);
  await rest(5_000);
  expect(asked).toEqual(['ask', 'measure', 'ask']);
  expect(usePreflight.getState()).toMatchObject({ report: null, isCurrent: true });
});
