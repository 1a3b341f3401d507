import { describe, expect, test } from 'vitest';
import { delicate } from './projects';
import { numbersOf, startEngine, trainAll } from './real-engine';

describe('the numbers of a project', () => {
  test('are forgotten when another one is opened, even while it trains', async () => {
    const engine = await startEngine();
    const project = delicate({ epochs: 1 });
    await engine.call('engine.setProject', { project });
    const fresh = await numbersOf(engine);

    await trainAll(engine, project);
    const trained = await numbersOf(engine);
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    await engine.call('engine.setProject', { project, another: true });

    expect(await engine.call('engine.status', {})).toMatchObject({
      state: 'idle',
      runId: null,
      step: 0,
      epoch: 0,
    });
    const now = await numbersOf(engine);
    expect(now).toEqual(fresh);
    expect(now).not.toEqual(trained);
  });

  test('stay with a block that is renamed', async () => {
    const engine = await startEngine();
    const project = delicate({ epochs: 1 });
    await trainAll(engine, project);
    const trained = await engine.call('engine.evaluate', { split: 'test' });
    const nodes = project.graph.nodes.map((node) => ({ ...node, name: `${node.name}_renamed` }));
    await engine.call('engine.setProject', { project: { ...project, graph: { ...project.graph, nodes } } });
    expect(await engine.call('engine.evaluate', { split: 'test' })).toEqual(trained);
  });
});
