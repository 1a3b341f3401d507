import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';

const MOST = 100;

/** Why a block cannot have a name; null when it can. Weights are stored by `name/weight`. */
export function checkName(graph: GraphDoc, nodeId: string, name: string): Diagnostic | null {
  const problem = { severity: 'error', nodeId } as const;
  if (name.trim() === '' || name.length > MOST)
    return {
      ...problem,
      code: 'name-length',
      message: {
        en: `A name has 1 to ${MOST} characters.`,
        ko: `이름은 1~${MOST}자여야 합니다.`,
      },
      received: String(name.trim().length),
    };
  if (/[/\s]/.test(name))
    return {
      ...problem,
      code: 'name-characters',
      message: {
        en: 'A name has no blanks and no “/”; use “_”.',
        ko: '이름에는 공백과 “/”를 쓸 수 없습니다. “_”를 쓰세요.',
      },
      received: name,
    };
  if (graph.nodes.some((node) => node.id !== nodeId && node.name === name))
    return {
      ...problem,
      code: 'name-taken',
      message: { en: `Another block is named ${name}.`, ko: `이름이 ${name}인 블록이 이미 있습니다.` },
      expected: { en: 'a name of its own', ko: '다른 블록에 없는 이름' },
      received: name,
    };
  return null;
}
