import { expect, test } from 'vitest';
import {
  checkConnection,
  type End,
  oppositeEnd,
  refusalOf,
  wireBetween,
} from '../../../renderer/canvas/connection-rules';
import { drawing } from '../../fakes/fake-graph';

const graph = drawing('in:Input a:Dense b:Dense sum:Add out:Output', 'in>a a>b a>sum b>sum sum>out');
const output = (nodeId: string): End => ({ nodeId, port: 'out', side: 'out' });
const input = (nodeId: string): End => ({ nodeId, port: 'in', side: 'in' });

test.each<[string, End, End, string | null]>([
  ['a block to itself', output('a'), input('a'), 'connection-to-itself'],
  ['an output to an output', output('a'), output('b'), 'connection-direction'],
  ['an input to an input', input('a'), input('b'), 'connection-direction'],
  ['into an Input', output('a'), input('in'), 'connection-no-port'],
  ['out of an Output', input('a'), output('out'), 'connection-no-port'],
  ['the same wire twice', output('b'), input('sum'), 'connection-duplicate'],
  ['the same wire twice, drawn from its end', input('sum'), output('b'), 'connection-duplicate'],
  ['back to a block before', output('b'), input('a'), 'connection-cycle'],
  ['back across several blocks', output('sum'), input('a'), 'connection-cycle'],
  ['a further wire into a merging layer', output('in'), input('sum'), null],
  ['a wire into an input that has one', output('in'), input('b'), null],
  ['a wire drawn from its end', input('b'), output('in'), null],
])('%s', (_name, from, to, code) => {
  expect(refusalOf(graph, from, to)?.code ?? null).toBe(code);
});

test('the wire that is plugged in elsewhere does not count', () => {
  const back = { source: 'b', sourcePort: 'out', target: 'a', targetPort: 'in' };
  expect(checkConnection(graph, back)?.code).toBe('connection-cycle');
  expect(checkConnection(graph, back, 'a>b')).toBeNull();
});

test('a refusal names the block, what was expected and what was found, in both languages', () => {
  expect(refusalOf(graph, output('b'), input('a'))).toEqual({
    code: 'connection-cycle',
    severity: 'error',
    nodeId: 'a',
    message: {
      en: 'Data would run in a circle: a leads to b already.',
      ko: '데이터가 순환하게 됩니다. a의 출력이 이미 b(으)로 이어집니다.',
    },
    expected: { en: 'a block that does not come before', ko: '앞쪽에 있지 않은 블록' },
    received: { en: 'a → … → b', ko: 'a → … → b' },
  });
});

test('a wire dropped anywhere on a block reaches the port that fits', () => {
  expect(oppositeEnd(graph, output('in'), 'sum')).toEqual(input('sum'));
  expect(oppositeEnd(graph, input('sum'), 'in')).toEqual(output('in'));
  expect(oppositeEnd(graph, output('a'), 'in')).toEqual({ nodeId: 'in', port: '', side: 'in' });
});

test('a wire runs from output to input, whichever end was touched first', () => {
  const wire = { source: 'a', sourcePort: 'out', target: 'b', targetPort: 'in' };
  expect(wireBetween(output('a'), input('b'))).toEqual(wire);
  expect(wireBetween(input('b'), output('a'))).toEqual(wire);
});
