import { availableParallelism } from 'node:os';
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, expect, test, vi } from 'vitest';
import { encodeGraph } from '#shared/compile/onnx/model';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { createSession } from '../../../electron/engine/onnx-session';
import { threadHandlers } from '../../../electron/engine/thread-handlers';
import { chooseThreads, threadCount } from '../../../electron/engine/threads';
import { graphOf } from '../../contract/op-graph';

const CORES = availableParallelism();
const [SMALL, LARGE] = [1, 1e9];
const MODEL = encodeGraph(graphOf({ op: 'exp', title: '', inputs: [{ shape: [2] }], attrs: {} }, false));

afterEach(() => {
  chooseThreads(null);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Threads that a session of so many operations asks ONNX Runtime for. */
async function threadsOf(flops: number): Promise<number> {
  const create = vi.spyOn(InferenceSession, 'create');
  await (await createSession(MODEL, 'cpu', flops)).release();
  const [, options] = create.mock.lastCall! as unknown as [unknown, InferenceSession.SessionOptions];
  create.mockRestore();
  return options.intraOpNumThreads!;
}

test('the next session has the threads that were chosen; a small network has one', async () => {
  for (let count = 1; count <= CORES; count++) {
    chooseThreads(count);
    expect([await threadsOf(LARGE), await threadsOf(SMALL)]).toEqual([count, 1]);
  }
});

test('without a choice they are those of the environment, at most the cores, or found by itself', () => {
  vi.stubEnv('NEUROLOOM_THREADS', '1');
  expect(threadCount()).toBe(1);
  vi.stubEnv('NEUROLOOM_THREADS', '100000');
  expect(threadCount()).toBe(CORES);
  for (const wrong of ['', '0', '-1', '1.5', 'all']) {
    vi.stubEnv('NEUROLOOM_THREADS', wrong);
    expect(threadCount()).toBe(CORES <= 4 ? CORES : 0);
  }
  vi.stubEnv('NEUROLOOM_THREADS', '1');
  chooseThreads(CORES);
  expect(threadCount()).toBe(CORES);
});

test.each([0, -1, 1.5, CORES + 1, NaN])(
  '%d threads are refused, and the choice before stays',
  async (count) => {
    chooseThreads(1);
    const error: unknown = await threadHandlers['engine.setThreads']({ threads: count }).catch(
      (caught: unknown) => caught,
    );
    expect((error as DiagnosticError).diagnostic).toMatchObject({
      code: 'threads-not-allowed',
      received: String(count),
      expected: { en: `a whole number of 1 … ${CORES}`, ko: `1 … ${CORES}의 정수` },
    });
    expect(await threadHandlers['engine.threads']({})).toEqual({ threads: 1, cores: CORES });
  },
);
