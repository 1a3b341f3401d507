import { expect, test } from 'vitest';
import { inferGraph } from '../../../shared/compile/infer';
import { EMPTY_GRAPH, type GraphDoc } from '../../../shared/graph/document';
import { connect, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { summaryRows, summaryText } from '../../../renderer/inspector/summary';

/** Dense drawn before the Input that feeds it, and frozen. */
function drawing(): GraphDoc {
  const at = { x: 0, y: 0 };
  const dense = { ...createNode(EMPTY_GRAPH, 'Dense', at, { units: 10 }), id: 'd', trainable: false };
  const input = { ...createNode(EMPTY_GRAPH, 'Input', at, { shape: [784] }), id: 'i' };
  return connect({ ...EMPTY_GRAPH, nodes: [dense, input] }, createEdge('i', 'd'));
}

test('the summary lists blocks in the order of the data, as Keras prints them', () => {
  const graph = drawing();
  const inference = inferGraph(graph);
  expect(summaryText('Net', summaryRows(graph, inference), inference)).toBe(
    [
      'Model: "Net"',
      '────────────────────────────────────',
      'Layer (type)   Output Shape  Param #',
      '════════════════════════════════════',
      'input (Input)  (None, 784)         0',
      'dense (Dense)  (None, 10)      7,850',
      '────────────────────────────────────',
      'Total params: 7,850',
      'Trainable params: 0',
      'Non-trainable params: 7,850',
      '',
    ].join('\n'),
  );
});

test('a block without a shape has none in the summary', () => {
  const graph = { ...drawing(), edges: [] };
  const rows = summaryRows(graph, inferGraph(graph));
  expect(rows.find(({ id }) => id === 'd')).toMatchObject({ shape: undefined, params: 0 });
});
