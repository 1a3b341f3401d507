import { describe, expect, test } from 'vitest';
import { walk, wireBeside } from '../../../renderer/canvas/walk';
import { moveItems } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

/** A row that forks above and below a shortcut and joins again. */
const forked = moveItems(
  drawing('in:Input up:Dense down:Dense sum:Add out:Output', 'in>up in>down up>sum down>sum sum>out'),
  new Map([
    ['up', { x: 300, y: -200 }],
    ['down', { x: 300, y: 150 }],
    ['sum', { x: 600, y: 0 }],
    ['out', { x: 0, y: 600 }],
  ]),
);

describe('arrow keys', () => {
  test('begin at the first block', () => {
    expect(walk(forked, null, 'right')).toBe('in');
    expect(walk(drawing(''), null, 'right')).toBeNull();
  });

  test('follow the wires, to the block nearest in height', () => {
    expect(walk(forked, 'in', 'right')).toBe('down');
    expect(walk(forked, 'down', 'right')).toBe('sum');
    expect(walk(forked, 'sum', 'right')).toBe('out');
    expect(walk(forked, 'out', 'left')).toBe('sum');
  });

  test('go to blocks beside: siblings first, else what lies nearest', () => {
    expect(walk(forked, 'down', 'up')).toBe('up');
    expect(walk(forked, 'up', 'down')).toBe('down');
    expect(walk(forked, 'down', 'down')).toBe('out');
    expect(walk(forked, 'up', 'up')).toBeNull();
  });

  test('reach blocks without wires, notes and the titles of frames', () => {
    const size = { width: 200, height: 100 };
    const graph = {
      ...drawing('a:Dense b:Dense'),
      notes: [{ id: 'note', text: 'hm', position: { x: 0, y: 300 }, size }],
      frames: [{ id: 'frame', title: 'F', position: { x: 0, y: -100 }, size: { width: 192, height: 900 } }],
    };
    expect(walk(graph, 'a', 'right')).toBe('b');
    expect(walk(graph, 'a', 'down')).toBe('note');
    expect(walk(graph, 'note', 'up')).toBe('a');
    expect(walk(graph, 'a', 'up')).toBe('frame');
  });

  test('lead from a wire to its ends and to wires beside it', () => {
    expect(wireBeside(forked, 'in', 'right')).toBe('in>down');
    expect(wireBeside(forked, 'in', 'left')).toBeNull();
    expect(walk(forked, 'in>down', 'up')).toBe('in>up');
    expect(walk(forked, 'in>up', 'up')).toBe('in>up');
    expect(walk(forked, 'in>up', 'right')).toBe('up');
    expect(walk(forked, 'in>up', 'left')).toBe('in');
    expect(walk(forked, 'up>sum', 'down')).toBe('down>sum');
  });
});
