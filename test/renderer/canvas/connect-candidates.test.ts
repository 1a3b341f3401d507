import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { connectCandidates, connectStarts, endName } from '../../../renderer/canvas/connect-candidates';
import { foreseenProblem } from '../../../renderer/canvas/foreseen';
import { drawing } from '../../fakes/fake-graph';

const graph = drawing(
  'in:Input conv:Conv2D flat:Flatten out:Output loose:Dense',
  'in>conv conv>flat flat>out',
);
const names = (id: string, turn = 0) =>
  connectCandidates(graph, connectStarts(graph, id)[turn]!).map(
    ({ end, refusal }) => `${end.nodeId}${refusal ? ` ${refusal.code}` : ''}`,
  );

describe('what a block can be connected with', () => {
  test('by its output: the nearest first, refusals last with their reason', () => {
    expect(names('conv')).toEqual(['out', 'loose', 'in connection-no-port', 'flat connection-duplicate']);
  });

  test('by its input: outputs that do not come behind it', () => {
    expect(names('loose', 1)).toEqual(['flat', 'conv', 'in', 'out connection-no-port']);
    expect(names('conv', 1)).toEqual([
      'loose',
      'in connection-duplicate',
      'flat connection-cycle',
      'out connection-no-port',
    ]);
  });

  test('and where a wire can be plugged in elsewhere, at either end', () => {
    expect(names('conv>flat')).toEqual(['out', 'loose', 'in connection-no-port']);
    expect(names('conv>flat', 1)).toEqual(['in', 'loose', 'out connection-no-port']);
  });

  test('nothing where there is no such block', () => {
    expect(connectStarts(graph, 'gone')).toEqual([]);
  });
});

test('ends are called by their block, and by their port where it has several', () => {
  expect(endName(graph, { nodeId: 'conv', port: 'out', side: 'out' })).toBe('conv');
});

describe('a wire that would not fit', () => {
  const outOf = (nodeId: string) => ({ nodeId, port: 'out', side: 'out' }) as const;
  const into = (nodeId: string) => ({ nodeId, port: 'in', side: 'in' }) as const;
  test('is told of before it is drawn', () => {
    const flatConv = drawing('in:Input flat:Flatten conv:Conv2D', 'in>flat');
    const inference = inferGraph(flatConv);
    expect(foreseenProblem(flatConv, inference, outOf('flat'), into('conv'), undefined)?.nodeId).toBe('conv');
    expect(foreseenProblem(flatConv, inference, outOf('in'), into('conv'), undefined)).toBeNull();
  });
});
