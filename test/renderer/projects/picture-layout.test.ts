import { describe, expect, test } from 'vitest';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { parseProject } from '#shared/project/parse';
import { folded } from '../../../renderer/projects/fold-drawing';
import { pictureOf, PICTURED } from '../../../renderer/projects/picture-layout';
import { answers } from '../../../renderer/projects/search-projects';
import { STEP } from '../../../renderer/state/block-place';
import { createNode } from '../../../renderer/state/graph-edits';
import { EXAMPLES } from '../../fixtures/examples';

describe.each(EXAMPLES)('the picture of %s', (_name, text) => {
  const parsed = parseProject(text);
  const { graph } = parsed.ok ? parsed.value : { graph: { nodes: [], edges: [] } };
  const { box, blocks, wires } = pictureOf(graph);

  test('holds every block and wire, and no block covers another', () => {
    expect([blocks.length, wires.length]).toEqual([graph.nodes.length, graph.edges.length]);
    const outside = blocks.filter(
      ({ x, y }) =>
        x < box.x ||
        y < box.y ||
        x + PICTURED.width > box.x + box.width ||
        y + PICTURED.height > box.y + box.height,
    );
    const covered = blocks.filter((a) =>
      blocks.some(
        (b) => a !== b && Math.abs(a.x - b.x) < PICTURED.width && Math.abs(a.y - b.y) < PICTURED.height,
      ),
    );
    expect({ outside, covered }).toEqual({ outside: [], covered: [] });
  });

  test('is legible at the size of a card', () => {
    const scale = Math.min(300 / box.width, 128 / box.height);
    expect(34 * scale).toBeGreaterThan(7);
    expect(blocks.every(({ label }) => label !== '')).toBe(true);
  });
});

describe.each(
  EXAMPLES.flatMap(([, text]) => {
    const parsed = parseProject(text);
    return parsed.ok ? parsed.value.graph.composites.map((block) => [block.name, block] as const) : [];
  }),
)('the picture of the block %s', (_name, block) => {
  const { box, blocks, wires } = pictureOf(folded(block));

  test('is legible at the size of a card, and no block covers another', () => {
    expect([blocks.length, wires.length]).toEqual([block.nodes.length, block.edges.length]);
    expect(34 * Math.min(300 / box.width, 128 / box.height)).toBeGreaterThan(7);
    const places = blocks.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(blocks.length);
  });
});

test('a drawing of five columns stays as it is, a longer one goes on below', () => {
  const chain = (length: number) => ({
    nodes: Array.from({ length }, (_, i) => createNode(EMPTY_GRAPH, 'Dense', { x: i * STEP.x, y: 0 })),
    edges: [],
  });
  const five = chain(5);
  expect(folded(five)).toBe(five);
  expect(folded(chain(6)).nodes.map(({ position }) => [position.x / STEP.x, position.y / STEP.y])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [0, 1],
    [1, 1],
  ]);
});

test('an empty drawing has an empty picture', () => {
  expect(pictureOf({ nodes: [], edges: [] })).toMatchObject({ blocks: [], wires: [] });
});

describe('a search', () => {
  const entry = {
    title: { en: 'LeNet-5', ko: 'LeNet-5' },
    summary: { en: 'The network that read cheques', ko: '수표를 읽던 신경망' },
  };
  test.each([
    ['', true],
    ['lenet', true],
    ['LeNet 5', true],
    ['cheque net', true],
    ['수표', true],
    ['conv2d', true],
    ['lstm', false],
    ['lenet lstm', false],
  ])('for %j finds it: %s', (query, found) => {
    expect(answers(query, entry, ['Conv2D', 'Dense'])).toBe(found);
  });
});
