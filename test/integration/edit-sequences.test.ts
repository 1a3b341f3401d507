// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useProject } from '../../renderer/state/project-store';
import { useUi } from '../../renderer/state/ui-store';
import { EMPTY_PROJECT } from '../fakes/fake-project';
import { expectSound } from '../fixtures/edit-sequences';
import { sequences } from '../fixtures/random-edits';

/** Together ten thousand. */
const RUNS = 2_500;
/** One in so many is also written and read. */
const READ = 5;

beforeAll(() => useUi.setState({ toast: () => undefined }));
afterAll(() => useProject.getState().load(EMPTY_PROJECT, null));

test.each([1, 2, 3, 4])(
  'a quarter of ten thousand sequences of edits keep every law, %i of 4',
  (seed) => {
    const property = fc.property(sequences, (sequence) => {
      const [, , [first]] = sequence;
      expectSound(sequence, first![1] % READ === 0);
    });
    const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: RUNS, seed });
    const found = { failed, steps: JSON.stringify(counterexample), error: String(errorInstance) };
    expect(found).toEqual({ failed: false, steps: 'null', error: 'null' });
  },
  600_000,
);
