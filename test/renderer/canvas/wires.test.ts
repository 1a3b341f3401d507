import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockAt, canSplice, createChannels, routeOf, wireAt } from '../../../renderer/canvas/find-wire';
import { distanceTo, wireRoute } from '../../../renderer/canvas/wire-route';
import { BLOCK } from '../../../renderer/state/block-place';
import { moveItems } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

const place = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
});
const channel = fc.option(fc.integer({ min: -2000, max: 2000 }));

test('a wire begins at its output and ends at its input, whichever way it goes', () => {
  fc.assert(
    fc.property(place, place, channel, (source, target, height) => {
      const { path, points } = wireRoute(source, target, height);
      expect(path.startsWith(`M${source.x},${source.y} `)).toBe(true);
      expect(path.endsWith(`${target.x},${target.y}`)).toBe(true);
      expect([points[0], points.at(-1)]).toEqual([source, target]);
      expect(path).not.toMatch(/NaN|Infinity/);
    }),
  );
});

test('distance is measured to the line, not only to its corners', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ];
  expect(distanceTo(line, { x: 50, y: 30 })).toBe(30);
  expect(distanceTo(line, { x: 103, y: 4 })).toBe(5);
});

describe('the wire under a place', () => {
  const graph = drawing('a:Input b:Dense c:Output', 'a>b b>c');
  const between = { x: (BLOCK.width + 300) / 2, y: BLOCK.height / 2 };

  test('is the nearest within reach', () => {
    expect(wireAt(graph, between, 20)).toBe('a>b');
    expect(wireAt(graph, { ...between, y: between.y + 15 }, 20)).toBe('a>b');
    expect(wireAt(graph, { ...between, x: between.x + 300 }, 20)).toBe('b>c');
    expect(wireAt(graph, { ...between, y: between.y + 25 }, 20)).toBeNull();
  });

  test('takes only blocks that data can pass through', () => {
    expect(['Conv2D', 'Add', 'Input', 'Output'].map(canSplice)).toEqual([true, true, false, false]);
  });
});

test('of blocks that cover a place, the one drawn last is found', () => {
  const graph = moveItems(drawing('a:Input b:Dense'), new Map([['b', { x: 40, y: 0 }]]));
  expect(blockAt(graph, { x: 100, y: 50 })).toBe('b');
  expect(blockAt(graph, { x: 10, y: 50 })).toBe('a');
  expect(blockAt(graph, { x: 10, y: 500 })).toBeNull();
});

describe('a wire', () => {
  const graph = drawing('a:Input b:Dense c:Add', 'a>b b>c a>c');
  const shortcut = graph.edges[2]!;
  const isBehindABlock = (drawn: typeof graph) =>
    routeOf(drawn, shortcut)!.points.some((point) => blockAt(drawn, point) === 'b');

  test('goes over a block between its ends', () => {
    expect(createChannels()(graph)(shortcut)).toBe(-16);
    expect(isBehindABlock(graph)).toBe(false);
  });

  test('goes under it where that is shorter', () => {
    const lower = moveItems(graph, new Map([['c', { x: 600, y: 120 }]]));
    expect(createChannels()(lower)(shortcut)).toBe(BLOCK.height + 16);
    expect(isBehindABlock(lower)).toBe(false);
  });

  test('is straight where nothing is in its way', () => {
    const clear = moveItems(graph, new Map([['b', { x: 300, y: 400 }]]));
    expect(createChannels()(clear)(shortcut)).toBeNull();
  });
});

test('channels of wires are the same whether looked for anew or remembered while blocks move, come and go', () => {
  const whole = drawing('a:Input b:Dense c:Dense d:Dense e:Add f:Output', 'a>b b>c c>d a>e d>e b>e e>f');
  const near = fc.record({ x: fc.integer({ min: -300, max: 1500 }), y: fc.integer({ min: -300, max: 300 }) });
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    place: fc.option(near, { freq: 4 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const remembered = createChannels();
      let graph = whole;
      for (const { id, place: to } of steps) {
        const isThere = graph.nodes.some((node) => node.id === id);
        // Without a place a block goes, or comes back.
        const others = graph.nodes.filter((node) => node.id !== id);
        const nodes = isThere ? others : [...graph.nodes, whole.nodes.find((node) => node.id === id)!];
        graph = to && isThere ? moveItems(graph, new Map([[id, to]])) : { ...graph, nodes };
        const [now, anew] = [remembered(graph), createChannels()(graph)];
        expect(graph.edges.map(now)).toEqual(graph.edges.map(anew));
      }
    }),
    { numRuns: 300 },
  );
});
