import { describe, expect, it } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { EMPTY_GRAPH, type GraphNode } from '#shared/graph/document';
import { computed } from './computed';

describe('Dot', () => {
  it('gives one number for two vectors', () => {
    expect(
      computed('Dot', [[3], [3]], {}, [
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual({
      output: [32],
      gradients: [
        [4, 5, 6],
        [1, 2, 3],
      ],
    });
  });

  it('lets every vector of the first input meet every vector of the second', () => {
    const [x, y] = [
      [1, 0, 0, 1],
      [1, 2, 3, 4, 5, 6],
    ];
    expect(
      computed(
        'Dot',
        [
          [2, 2],
          [3, 2],
        ],
        {},
        [x, y],
      ).output,
    ).toEqual([1, 3, 5, 2, 4, 6]);
    expect(
      computed(
        'Dot',
        [
          [2, 2],
          [2, 3],
        ],
        { axes: [2, 1] },
        [x, y],
      ).output,
    ).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('gives the cosine when normalized, and 0 for a vector of zeros', () => {
    const cosine = (x: number[], y: number[]) =>
      computed('Dot', [[2], [2]], { normalize: true }, [x, y]).output;
    expect(cosine([3, 4], [4, 3])).toEqual([0.96]);
    expect(cosine([0, 0], [4, 3])).toEqual([0]);
  });
});

describe('Subtract', () => {
  it('takes two wires and no more', () => {
    const block = (id: string, type: string): GraphNode => ({
      id,
      type,
      name: id,
      params: type === 'Input' ? { shape: [4] } : {},
      trainable: true,
      bypassed: false,
      position: { x: 0, y: 0 },
    });
    const wire = (i: number) => ({
      id: `wire${i}`,
      source: 'input',
      sourcePort: 'out',
      target: 'difference',
      targetPort: 'in',
    });
    const draw = (wires: number) => ({
      ...EMPTY_GRAPH,
      nodes: [block('input', 'Input'), block('difference', 'Subtract')],
      edges: Array.from({ length: wires }, (_, i) => wire(i)),
    });
    expect(inferGraph(draw(2)).diagnostics).toEqual([]);
    expect(inferGraph(draw(3)).diagnostics).toMatchObject([
      { code: 'too-many-inputs', edgeId: 'wire2', expected: { en: 'at most 2 wires' }, received: '3' },
    ]);
  });
});
