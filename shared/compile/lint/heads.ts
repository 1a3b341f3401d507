import type { GraphNode } from '#shared/graph/document';
import type { Repair } from '#shared/graph/diagnostic';
import { headsOf } from '../heads';
import { activationOf, type LintContext } from './context';

/** An Output that learns labels, and the block that gives its prediction. */
export interface UsualHead {
  readonly output: GraphNode;
  /** The block that gives the prediction; blocks that only pass numbers on are looked through. */
  readonly last: GraphNode;
  readonly activation: string | undefined;
  /** Numbers per sample. */
  readonly width: number;
}

const PASSING: ReadonlySet<string> = new Set(['Dropout', 'Flatten']);

/** The heads that learn labels with the loss of the training. */
export const usualHeads = ({ graph, before, inference }: LintContext): readonly UsualHead[] =>
  headsOf(graph).flatMap(({ node: output, learns, ownLoss }): UsualHead[] => {
    const last = learns === 'labels' && ownLoss === null ? before(output, PASSING) : undefined;
    const width = inference.nodes.get(output.id)?.shape?.at(-1);
    return last && width !== undefined ? [{ output, last, activation: activationOf(last), width }] : [];
  });

/** Sets the activation where the block has one, else puts a block Activation before the head. */
export function activationFix(
  { wireInto }: LintContext,
  { last, output, activation }: UsualHead,
  wanted: string,
) {
  const repair: Repair =
    activation === undefined
      ? {
          kind: 'insertLayer',
          edgeId: wireInto(output)?.id ?? '',
          type: 'Activation',
          params: { activation: wanted },
        }
      : last.type === 'Softmax'
        ? { kind: 'replaceLayer', nodeId: last.id, type: 'Activation', params: { activation: wanted } }
        : { kind: 'setParam', nodeId: last.id, param: 'activation', value: wanted };
  return {
    label: { en: `Set activation to ${wanted}`, ko: `활성화 함수를 ${wanted}(으)로 설정` },
    repair,
  };
}
