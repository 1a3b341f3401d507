import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { nameLines } from '../../../renderer/canvas/afar/block-lines';
import { nextWhole } from '../../../renderer/canvas/afar/whole-blocks';
import { createWireWays, nearestWay } from '../../../renderer/canvas/afar/wire-ways';
import { createFlowAdapter } from '../../../renderer/canvas/flow-adapter';
import { drawing } from '../../fakes/fake-graph';

describe('a name on a tile', () => {
  test('is as large as its width allows, and broken behind underscores', () => {
    expect(nameLines('add', 0.3)).toEqual({ size: 44, lines: ['add'] });
    expect(nameLines('max_pooling2d_1', 0.3).lines).toEqual(['max_', 'pooling2d_', '1']);
  });

  test('is larger the farther away, and never in more than three lines', () => {
    const [near, far] = [0.3, 0.1].map((zoom) => nameLines('batch_normalization_12', zoom));
    expect(far!.size).toBeGreaterThan(near!.size);
    expect(far!.lines).toHaveLength(3);
    expect(far!.lines.at(-1)).toMatch(/…$/);
  });
});

describe('blocks become whole', () => {
  const view = { x: 0, y: 0, width: 1000, height: 600 };
  const blocks = Array.from({ length: 40 }, (_, i) => ({
    id: `b${i}`,
    position: { x: (i % 10) * 272, y: Math.floor(i / 10) * 192 },
  }));
  const settled = (from: ReadonlySet<string>) => {
    const steps = [from];
    for (;;) {
      const next = nextWhole(steps.at(-1)!, blocks, view);
      if (next === steps.at(-1)) return steps;
      steps.push(next);
    }
  };

  test('a few at a time, those in the middle first, until all in view are', () => {
    const steps = settled(new Set());
    expect(steps[1]).toHaveLength(4);
    expect([...steps[1]!]).toContain('b11');
    const inView = blocks.filter(({ position: { x, y } }) => x < view.width && y < view.height);
    expect(inView.every(({ id }) => steps.at(-1)!.has(id))).toBe(true);
    expect(steps.at(-1)!.has('b9')).toBe(false);
  });

  test('and cease to be only far out of view', () => {
    const last = settled(new Set(['b4', 'b9'])).at(-1)!;
    expect([last.has('b4'), last.has('b9')]).toEqual([true, false]);
  });
});

describe('wires that are only drawn', () => {
  const graph = drawing('a:Input b:Dense c:Output', 'a>b b>c');
  const flowOf = (moved: ReadonlyMap<string, { x: number; y: number }> | null) => ({
    graph,
    inference: inferGraph(graph),
    problems: [],
    selection: new Set<string>(),
    moved,
    resized: null,
    language: 'en' as const,
  });

  test('are found under the pointer', () => {
    const { nodes, edges } = createFlowAdapter()(flowOf(null));
    const ways = createWireWays()(nodes, edges);
    const { x, y } = ways[1]!.route.points[12]!;
    expect(nearestWay(ways, { x, y: y + 5 }, 11)).toBe('b>c');
    expect(nearestWay(ways, { x, y: y + 40 }, 11)).toBeNull();
  });

  test('are worked out again only where an end moves', () => {
    const adapt = createFlowAdapter();
    const waysOf = createWireWays();
    const first = adapt(flowOf(null));
    const before = waysOf(first.nodes, first.edges);
    const second = adapt(flowOf(new Map([['c', { x: 900, y: 90 }]])));
    const now = waysOf(second.nodes, second.edges);
    expect(now.map((way, i) => way === before[i])).toEqual([true, false]);
  });
});
