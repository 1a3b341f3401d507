import { beforeEach, expect, test, vi } from 'vitest';
import { type Diagnostic, DiagnosticError } from '../../../shared/graph/diagnostic';
import { memoryPipes } from '../../../shared/protocol/memory-pipe';
import { connect, serve } from '../../../shared/protocol/rpc';
import { followProject, readDataAgain } from '../../../renderer/session/follow-project';
import { useProject } from '../../../renderer/state/project-store';
import { useTasks } from '../../../renderer/state/tasks-store';
import { DIGITS } from '../../fixtures/drawings';

const CANCELLED: Diagnostic = {
  code: 'data-cancelled',
  severity: 'error',
  message: { en: 'Cancelled.', ko: '취소했습니다.' },
};

/** An engine that reads data until it is let, or told not to. */
function engine() {
  const calls: string[] = [];
  let end!: { give: () => void; refuse: () => void };
  const [near, far] = memoryPipes();
  serve(far, {
    'engine.describeData': () => {
      calls.push('describe');
      return new Promise((resolve, reject) => {
        end = {
          give: () => resolve({ ...DIGITS, shape: [...DIGITS.shape], classNames: [...DIGITS.classNames] }),
          refuse: () => reject(new DiagnosticError(CANCELLED)),
        };
      });
    },
    'engine.cancelData': () => {
      calls.push('cancel');
      end.refuse();
      return {};
    },
    'engine.setProject': () => {
      calls.push('set');
      return { diagnostics: [] };
    },
  });
  return { calls, give: () => end.give(), follower: followProject(connect(near)) };
}

const edit = (seed: number) =>
  useProject.getState().edit({ en: 'Edit', ko: '편집' }, (project) => ({
    ...project,
    training: { ...project.training, seed },
  }));

beforeEach(() => {
  useProject.getState().setInfo(null, null);
});

test('reading data is given up in the engine; nothing reads them until that is asked for', async () => {
  const { calls, give, follower } = engine();
  follower.send();
  await vi.waitFor(() => expect(calls).toContain('describe'));
  const [task] = useTasks.getState().tasks;
  expect(task?.label.en).toBe('Reading the data');
  task!.cancel!();
  await vi.waitFor(() => expect(useProject.getState().dataProblem).toEqual(CANCELLED));
  expect([useProject.getState().info, useTasks.getState().tasks]).toEqual([null, []]);
  expect(calls.toSorted()).toEqual(['cancel', 'describe', 'set']);

  // An edit would have the engine read them once more.
  edit(7);
  await new Promise((next) => setTimeout(next, 250));
  expect(calls).toHaveLength(3);

  readDataAgain();
  await vi.waitFor(() => expect(calls.toSorted()).toEqual(['cancel', 'describe', 'describe', 'set', 'set']));
  expect(useProject.getState().dataProblem).toBeNull();
  give();
  await vi.waitFor(() => expect(useProject.getState().info?.dataset).toBe('mnist'));
  edit(8);
  await vi.waitFor(() => expect(calls.filter((name) => name === 'set')).toHaveLength(3));
});
