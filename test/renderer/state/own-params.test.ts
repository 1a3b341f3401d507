import { describe, expect, test } from 'vitest';
import { completeParams } from '#shared/compile/infer';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { LAYERS } from '#shared/layers/table';
import { addNode, createNode, setParam } from '../../../renderer/state/graph-edits';
import { ownParams } from '../../../renderer/state/own-params';

const PLACE = { x: 0, y: 0 };

describe('A block says of its parameters', () => {
  test.each(Object.entries(LAYERS))('nothing while %s has its defaults', (type, layer) => {
    const node = createNode(EMPTY_GRAPH, type, PLACE, defaultParams(layer.params));
    expect(node.params).toEqual({});
    expect(completeParams(layer, node.params)).toEqual(defaultParams(layer.params));
  });

  test('what differs from the defaults, and no more once it is set back', () => {
    const node = createNode(EMPTY_GRAPH, 'Conv2D', PLACE, { filters: 5, strides: [1, 1], padding: 'same' });
    expect(node.params).toEqual({ filters: 5, padding: 'same' });
    const graph = addNode(EMPTY_GRAPH, node);
    const changed = setParam(graph, node.id, 'strides', [2, 2]);
    expect(changed.nodes[0]!.params).toEqual({ filters: 5, padding: 'same', strides: [2, 2] });
    const back = setParam(setParam(changed, node.id, 'strides', [1, 1]), node.id, 'padding', 'valid');
    expect(back.nodes[0]!.params).toEqual({ filters: 5 });
  });

  test('everything that its type does not know', () => {
    expect(ownParams('Dense', { units: 64, colour: 'red' })).toEqual({ colour: 'red' });
    expect(ownParams('FromTheFuture', { depth: 3 })).toEqual({ depth: 3 });
  });
});
