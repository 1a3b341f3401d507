import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { CheckSource } from '#shared/compile/check-source';
import { compileForward } from '#shared/compile/forward';
import { inferGraph } from '#shared/compile/infer';
import { compileTraining } from '#shared/compile/training';
import type { DatasetInfo } from '#shared/data/config';
import { projectSchema } from '#shared/project/schema';
import { DIGITS, POINTS } from '../../fixtures/drawings';
import { EXAMPLES } from '../../fixtures/examples';
import { mutatedJson } from '../../fixtures/mutations';

/** In all, so that more examples do not take longer. */
const RUNS = Math.ceil(2000 / EXAMPLES.length);

/** Compiling much larger networks only takes time. */
const MOST_PARAMETERS = 300_000;

const hasError = (source: CheckSource): boolean =>
  checkProject(source).some(({ severity }) => severity === 'error');

/** Whether the compiler takes what the check found nothing wrong with. */
function compiles(source: CheckSource & { readonly info: DatasetInfo }): boolean {
  if (inferGraph(source.graph).params > MOST_PARAMETERS) return true;
  const fetches = source.graph.nodes.map(({ id }) => id);
  return (
    compileTraining(source, { batch: 2 }).ok && compileForward(source, { batch: 2, fetches, losses: true }).ok
  );
}

describe.each(EXAMPLES)('%s with odd values in its drawing', (_name, text) => {
  const project = projectSchema.parse(JSON.parse(text));
  const { graph, training, data } = project;
  const info = data.dataset === 'mnist' ? DIGITS : POINTS;
  const mutated = mutatedJson({ graph, training }, 2).map((json) =>
    projectSchema.safeParse({ ...project, ...(json as object) }),
  );

  test('is checked without breaking down, and compiled when nothing is wrong', () => {
    let checked = 0;
    let compiled = 0;
    fc.assert(
      fc.property(mutated, (parsed) => {
        if (!parsed.success) return;
        checked++;
        const source = { ...parsed.data, info };
        if (hasError(source)) return;
        compiled++;
        expect(compiles(source)).toBe(true);
      }),
      { numRuns: RUNS },
    );
    // Or the mutations would test nothing.
    expect([checked > RUNS / 4, compiled > RUNS / 40]).toEqual([true, true]);
  }, 60_000);
});
