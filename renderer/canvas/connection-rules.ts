import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { findNode, portsOf, sameWire, type Wire } from '../state/graph-edits';
import { portSide } from '../state/port-blocks';
import { reachableFrom } from '../state/reachable';

/** One end of a wire: a port of a block. */
export interface End {
  readonly nodeId: string;
  readonly port: string;
  readonly side: 'in' | 'out';
}

/** The wire between two ends, whichever was touched first; null between two inputs or two outputs. */
export function wireBetween(a: End, b: End): Wire | null {
  if (a.side === b.side) return null;
  const [from, to] = a.side === 'out' ? [a, b] : [b, a];
  return { source: from.nodeId, sourcePort: from.port, target: to.nodeId, targetPort: to.port };
}

/** The port of a block that a wire dropped anywhere on it reaches; nameless where the block has none for it. Null without the block. */
export function oppositeEnd(graph: GraphDoc, from: End, nodeId: string): End | null {
  const node = findNode(graph, nodeId);
  if (!node) return null;
  const { inputs, outputs } = portsOf(graph, node);
  const [side, ports] = from.side === 'out' ? (['in', inputs] as const) : (['out', outputs] as const);
  return { nodeId, port: ports[0]?.name ?? '', side };
}

/**
 * Why a wire between two ends cannot be drawn; null when it can. `plugged` is the wire that is plugged in elsewhere by this and does not
 * count. A full input is no reason: it gives up a wire.
 */
export function refusalOf(graph: GraphDoc, from: End, to: End, plugged?: string): Diagnostic | null {
  if (from.nodeId === to.nodeId) return toItself(graph, to);
  const wire = wireBetween(from, to);
  return wire ? checkConnection(graph, wire, plugged) : wrongDirection(to);
}

/** As `refusalOf`, for a wire from an output to an input. */
export function checkConnection(graph: GraphDoc, wire: Wire, plugged?: string): Diagnostic | null {
  const [source, target] = [findNode(graph, wire.source), findNode(graph, wire.target)];
  if (!source || !target) return missingBlock(wire);
  if (source === target) return toItself(graph, { nodeId: target.id, port: wire.targetPort, side: 'in' });
  if (!portsOf(graph, source).outputs.some(({ name }) => name === wire.sourcePort))
    return noPort(source.id, source.name, 'out');
  if (!portsOf(graph, target).inputs.some(({ name }) => name === wire.targetPort))
    return noPort(target.id, target.name, 'in');
  if (portSide(source) !== null && portSide(target) !== null) return portToPort(target.id);
  const edges = graph.edges.filter(({ id }) => id !== plugged);
  if (edges.some((edge) => sameWire(edge, wire))) return duplicate(target.id, source.name, target.name);
  if (reachableFrom(edges, new Set([target.id])).has(source.id))
    return circle(target.id, source.name, target.name);
  return null;
}

const refusal = (
  code: string,
  nodeId: string,
  message: Localized,
  expected: Localized,
  received: Localized,
): Diagnostic => ({ code, severity: 'error', nodeId, message, expected, received });

const toItself = (graph: GraphDoc, { nodeId }: End): Diagnostic => {
  const name = findNode(graph, nodeId)?.name ?? nodeId;
  return refusal(
    'connection-to-itself',
    nodeId,
    {
      en: `${name} cannot feed itself: data runs forward only.`,
      ko: `${name}의 출력을 자기 자신의 입력으로 쓸 수 없습니다. 데이터는 앞으로만 흐릅니다.`,
    },
    { en: 'another block', ko: '다른 블록' },
    { en: 'the same block', ko: '같은 블록' },
  );
};

const wrongDirection = ({ nodeId, side }: End): Diagnostic =>
  refusal(
    'connection-direction',
    nodeId,
    side === 'out'
      ? {
          en: 'An output cannot feed an output. Drop the wire on the left side of a block.',
          ko: '출력끼리는 이을 수 없습니다. 블록의 왼쪽(입력)에 놓으세요.',
        }
      : {
          en: 'An input cannot feed an input. Drop the wire on the right side of a block.',
          ko: '입력끼리는 이을 수 없습니다. 블록의 오른쪽(출력)에 놓으세요.',
        },
    { en: 'an output and an input', ko: '출력 하나와 입력 하나' },
    side === 'out' ? { en: 'two outputs', ko: '출력 두 개' } : { en: 'two inputs', ko: '입력 두 개' },
  );

const noPort = (nodeId: string, name: string, side: 'in' | 'out'): Diagnostic =>
  refusal(
    'connection-no-port',
    nodeId,
    side === 'in'
      ? {
          en: `${name} takes no input: the network begins there.`,
          ko: `${name}에는 입력이 없습니다. 신경망이 시작되는 곳입니다.`,
        }
      : {
          en: `${name} gives no output: the network ends there.`,
          ko: `${name}에는 출력이 없습니다. 신경망이 끝나는 곳입니다.`,
        },
    side === 'in'
      ? { en: 'a block with an input', ko: '입력이 있는 블록' }
      : { en: 'a block with an output', ko: '출력이 있는 블록' },
    { en: name, ko: name },
  );

const duplicate = (nodeId: string, from: string, to: string): Diagnostic =>
  refusal(
    'connection-duplicate',
    nodeId,
    {
      en: `${from} is connected to ${to} already.`,
      ko: `${from}에서 ${to}(으)로 가는 연결선이 이미 있습니다.`,
    },
    { en: 'two blocks that are not connected', ko: '연결되지 않은 두 블록' },
    { en: 'a second wire between the same ports', ko: '같은 포트 사이의 두 번째 연결선' },
  );

const circle = (nodeId: string, from: string, to: string): Diagnostic =>
  refusal(
    'connection-cycle',
    nodeId,
    {
      en: `Data would run in a circle: ${to} leads to ${from} already.`,
      ko: `데이터가 순환하게 됩니다. ${to}의 출력이 이미 ${from}(으)로 이어집니다.`,
    },
    { en: 'a block that does not come before', ko: '앞쪽에 있지 않은 블록' },
    { en: `${to} → … → ${from}`, ko: `${to} → … → ${from}` },
  );

const portToPort = (nodeId: string): Diagnostic =>
  refusal(
    'connection-port-to-port',
    nodeId,
    {
      en: 'A wire from port to port would pass by the composite block: put a layer in between.',
      ko: '포트와 포트를 바로 이으면 합성 블록을 거치지 않습니다. 사이에 층을 놓으세요.',
    },
    { en: 'a layer at one end', ko: '한쪽 끝에 있는 층' },
    { en: 'two ports', ko: '포트 두 개' },
  );

const missingBlock = ({ source, target }: Wire): Diagnostic =>
  refusal(
    'connection-missing-block',
    target,
    { en: 'The block is not there any more.', ko: '블록이 더 이상 없습니다.' },
    { en: 'a block at both ends', ko: '양 끝에 있는 블록' },
    { en: `${source} → ${target}`, ko: `${source} → ${target}` },
  );
