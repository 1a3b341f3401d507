import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import { initialState } from '#shared/compile/state';
import type { LoadedDataset } from '#shared/data/config';
import type { Frame } from '#shared/protocol/frame';
import type { ViewRequest } from '#shared/protocol/api';
import type { FetchedOutput } from '../../../../electron/engine/trainer';
import { createViews, type Subject } from '../../../../electron/engine/views/views';
import { POINTS, POINTS_NETWORK, sourceOf } from '../../../fixtures/drawings';
import { FAKE_TARGET } from '../../../fakes/fake-trainer';

const samples = {
  count: 3,
  shape: [2],
  x: Float32Array.of(0, 1, 2, 3, 4, 5),
  labels: Uint8Array.of(0, 1, 0),
};
const DATASET: LoadedDataset = { ...POINTS, train: samples, test: samples };
const VIEW: ViewRequest = {
  split: 'test',
  sample: 1,
  thumbnails: true,
  inspect: { nodeId: 'dense', what: 'maps' },
};

/** Views of a small network whose outputs a test gives when it likes. */
function shown(options: { readonly drawn?: boolean } = {}) {
  const source = sourceOf(POINTS_NETWORK, { info: POINTS });
  const inference = inferGraph(source.graph);
  const layout = stateLayout(source.graph, inference, source.training);
  const frames: Frame[] = [];
  const errors: unknown[] = [];
  const asked: { readonly x: readonly number[]; readonly fetches: readonly string[] }[] = [];
  let answer: () => Promise<void> = async () => undefined;
  const subject: Subject = {
    run: 'run',
    source,
    dataset: DATASET,
    order: inference.order,
    state: initialState(layout, 1),
    forward: {
      evaluationBatch: 1,
      metrics: [],
      target: FAKE_TARGET,
      evaluate: () => Promise.reject(new Error('Nobody evaluates')),
      async predict(_state, x, _count, fetches) {
        asked.push({ x: [...x], fetches });
        await answer();
        return new Map(
          fetches.map((id): [string, FetchedOutput] => {
            const shape = inference.nodes.get(id)!.shape!;
            return [id, { shape, data: new Float32Array(shape[0]!).fill(0.5) }];
          }),
        );
      },
      dispose: async () => undefined,
    },
  };
  const views = createViews({
    subject: () => (options.drawn === false ? null : subject),
    sendFrame: (frame) => frames.push(frame),
    now: () => Date.now(),
    onError: (error) => errors.push(error),
  });
  return {
    views,
    frames,
    errors,
    asked,
    answerWith: (next: () => Promise<void>) => (answer = next),
    streams: () => frames.map(({ stream }) => stream),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

describe('views', () => {
  test('of a new request come at once, one frame a stream', async () => {
    const { views, frames, streams, asked } = shown();
    views.setRequest(VIEW);
    await settle();
    expect(streams()).toEqual(['thumbnails', 'inspect', 'prediction']);
    expect(asked[0]!.x).toEqual([2, 3]);
    expect(frames.map(({ step, run }) => [step, run])).toEqual([
      [0, 'run'],
      [0, 'run'],
      [0, 'run'],
    ]);
    views.dispose();
  });

  test('fetch no more blocks than are looked at', async () => {
    const { views, asked } = shown();
    views.setRequest({ ...VIEW, thumbnails: false });
    await settle();
    views.setRequest({ ...VIEW, thumbnails: false, inspect: null });
    await settle(100);
    expect(asked.map(({ fetches }) => fetches)).toEqual([['dense', 'output'], ['output']]);
    views.dispose();
  });

  test('are not made again while nothing changes', async () => {
    const { views, streams } = shown();
    views.setRequest(VIEW);
    await settle(5000);
    expect(streams()).toHaveLength(3);
    views.refresh();
    await settle(5000);
    expect(streams()).toHaveLength(6);
    views.dispose();
  });

  test('asked for while others are being made come nevertheless, and the stale ones do not', async () => {
    const { views, frames, answerWith } = shown();
    const gate: { open: () => void } = { open: () => undefined };
    answerWith(() => new Promise((done) => (gate.open = done)));
    views.setRequest(VIEW);
    await settle();
    answerWith(async () => undefined);
    views.setRequest({ ...VIEW, inspect: { nodeId: 'dense_2', what: 'maps' } });
    gate.open();
    await settle(500);
    const inspected = frames.filter(({ stream }) => stream === 'inspect').map(({ of }) => of?.nodeId);
    expect(inspected).toEqual(['dense_2']);
    views.dispose();
  });

  test('that fail are told, and the next ones come', async () => {
    const { views, errors, streams, answerWith } = shown();
    answerWith(() => Promise.reject(new Error('no memory')));
    views.setRequest(VIEW);
    await settle(100);
    expect([errors.length, streams()]).toEqual([1, []]);
    answerWith(async () => undefined);
    views.refresh();
    await settle(100);
    expect(streams()).toEqual(['thumbnails', 'inspect', 'prediction']);
    views.dispose();
  });

  test('of a drawing that cannot be compiled are nothing', async () => {
    const { views, streams, errors } = shown({ drawn: false });
    views.setRequest(VIEW);
    await settle(1000);
    expect([streams(), errors]).toEqual([[], []]);
    views.dispose();
  });

  test('end with the engine', async () => {
    const { views, streams } = shown();
    views.setRequest(VIEW);
    views.dispose();
    await settle(1000);
    expect(streams()).toEqual([]);
  });
});

describe('views while training', () => {
  test('take less than a tenth of the time', async () => {
    const { views, asked, answerWith } = shown();
    // Each look inside takes 10 ms.
    answerWith(() => settle(10).then(() => undefined));
    views.setTraining(true);
    views.setRequest(VIEW);
    const startedAt = Date.now();
    let looking = 0;
    for (let chunk = 0; chunk < 100; chunk++) {
      await settle(60);
      const before = Date.now();
      await views.tick();
      looking += Date.now() - before;
      for (let seq = 1; seq <= 3 * asked.length; seq++)
        for (const stream of ['thumbnails', 'inspect', 'prediction']) views.acknowledge(stream, seq);
    }
    expect(asked.length).toBeGreaterThan(20);
    expect(looking / (Date.now() - startedAt)).toBeLessThan(0.1);
    views.dispose();
  });

  test('come from ticks alone, and once more when it ends', async () => {
    const { views, streams } = shown();
    views.setTraining(true);
    views.setRequest(VIEW);
    await settle(1000);
    expect(streams()).toEqual([]);
    await views.tick();
    expect(streams()).toHaveLength(3);
    views.setTraining(false);
    await settle(1000);
    expect(streams()).toHaveLength(6);
    views.dispose();
  });
});
