import { beforeEach, expect, test, vi } from 'vitest';
import { type Diagnostic, DiagnosticError } from '../../../shared/graph/diagnostic';
import { memoryPipes } from '../../../shared/protocol/memory-pipe';
import { connect, serve } from '../../../shared/protocol/rpc';
import { followThreads } from '../../../renderer/session/follow-threads';
import { useRun } from '../../../renderer/state/run-store';
import { useSettings } from '../../../renderer/state/settings-store';

const CORES = 2;
const REFUSED: Diagnostic = {
  code: 'threads-not-allowed',
  severity: 'error',
  message: { en: 'No.', ko: '아니요.' },
};

/** An engine with two cores; what it was told, in order. */
function engine() {
  const told: (number | null)[] = [];
  const [near, far] = memoryPipes();
  serve(far, {
    'engine.setThreads': ({ threads }) => {
      told.push(threads);
      if (threads !== null && threads > CORES) throw new DiagnosticError(REFUSED);
      return {};
    },
  });
  return { told, threads: followThreads(connect(near)) };
}

beforeEach(() => {
  localStorage.clear();
  useSettings.getState().set({ threads: null });
  useRun.getState().setProblem(null);
});

test('an engine that starts is told the threads that are kept on this machine, and every change', async () => {
  useSettings.getState().set({ threads: 2 });
  expect(JSON.parse(localStorage.getItem('neuroloom.settings')!)).toMatchObject({ threads: 2 });
  const { told, threads } = engine();
  threads.send();
  await vi.waitFor(() => expect(told).toEqual([2]));
  useSettings.getState().set({ threads: 1 });
  useSettings.getState().set({ language: 'ko' });
  await vi.waitFor(() => expect(told).toEqual([2, 1]));
});

test('more than the machine has is told, and left to the engine from then on', async () => {
  useSettings.getState().set({ threads: 64 });
  const { told, threads } = engine();
  threads.send();
  await vi.waitFor(() => expect(told).toEqual([64, null]));
  expect(useSettings.getState().threads).toBeNull();
  expect(useRun.getState().problem).toMatchObject({ code: 'threads-not-allowed' });
});
