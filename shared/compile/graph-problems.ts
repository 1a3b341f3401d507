import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphNode, ParamValue } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';

/** A value as people write it. */
export const shown = (value: ParamValue | undefined): string =>
  Array.isArray(value) ? `[${value.join(', ')}]` : String(value ?? '–');

export const unknownLayer = (node: GraphNode): Diagnostic => ({
  code: 'unknown-layer',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `${node.name}: this version does not know the layer type “${node.type}”.`,
    ko: `${node.name}: 이 버전에는 “${node.type}” 레이어가 없습니다.`,
  },
  received: node.type,
  fix: {
    label: { en: 'Remove the block', ko: '블록 삭제' },
    repair: { kind: 'removeNode', nodeId: node.id },
  },
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

export const missingInput = (node: GraphNode, found: number, least: number): Diagnostic => ({
  code: 'missing-input',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: least > 1 ? `${node.name} joins several inputs.` : `${node.name} has no input.`,
    ko:
      least > 1
        ? `${node.name}은(는) 여러 입력을 합치는 레이어입니다.`
        : `${node.name}에 연결된 입력이 없습니다.`,
  },
  expected: {
    en: `${least} wire${least > 1 ? 's or more' : ''}`,
    ko: `연결 ${least}개${least > 1 ? ' 이상' : ''}`,
  },
  received: String(found),
});

export const tooManyInputs = (node: GraphNode, found: number): Diagnostic => ({
  code: 'too-many-inputs',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `${node.name} takes fewer wires. Join them with Add or Concatenate first.`,
    ko: `${node.name}에 연결이 너무 많습니다. Add나 Concatenate로 먼저 합치세요.`,
  },
  expected: node.type === 'Input' ? { en: 'no wire', ko: '연결 없음' } : { en: 'one wire', ko: '연결 1개' },
  received: String(found),
});

export const inCycle = (node: GraphNode): Diagnostic => ({
  code: 'cycle',
  severity: 'error',
  nodeId: node.id,
  message: {
    en: `${node.name} depends on its own output. Remove one of the wires of the circle.`,
    ko: `${node.name}이(가) 자기 출력에 다시 의존합니다. 순환을 이루는 연결 하나를 지우세요.`,
  },
  expected: { en: 'no circle', ko: '순환 없음' },
});

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
