import { expect, test } from 'vitest';
import { nameOf, stepLabel } from '../../../renderer/state/step-label';
import { drawing } from '../../fakes/fake-graph';

const size = { width: 96, height: 64 };
const graph = {
  ...drawing('in:Input conv:Conv2D', 'in>conv'),
  frames: [{ id: 'f', title: 'Feature extractor of the network', position: { x: 0, y: 0 }, size }],
  notes: [{ id: 't', text: '', position: { x: 0, y: 0 }, size }],
};

test.each([
  [['conv'], 'conv', 'conv'],
  [['in', 'conv', 'in>conv'], '2 blocks', '블록 2개'],
  [['f'], 'Feature extractor of th…', 'Feature extractor of th…'],
  [['t'], 'a note', '메모'],
  [['f', 'conv'], '2 items', '항목 2개'],
  [['in>conv'], 'the wire in → conv', '연결선 in → conv'],
])('%j is called “%s”, “%s”', (ids, en, ko) => {
  expect(nameOf(graph, ids)).toEqual({ en, ko });
});

test('a step says what it did to what', () => {
  const label = stepLabel({ en: 'Delete', ko: '삭제' }, graph, new Set(['conv']));
  expect(label).toEqual({ en: 'Delete conv', ko: 'conv 삭제' });
});
