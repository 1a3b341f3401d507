import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphEdge, GraphNode, ParamValue } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';

/** A value as people write it. */
export const shown = (value: ParamValue | undefined): string =>
  Array.isArray(value) ? `[${value.join(', ')}]` : String(value ?? '–');

const removeBlock = (nodeId: string): NonNullable<Diagnostic['fix']> => ({
  label: { en: 'Remove the block', ko: '블록 삭제' },
  repair: { kind: 'removeNode', nodeId },
});

export const unknownLayer = (node: GraphNode): Diagnostic => ({
  code: 'unknown-layer',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `${node.name}: this version does not know the layer type “${node.type}”.`,
    ko: `${node.name}: 이 버전에는 “${node.type}” 층이 없습니다.`,
  },
  expected: { en: 'a layer of the palette', ko: '팔레트에 있는 층' },
  received: node.type,
  fix: removeBlock(node.id),
});

export const unusableComposite = (node: GraphNode): Diagnostic => ({
  code: 'unusable-composite',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `${node.name}: its composite block is missing, contains itself, or has too many layers.`,
    ko: `${node.name}: 합성 블록이 없거나, 자기 자신을 포함하거나, 층이 너무 많습니다.`,
  },
  expected: { en: 'a composite block of this project', ko: '이 프로젝트에 있는 합성 블록' },
  received: `${node.composite?.id ?? '–'} × ${node.composite?.repeat ?? 1}`,
  fix: removeBlock(node.id),
});

export const duplicateId = (node: GraphNode): Diagnostic => ({
  code: 'duplicate-id',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `Two blocks have the same id, “${node.id}”; ${node.name} is left out. Remove one and add it again.`,
    ko: `두 블록의 id가 “${node.id}”로 같아서 ${node.name}이(가) 빠졌습니다. 하나를 지우고 다시 추가하세요.`,
  },
  expected: { en: 'an id that no other block has', ko: '다른 블록에 없는 id' },
  received: node.id,
});

export const duplicateName = (node: GraphNode): Diagnostic => ({
  code: 'duplicate-name',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `Two blocks are named ${node.name}. Weights are stored by name, so each block needs its own.`,
    ko: `이름이 ${node.name}인 블록이 둘입니다. 가중치를 이름으로 저장하므로 이름은 서로 달라야 합니다.`,
  },
  expected: { en: 'a name that no other block has', ko: '다른 블록에 없는 이름' },
  received: node.name,
});

/** `isLoose`: nothing hangs on the block, so removing it changes nothing else. */
export const missingInput = (
  node: GraphNode,
  found: number,
  least: number,
  isLoose: boolean,
): Diagnostic => ({
  code: 'missing-input',
  severity: 'error',
  nodeId: node.id,
  message:
    least > 1
      ? {
          en: `${node.name} joins several inputs; connect ${found === 0 ? 'them' : 'one more'}.`,
          ko: `${node.name}은(는) 여러 입력을 합치는 층입니다. ${found === 0 ? '입력을' : '입력을 하나 더'} 연결하세요.`,
        }
      : {
          en: `${node.name} has no input: draw a wire to it from the block before.`,
          ko: `${node.name}에 연결된 입력이 없습니다. 앞 블록에서 연결선을 이으세요.`,
        },
  expected:
    least > 1
      ? { en: `${least} wires or more`, ko: `연결선 ${least}개 이상` }
      : { en: 'one wire', ko: '연결선 1개' },
  received: String(found),
  ...(isLoose && { fix: removeBlock(node.id) }),
});

export const tooManyInputs = (node: GraphNode, edges: readonly GraphEdge[], most: number): Diagnostic => ({
  code: 'too-many-inputs',
  severity: 'error',
  nodeId: node.id,
  edgeId: edges.at(-1)!.id,
  message:
    most === 0
      ? { en: `${node.name} takes no wire.`, ko: `${node.name}에는 연결선이 들어갈 수 없습니다.` }
      : most === 1
        ? {
            en: `${node.name} takes one wire only. Join several with Add or Concatenate first.`,
            ko: `${node.name}에는 연결선이 하나만 들어갑니다. Add나 Concatenate로 먼저 합치세요.`,
          }
        : {
            en: `${node.name} takes at most ${most} wires. Remove one.`,
            ko: `${node.name}에는 연결선이 ${most}개까지만 들어갑니다. 하나를 지우세요.`,
          },
  expected:
    most === 0
      ? { en: 'no wire', ko: '연결선 없음' }
      : { en: most === 1 ? 'one wire' : `at most ${most} wires`, ko: `연결선 ${most}개` },
  received: String(edges.length),
});

export const unknownPort = (edge: GraphEdge, node: GraphNode, side: 'in' | 'out'): Diagnostic => ({
  code: 'unknown-port',
  severity: 'error',
  nodeId: node.id,
  edgeId: edge.id,
  message: {
    en: `${node.name} has no ${side === 'in' ? 'input' : 'output'} for this wire. Remove the wire and draw it again.`,
    ko: `${node.name}에는 이 연결선의 ${side === 'in' ? '입력' : '출력'} 포트가 없습니다. 연결선을 지우고 다시 이으세요.`,
  },
  expected: { en: 'a port of the block', ko: '블록에 있는 포트' },
  received: side === 'in' ? edge.targetPort : edge.sourcePort,
});

export const danglingWire = (edge: GraphEdge, nodeId: string | undefined): Diagnostic => ({
  code: 'dangling-wire',
  severity: 'warning',
  ...(nodeId !== undefined && { nodeId }),
  edgeId: edge.id,
  message: {
    en: 'A wire leads to a block that is not there, and is ignored.',
    ko: '없는 블록에 이어진 연결선이 있어 무시합니다.',
  },
  expected: { en: 'a block at both ends', ko: '양 끝에 있는 블록' },
  received: `${edge.source} → ${edge.target}`,
});

export const inCycle = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Diagnostic => {
  const names = nodes.map(({ name }) => name);
  const list = names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ');
  return {
    code: 'cycle',
    severity: 'error',
    nodeId: nodes[0]!.id,
    edgeId: edges.at(-1)!.id,
    message: {
      en: `Data would run in a circle: ${list}. Remove one of the wires between them.`,
      ko: `데이터가 순환합니다: ${list}. 그 사이의 연결선 하나를 지우세요.`,
    },
    expected: { en: 'no way from a block back to itself', ko: '자기 자신으로 돌아오는 길이 없는 그림' },
    received: list,
  };
};

export const wrongParam = (
  node: GraphNode,
  name: string,
  spec: ParamSpec,
  value: ParamValue | undefined,
  expected: Localized,
): Diagnostic => ({
  code: 'wrong-parameter',
  severity: 'error',
  nodeId: node.id,
  param: name,
  message: {
    en: `${node.name}: ${spec.label.en} is not allowed as it is.`,
    ko: `${node.name}: ${spec.label.ko} 값이 올바르지 않습니다.`,
  },
  expected,
  received: shown(value),
  fix: {
    label: { en: `Set to ${shown(spec.default)}`, ko: `${shown(spec.default)}(으)로 설정` },
    repair: { kind: 'setParam', nodeId: node.id, param: name, value: spec.default },
  },
});
