import { expect, test } from 'vitest';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import type { TrainingConfig } from '#shared/train/config';
import { createDevices } from '../../../../electron/engine/devices/devices';
import { runTask } from '../../../../electron/engine/devices/run-task';
import type { DeviceAnswer, MeasuringTask, RunTask } from '../../../../electron/engine/devices/task';
import { prepareModel } from '../../../../electron/engine/model';
import type { Pace } from '../../../../electron/engine/preflight/pace';
import { createPreflight } from '../../../../electron/engine/preflight/preflight';
import { chain } from '../../../fixtures/drawings';

/** 400 points, of which 320 train in batches of 32 and 80 validate. */
async function model(training: Partial<TrainingConfig> = {}) {
  const base = newProject('flies');
  const project = {
    ...base,
    graph: chain(
      ['Input', { shape: [2] }],
      ['Dense', { units: 16, activation: 'relu' }],
      ['Dense', { units: 1, activation: 'sigmoid' }],
      'Output',
    ),
    data: { ...base.data, dataset: 'moons', params: { size: 400 }, rescale: 1, targets: 'sparse' as const },
    training: { ...base.training, batchSize: 32, validationSplit: 0.2, epochs: 5, ...training },
  };
  const prepared = await prepareModel(project, async () => DATASETS['moons']!.generate!({ size: 400 }));
  return prepared.model!;
}

const ANSWER: DeviceAnswer = {
  outputs: {},
  milliseconds: [],
  measured: {
    times: { msPerStep: 2, msPerEvaluation: 30, evaluationBatch: 64, bytes: 5e6 },
    memory: { data: 1, state: 2, step: 3, evaluation: 4, runtime: 5, total: 15 },
    largestBatch: { batch: 320, isAll: true, limit: 1e9 },
  },
};

interface Given {
  readonly run?: RunTask | null;
  readonly paces?: Pace[];
  isBusy?(): boolean;
}

function flight(given: Given = {}) {
  const asked: MeasuringTask[] = [];
  const paces = given.paces ?? [];
  const run: RunTask = async (task) => {
    asked.push(task as MeasuringTask);
    return ANSWER;
  };
  const preflight = createPreflight({
    devices: createDevices(null),
    run: given.run === undefined ? run : given.run,
    paces: { list: async () => paces, add: async (pace) => void paces.push(pace) },
    isBusy: given.isBusy ?? (() => false),
  });
  return { preflight, asked, paces };
}

test('before anything was ever measured no time is told, but memory is', async () => {
  const { preflight, asked } = flight();
  const report = await preflight.report(await model(), { measure: false });
  expect(report).toMatchObject({
    device: 'cpu',
    batch: 32,
    stepsPerEpoch: 10,
    trainCount: 320,
    validationCount: 80,
    time: null,
    largestBatch: null,
    measuredBytes: null,
    unmeasured: null,
  });
  expect(report.memory!.total).toBeGreaterThan(1e6);
  expect(asked).toEqual([]);
});

test('measured, an epoch is its steps and its validation; the same network is measured once, and again when asked', async () => {
  const { preflight, asked } = flight();
  const first = await preflight.report(await model(), { measure: true });
  expect(first.time).toEqual({
    basis: 'measured',
    networks: 0,
    msPerStep: 2,
    training: 0.02,
    validation: 0.06,
    epoch: 0.08,
    all: 0.4,
  });
  expect(first).toMatchObject({ largestBatch: { batch: 320, isAll: true }, unmeasured: null });
  expect(first.memory!.total).toBe(15);
  // Other epochs and another rate are the same network.
  const second = await preflight.report(await model({ epochs: 50, learningRate: 0.5 }), { measure: true });
  expect(second.time).toMatchObject({ basis: 'measured', epoch: 0.08, all: 4 });
  expect(asked).toHaveLength(1);
  await preflight.report(await model(), { measure: true, again: true });
  await preflight.report(await model({ batchSize: 16 }), { measure: true });
  expect(asked).toHaveLength(3);
  expect(asked[0]!.measure).toMatchObject({ device: 'cpu', batch: 32, trainCount: 320, validates: true });
});

test('what was measured is the estimate for the next network', async () => {
  const { preflight } = flight();
  await preflight.report(await model(), { measure: true });
  const { time } = await preflight.report(await model({ batchSize: 64 }), { measure: false });
  expect(time).toMatchObject({ basis: 'estimate', networks: 1 });
  // Twice the samples a step: half the steps at less than twice the time each, as the optimizer's work stays the same.
  expect(time!.training).toBeGreaterThan(0.01);
  expect(time!.training).toBeLessThan(0.02);
});

test('an epoch that was trained takes the place of every guess', async () => {
  const { preflight, paces } = flight();
  const trained = await model();
  await preflight.report(trained, { measure: true });
  const epoch = { epoch: 1, step: 10, loss: 1, metrics: {}, validation: null, learningRate: 0.1 };
  preflight.ran(trained, { ...epoch, seconds: 0.5, validationSeconds: 0.25, wholeSeconds: 1 });
  const { time } = await preflight.report(await model(), { measure: true });
  expect(time).toEqual({
    basis: 'run',
    networks: 0,
    msPerStep: 50,
    training: 0.5,
    validation: 0.25,
    epoch: 1,
    all: 5,
  });
  expect(paces).toHaveLength(2);
  // With another split an epoch is another; its steps are the same.
  const other = await preflight.report(await model({ validationSplit: 0.5 }), { measure: false });
  expect(other.time).toMatchObject({ basis: 'measured' });
  // One that was begun before a pause has no time of its own as a whole.
  preflight.ran(trained, { ...epoch, seconds: 0.5, validationSeconds: 0.25, wholeSeconds: null });
  expect((await preflight.report(trained, { measure: false })).time).toMatchObject({ epoch: 0.75 });
});

test('it ends at once when it is cancelled or asked for another network, and is not begun while something trains', async () => {
  let ended = 0;
  const never: RunTask = (_, __, giveUp) =>
    new Promise((_resolve, reject) => {
      giveUp!.addEventListener('abort', () => {
        ended++;
        reject(new Error('given up'));
      });
    });
  let busy = false;
  const { preflight } = flight({ run: never, isBusy: () => busy });
  const network = await model();
  const first = preflight.report(network, { measure: true });
  await new Promise(setImmediate);
  const second = preflight.report(await model({ batchSize: 8 }), { measure: true });
  expect((await first).unmeasured).toMatchObject({ reason: 'cancelled' });
  await new Promise(setImmediate);
  preflight.cancel();
  expect((await second).unmeasured).toMatchObject({ reason: 'cancelled' });
  expect(ended).toBe(2);
  busy = true;
  expect((await preflight.report(network, { measure: true })).unmeasured).toMatchObject({ reason: 'busy' });
});

test('what goes wrong is told, and everything else is there all the same', async () => {
  const broken = await flight({
    run: async () => {
      throw new Error('its process ended');
    },
  }).preflight.report(await model(), { measure: true });
  expect(broken.unmeasured!.message.en).toBe('Steps could not be measured: its process ended');
  expect(broken.memory).not.toBeNull();
  const alone = await flight({ run: null }).preflight.report(await model(), { measure: true });
  expect(alone.unmeasured).toMatchObject({ reason: 'failed' });
  const measured = { ...ANSWER.measured!, times: null };
  const large = await flight({ run: async () => ({ ...ANSWER, measured }) }).preflight.report(await model(), {
    measure: true,
  });
  expect(large).toMatchObject({ unmeasured: { reason: 'memory' }, largestBatch: { batch: 320 }, time: null });
});

test('real steps are timed, and the memory they take', async () => {
  const { preflight } = flight({ run: (task) => runTask(task) });
  const network = await model();
  const report = await preflight.report(network, { measure: true });
  expect(report.unmeasured).toBeNull();
  expect(report.time).toMatchObject({ basis: 'measured' });
  for (const figure of [report.time!.msPerStep, report.time!.validation, report.measuredBytes])
    expect(figure).toBeGreaterThan(0);
  expect(report.largestBatch).toMatchObject({ batch: 320, isAll: true });
  expect(report.memory!.total).toBeGreaterThan(1e6);
});
