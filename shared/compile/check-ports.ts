import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';

/** Wires from outputs of composite blocks that nothing inside leads to: what they reach gets no input. */
export function checkPorts({ nodes, edges, composites }: GraphDoc): Diagnostic[] {
  if (composites.length === 0) return [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge): Diagnostic[] => {
    const block = byId.get(edge.source);
    const composite = composites.find(({ id }) => id === block?.composite?.id);
    const isOpen = composite?.outputs.some(({ name }) => name === edge.sourcePort) === false;
    if (!block || !isOpen || block.bypassed || !byId.has(edge.target)) return [];
    const port = edge.sourcePort;
    return [
      {
        code: 'open-output',
        severity: 'error',
        nodeId: block.id,
        edgeId: edge.id,
        message: {
          en: `${block.name}: nothing inside leads to the output ${port}. Open the block and wire it.`,
          ko: `${block.name}: 블록 안에서 출력 ${port}(으)로 이어진 것이 없습니다. 블록을 열어 연결하세요.`,
        },
        expected: { en: 'a wire to the port inside', ko: '안에서 포트로 가는 연결선' },
        received: { en: 'none', ko: '없음' },
      },
    ];
  });
}
