import { beforeEach, describe, expect, test } from 'vitest';
import { NO_SNAPSHOTS, pastOf, useSnapshots } from '../../../renderer/state/snapshots-store';

const kept = (...steps: readonly number[]) => ({
  runId: 'run',
  snapshots: steps.map((step) => ({ step, epoch: step, bytes: 1, path: `${step}` })),
});
const at = () => useSnapshots.getState().at;

beforeEach(() => {
  useSnapshots.getState().set(NO_SNAPSHOTS);
  useSnapshots.getState().set(kept(0, 10, 20));
});

describe('what is looked at', () => {
  test('is now, until one looks back', () => {
    expect([at(), pastOf(useSnapshots.getState())]).toEqual([null, null]);
    useSnapshots.getState().look(10);
    expect(pastOf(useSnapshots.getState())).toMatchObject({ step: 10 });
  });

  test('stays while others come', () => {
    useSnapshots.getState().look(10);
    useSnapshots.getState().set(kept(0, 10, 20, 30));
    expect(at()).toBe(10);
  });

  test('gives way to its nearest neighbour when it goes', () => {
    useSnapshots.getState().look(10);
    useSnapshots.getState().set(kept(0, 14, 20));
    expect(at()).toBe(14);
    useSnapshots.getState().set(kept());
    expect(at()).toBeNull();
  });

  test('is now again when another run begins', () => {
    useSnapshots.getState().look(10);
    useSnapshots.getState().set({ ...kept(0, 10), runId: 'another' });
    expect(at()).toBeNull();
  });
});
