import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { useProject } from '../../../renderer/state/project-store';
import { useUi } from '../../../renderer/state/ui-store';
import { EMPTY_PROJECT } from '../../fakes/fake-project';
import { brokenLaws } from '../../fixtures/drawing-laws';
import { expectSound } from '../../fixtures/edit-sequences';
import { BEGINNINGS, sequences } from '../../fixtures/random-edits';

/** The integration tests take the other thousands. */
const RUNS = 300;

afterEach(() => useProject.getState().load(EMPTY_PROJECT, null));

test('the laws hold of the drawings that edits begin with, and are broken by what breaks them', () => {
  expect(BEGINNINGS.flatMap(brokenLaws)).toEqual([]);
  const [, plain, nested] = BEGINNINGS;
  const twice = { ...plain!, nodes: plain!.nodes.map((node) => ({ ...node, name: 'same' })) };
  expect(brokenLaws(twice)).toEqual(['names are unique']);
  expect(brokenLaws({ ...nested!, composites: [] })).toContain('composites exist');
  const [inner, outer] = nested!.composites;
  const own = { ...inner!, nodes: outer!.nodes };
  expect(brokenLaws({ ...nested!, composites: [own, outer!] })).toContain('no composite contains itself');
});

test('whatever is edited, the document keeps its laws; undoing all gives the first one, redoing all the last', () => {
  useUi.setState({ toast: () => undefined });
  const edits = { outside: 0, inside: 0, deep: 0 };
  const unsubscribe = useProject.subscribe(({ project, scope }, before) => {
    if (project.graph === before.project.graph) return;
    edits[scope.length === 0 ? 'outside' : scope.length === 1 ? 'inside' : 'deep']++;
  });
  fc.assert(
    fc.property(sequences, (sequence) => expectSound(sequence)),
    { numRuns: RUNS, seed: 20_261 },
  );
  unsubscribe();
  // The inside of composite blocks is edited too, and that of those inside them.
  expect(edits.outside).toBeGreaterThan(RUNS);
  expect(edits.inside).toBeGreaterThan(RUNS);
  expect(edits.deep).toBeGreaterThan(RUNS / 4);
}, 120_000);
