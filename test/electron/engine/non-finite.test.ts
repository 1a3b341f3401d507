import { describe, expect, test } from 'vitest';
import { allFinite, explainNonFinite } from '../../../electron/engine/non-finite';
import { EMPTY_GRAPH, type GraphNode } from '#shared/graph/document';
import { fakeState } from '../../fakes/fake-trainer';

const node = (id: string): GraphNode => ({
  id,
  type: 'Dense',
  name: `${id}_name`,
  params: {},
  trainable: true,
  bypassed: false,
  position: { x: 0, y: 0 },
});
const GRAPH = { ...EMPTY_GRAPH, nodes: ['head', 'dense', 'first'].map(node) };
const ORDER = ['first', 'dense', 'head'];

/** What is said when blocks give `outputs`, the step leaves `theta` and its loss is `loss`. */
const explain = (outputs: Record<string, number[]>, theta: number[], loss: number) =>
  explainNonFinite(
    {
      predict: async () =>
        new Map(ORDER.map((id) => [id, { shape: [1], data: Float32Array.from(outputs[id] ?? [0]) }])),
    },
    GRAPH,
    ORDER,
    {
      before: fakeState(),
      after: { ...fakeState(), theta: Float32Array.from(theta), step: 3 },
      slab: { x: new Float32Array(1), y: new Int32Array(1), batch: 1, steps: 1 },
      result: { losses: Float32Array.of(loss), metrics: {} },
    },
  );

describe('a step that is not finite', () => {
  test('is laid to the first block in the order of computation whose output is so', async () => {
    const { nodeId, received, message } = await explain(
      { dense: [1, Infinity], head: [Number.NaN] },
      [1, 1],
      Number.NaN,
    );
    expect([nodeId, received]).toEqual(['dense', 'Infinity']);
    expect(message.en).toContain('"dense_name"');
    expect(message.ko).toContain('"dense_name"');
  });

  test('is laid to the block whose weights it broke, when the outputs were fine', async () => {
    const { nodeId, received } = await explain({}, [1, Number.NaN], 1);
    expect([nodeId, received]).toEqual(['dense', 'NaN']);
  });

  test('is laid to the loss of the last block, when nothing else is wrong', async () => {
    const { nodeId, message } = await explain({}, [1, 1], Infinity);
    expect(nodeId).toBe('head');
    expect(message.en).toContain('loss');
  });
});

test('a vector is searched for every kind of number that is none', () => {
  expect(
    [[1, -2], [Number.NaN], [1, Infinity], [-Infinity], []].map((v) => allFinite(Float32Array.from(v))),
  ).toEqual([true, false, false, false, true]);
});
