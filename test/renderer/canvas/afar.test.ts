import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { nameLines } from '../../../renderer/canvas/afar/block-lines';
import { draggedOf, type Drawn, nearScene, split } from '../../../renderer/canvas/afar/drawn';
import { nextWhole } from '../../../renderer/canvas/afar/whole-blocks';
import { createWireWays, nearestWay } from '../../../renderer/canvas/afar/wire-ways';
import { createBlocks } from '../../../renderer/canvas/block-data';
import { createFlowAdapter } from '../../../renderer/canvas/flow-adapter';
import { dragTo, endDrag } from '../../../renderer/canvas/moving-blocks';
import type { Point } from '../../../renderer/state/block-place';
import { useProject } from '../../../renderer/state/project-store';
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
  const blocks = createBlocks()({ graph, inference: inferGraph(graph), problems: [] });
  const flowOf = (moved: ReadonlyMap<string, { x: number; y: number }> | null) => ({
    graph,
    blocks,
    problems: [],
    selection: new Set<string>(),
    moved,
    resized: null,
  });

  test('are found under the pointer', () => {
    const flow = createFlowAdapter()(flowOf(null));
    const ways = createWireWays()(flow.drawn, flow.edges);
    const { x, y } = ways[1]!.route.points[12]!;
    expect(nearestWay(ways, { x, y: y + 5 }, 11)).toBe('b>c');
    expect(nearestWay(ways, { x, y: y + 40 }, 11)).toBeNull();
  });

  test('are worked out again only where an end moves', () => {
    const adapt = createFlowAdapter();
    const waysOf = createWireWays();
    const first = adapt(flowOf(null));
    const before = waysOf(first.drawn, first.edges);
    const second = adapt(flowOf(new Map([['c', { x: 900, y: 90 }]])));
    const now = waysOf(second.drawn, second.edges);
    expect(now.map((way, i) => way === before[i])).toEqual([true, false]);
  });
});

describe('while blocks are dragged', () => {
  const graph = drawing('a:Input b:Dense c:Dense d:Output', 'a>b b>c c>d');
  const { drawn: blocks, edges } = createFlowAdapter()({
    graph,
    blocks: createBlocks()({ graph, inference: inferGraph(graph), problems: [] }),
    problems: [],
    selection: new Set<string>(),
    moved: null,
    resized: null,
  });
  const wires = createWireWays()(blocks, edges);
  const idsOf = (drawn: Pick<Drawn, 'blocks' | 'wires'>) => [
    drawn.blocks.map(({ id }) => id),
    drawn.wires.map(({ edge }) => edge.id),
  ];
  const below = ({ x, y }: Point): Point => ({ x, y: y + 80 });
  const dragged = (...ids: string[]) => {
    const places = blocks.filter(({ id }) => ids.includes(id)).map((b) => [b.id, below(b.position)] as const);
    dragTo(new Map(places), { domNode: null, transform: [0, 0, 1] });
  };
  beforeEach(() => useProject.setState(({ project }) => ({ project: { ...project, graph } })));
  afterEach(() => void endDrag());

  test('from very far away they are one picture with the wires between them; other wires follow', () => {
    const shown = { blocks, wires, distance: 'tile', page: { blocks: [], wires: [] } } as const;
    expect(idsOf(split(shown).standing)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a>b', 'b>c', 'c>d'],
    ]);
    dragged('b', 'c');
    const parts = split(shown);
    expect(idsOf(parts.standing)).toEqual([['a', 'd'], []]);
    expect(idsOf(parts.moving)).toEqual([['b', 'c'], ['b>c']]);
    expect(parts.moving.wires[0]).toBe(wires[1]);
    expect(parts.by).toEqual({ x: 0, y: 80 });
    expect(idsOf(parts.hanging)).toEqual([[], ['a>b', 'c>d']]);
    const end = parts.hanging.wires[0]!.route.points.at(-1)!;
    expect(end).toEqual(below(wires[0]!.route.points.at(-1)!));
    expect(parts.hanging.wires[0]!.route.points[0]).toEqual(wires[0]!.route.points[0]);
    expect(draggedOf(parts).blocks.map(({ position }) => position)).toEqual(
      [blocks[1]!, blocks[2]!].map(({ position }) => below(position)),
    );
  });

  test('from near the wires of the page that hang on them are drawn, and what was out of view', () => {
    const shown = { blocks: [], wires: [], distance: 'near', page: { blocks, wires } } as const;
    const [first] = blocks;
    const rested = {
      transform: [-first!.position.x, -first!.position.y, 1] as [number, number, number],
      width: 5000,
      height: 500,
    };
    expect(idsOf(nearScene(shown, rested))).toEqual([[], []]);
    dragged('b');
    expect(idsOf(nearScene(shown, rested))).toEqual([[], ['a>b', 'b>c']]);
    const elsewhere = { ...rested, transform: [9000, 9000, 1] as [number, number, number] };
    const scene = nearScene(shown, elsewhere);
    expect(idsOf(scene)).toEqual(idsOf({ blocks, wires }));
    expect(scene.blocks[1]!.position).toEqual(below(blocks[1]!.position));
    expect(scene.blocks[2]).toBe(blocks[2]);
  });
});
