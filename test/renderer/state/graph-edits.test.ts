import { describe, expect, test } from 'vitest';
import { BLOCK, GAP, STEP } from '../../../renderer/state/block-place';
import {
  addNode,
  connect,
  createNode,
  findNode,
  insertAfter,
  moveItems,
  pasteItems,
  reconnect,
  removeItems,
  spliceNode,
  updateNode,
  type Wire,
} from '../../../renderer/state/graph-edits';
import { drawing, wiresOf } from '../../fakes/fake-graph';

const NO_ITEMS = { nodes: [], edges: [], frames: [], notes: [], composites: [] };

const chain = drawing('in:Input conv:Conv2D flat:Flatten out:Output', 'in>conv conv>flat flat>out');
const wire = (source: string, target: string): Wire => ({
  source,
  sourcePort: 'out',
  target,
  targetPort: 'in',
});
const x = (graph: typeof chain, id: string) => findNode(graph, id)!.position.x;

describe('names', () => {
  test('follow Keras, and count up where one is taken', () => {
    let graph = drawing('');
    const types = ['Conv2D', 'Conv2D', 'GlobalAveragePooling2D', 'BatchNormalization', 'Conv2D'];
    for (const type of types) graph = addNode(graph, createNode(graph, type, { x: 0, y: 0 }));
    expect(graph.nodes.map(({ name }) => name)).toEqual([
      'conv2d',
      'conv2d_1',
      'global_average_pooling2d',
      'batch_normalization',
      'conv2d_2',
    ]);
  });

  test('of copies keep what was typed where it is free', () => {
    const graph = updateNode(chain, 'conv', (node) => ({ ...node, name: 'edges_3' }));
    const { nodes } = pasteItems(
      graph,
      { ...NO_ITEMS, nodes: graph.nodes.slice(1, 2) },
      { x: 0, y: 0 },
    ).graph;
    expect(nodes.at(-1)!.name).toBe('edges_1');
    const other = pasteItems(
      drawing(''),
      { ...NO_ITEMS, nodes: graph.nodes.slice(1, 2) },
      { x: 0, y: 0 },
    ).graph;
    expect(other.nodes[0]!.name).toBe('edges_3');
  });
});

describe('deleting', () => {
  test.each([
    ['joins the blocks before and behind', ['conv'], true, 'in>flat flat>out'],
    ['joins across several blocks', ['conv', 'flat'], true, 'in>out'],
    [
      'joins across blocks that were selected with their wires',
      ['conv', 'in>conv', 'conv>flat'],
      true,
      'in>flat flat>out',
    ],
    ['leaves the chain cut when asked to', ['conv'], false, 'flat>out'],
    ['of a wire alone takes only the wire', ['conv>flat'], true, 'in>conv flat>out'],
  ])('%s', (_name, ids, heal, expected) => {
    expect(wiresOf(removeItems(chain, new Set(ids), heal))).toBe(expected);
  });

  test('keeps the order of a merging layer’s inputs', () => {
    const graph = drawing('in:Input a:Dense b:Dense sum:Concatenate', 'in>a in>b a>sum b>sum');
    expect(wiresOf(removeItems(graph, new Set(['a'])))).toBe('in>b in>sum b>sum');
  });

  test('does not double the shortcut around a residual block', () => {
    const graph = drawing('in:Input conv:Conv2D sum:Add', 'in>conv in>sum conv>sum');
    expect(wiresOf(removeItems(graph, new Set(['conv'])))).toBe('in>sum');
  });
});

describe('splicing', () => {
  test('puts a block into a wire, onto its row, and what lies behind makes room', () => {
    const tight = moveItems(chain, new Map([['flat', { x: 300 + STEP.x, y: 0 }]]));
    const node = { ...createNode(tight, 'Dropout', { x: 460, y: 30 }), id: 'new' };
    const graph = spliceNode(tight, 'conv>flat', node);
    expect(wiresOf(graph)).toBe('in>conv conv>new new>flat flat>out');
    expect(findNode(graph, 'new')!.position).toEqual({ x: 300 + STEP.x, y: 0 });
    expect(x(graph, 'flat') - x(graph, 'new')).toBe(STEP.x);
    expect(x(graph, 'out')).toBeGreaterThan(x(graph, 'flat') + BLOCK.width);
    expect([x(graph, 'in'), x(graph, 'conv')]).toEqual([0, 300]);
  });

  test('takes a loose block of the drawing', () => {
    const graph = addNode(chain, { ...createNode(chain, 'Dropout', { x: 900, y: 900 }), id: 'loose' });
    const spliced = spliceNode(graph, 'flat>out', findNode(graph, 'loose')!);
    expect(wiresOf(spliced)).toBe('in>conv conv>flat flat>loose loose>out');
    expect(spliced.nodes).toHaveLength(5);
  });

  test('leaves the wire alone for a block without an output', () => {
    const node = { ...createNode(chain, 'Output', { x: 0, y: 500 }), id: 'new' };
    expect(wiresOf(spliceNode(chain, 'in>conv', node))).toBe(wiresOf(chain));
  });
});

describe('inserting after a block', () => {
  test('takes over all that followed it', () => {
    const graph = drawing('in:Input a:Dense b:Dense', 'in>a in>b');
    const node = { ...createNode(graph, 'Dropout', { x: 0, y: 0 }), id: 'new' };
    const inserted = insertAfter(graph, 'in', node);
    expect(wiresOf(inserted)).toBe('new>a new>b in>new');
    expect(x(inserted, 'new')).toBe(BLOCK.width + GAP.x);
  });

  test('adds an Output beside what follows', () => {
    const node = { ...createNode(chain, 'Output', { x: 0, y: 0 }), id: 'new' };
    expect(wiresOf(insertAfter(chain, 'conv', node))).toBe(`${wiresOf(chain)} conv>new`);
  });
});

describe('wires', () => {
  test('into a single input replace the one it has; a merging layer keeps all', () => {
    expect(wiresOf(connect(chain, wire('in', 'flat')))).toBe('in>conv flat>out in>flat');
    const merging = drawing('in:Input a:Dense sum:Add', 'in>a in>sum');
    expect(wiresOf(connect(merging, wire('a', 'sum')))).toBe('in>a in>sum a>sum');
  });

  test('into a full input replace its newest', () => {
    const full = drawing('a:Input b:Input c:Input both:Dot', 'a>both b>both');
    expect(wiresOf(connect(full, wire('c', 'both')))).toBe('a>both c>both');
    expect(wiresOf(reconnect(full, 'a>both', wire('c', 'both')))).toBe('c>both b>both');
  });

  test('plugged in elsewhere keep their place and give up what was there', () => {
    const merging = drawing('in:Input a:Dense b:Dense sum:Add', 'in>a a>sum in>sum');
    expect(wiresOf(reconnect(merging, 'a>sum', wire('b', 'sum')))).toBe('in>a b>sum in>sum');
    expect(wiresOf(reconnect(chain, 'flat>out', wire('flat', 'conv')))).toBe('conv>flat flat>conv');
  });
});

test('moving blocks to where they are changes nothing', () => {
  expect(moveItems(chain, new Map([['conv', { x: 300, y: 0 }]]))).toBe(chain);
});

test('copies have ids of their own and keep the wires among them only', () => {
  const { graph, ids } = pasteItems(
    chain,
    { ...NO_ITEMS, nodes: chain.nodes.slice(0, 2), edges: chain.edges },
    { x: 10, y: 20 },
  );
  expect(ids).toHaveLength(2);
  expect(graph.edges.slice(3).map(({ source, target }) => [source, target])).toEqual([ids]);
  expect(findNode(graph, ids[1]!)!.position).toEqual({ x: 310, y: 20 });
});
