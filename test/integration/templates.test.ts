import { expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import { DATASETS } from '#shared/data/table';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { EXAMPLES } from '../fixtures/examples';
import { lossesOf, startEngine, trainAll } from './real-engine';

/** Few samples, so that each takes a second. */
function small(text: string): ProjectFile {
  const parsed = parseProject(text);
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]!.message.en);
  const { training, data } = parsed.value;
  const isPlane = DATASETS[data.dataset]!.source === 'generated';
  return {
    ...parsed.value,
    data: { ...data, limit: isPlane ? data.limit : 128 },
    training: { ...training, epochs: isPlane ? 10 : 2, batchSize: 16, validationSplit: 0, device: 'cpu' },
  };
}

const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

test('every ready network has no problem, and learns', { timeout: 600_000 }, async () => {
  const engine = await startEngine();
  const learned = new Map<string, readonly [first: number, last: number]>();
  for (const [name, text] of EXAMPLES) {
    const project = small(text);
    const info = await engine.call('engine.describeData', { data: project.data });
    const { graph, training, data } = project;
    // Of the whole data, as the project has it.
    const problems = checkProject({ graph, training, data, info: { ...info, trainCount: 9_000 } });
    expect([
      name,
      ...problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ]).toEqual([name]);
    const before = lossesOf(engine).length;
    await trainAll(engine, project);
    const losses = lossesOf(engine).slice(before);
    expect([name, losses.length > 8, losses.every(Number.isFinite)]).toEqual([name, true, true]);
    learned.set(name, [mean(losses.slice(0, 2)), mean(losses.slice(-4))]);
  }
  expect([...learned].filter(([, [first, last]]) => last >= first)).toEqual([]);
});
