import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { parseProject } from '#shared/project/parse';
import type { GraphDoc } from '#shared/graph/document';
import { withBlock } from '../../../renderer/projects/insert-block';
import { chain } from '../../fixtures/drawings';
import { exampleText } from '../../fixtures/examples';

function drawingOf(name: string): GraphDoc {
  const parsed = parseProject(exampleText(name));
  if (!parsed.ok) throw new Error(`${name} is damaged`);
  return parsed.value.graph;
}

const RESNET = drawingOf('resnet');
const PLAIN = chain(
  ['Input', { shape: [28, 28, 1] }],
  ['Conv2D', { filters: 16, padding: 'same' }],
  'GlobalAveragePooling2D',
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

describe('a block of another network', () => {
  test('goes behind the selected block, and the network computes', () => {
    const { graph, id } = withBlock(PLAIN, RESNET, 'residual-down', 'conv2d', { x: 0, y: 0 });
    const wires = graph.edges.filter(({ source, target }) => source === id || target === id);
    const ends = wires.map(({ source, target }) =>
      target === id ? `${source} → block` : `block → ${target}`,
    );
    expect(ends.toSorted()).toEqual(['block → globalaveragepooling2d', 'conv2d → block']);
    const inference = inferGraph(graph);
    expect(inference.diagnostics).toEqual([]);
    expect(inference.nodes.get('globalaveragepooling2d')?.shape).toEqual([32]);
  });

  test('lies free where nothing is selected, and covers no other', () => {
    const { graph, id } = withBlock(PLAIN, RESNET, 'residual', null, { x: 0, y: 0 });
    const places = graph.nodes.map(({ position: { x, y } }) => `${x} ${y}`);
    expect(graph.edges).toEqual(PLAIN.edges);
    expect(graph.nodes.find((node) => node.id === id)?.name).toBe('residual_block');
    expect(places.filter((place) => place === places.at(-1))).toHaveLength(1);
  });

  test('brings its composite once, and no other', () => {
    const once = withBlock(PLAIN, RESNET, 'residual', null, { x: 0, y: 0 }).graph;
    const twice = withBlock(once, RESNET, 'residual', null, { x: 0, y: 0 }).graph;
    expect(twice.composites.map(({ id }) => id)).toEqual(['residual']);
    expect(new Set(twice.nodes.map(({ name }) => name)).size).toBe(twice.nodes.length);
  });

  test('that there is not changes nothing', () => {
    expect(withBlock(PLAIN, RESNET, 'none', null, { x: 0, y: 0 })).toEqual({ graph: PLAIN, id: null });
  });
});
