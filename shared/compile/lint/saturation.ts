import type { GraphNode } from '#shared/graph/document';
import { layerOf } from '../infer';
import { activationOf, LINEAR } from './context';
import type { Lint, Remark } from './definition';
import { dense, points, XOR } from './example';
import { SOURCES } from './sources';

const SATURATING: ReadonlySet<string | undefined> = new Set(['sigmoid', 'tanh']);
/** With the slope of sigmoid of at most 1/4, four in a row leave less than half a percent of the gradient. */
const DEEP = 4;
const PASSING: ReadonlySet<string> = new Set([...LINEAR, 'MaxPooling2D']);

/** Saturating activations in a row shrink the gradient. */
const deepSaturation: Lint = {
  code: 'deep-saturation',
  severity: 'hint',
  title: { en: 'A deep stack of sigmoid or tanh', ko: '깊게 쌓은 sigmoid나 tanh' },
  why: {
    en: 'On its way back the gradient is multiplied by the slope of every activation. That of sigmoid is at most 1/4, and nearly 0 where a unit is saturated: after four layers less than (1/4)⁴ ≈ 0.4 % is left, and the first layers hardly learn. This is the vanishing gradient. The slope of relu is 1 wherever a unit is active. The Health panel shows it while training.',
    ko: '기울기는 되돌아오면서 활성화 함수마다 그 기울기가 곱해집니다. sigmoid의 기울기는 커야 1/4이고 포화된 유닛에서는 거의 0이라, 네 층을 지나면 (1/4)⁴ ≈ 0.4 %도 남지 않아 앞쪽 층이 거의 배우지 못합니다. 이것이 기울기 소실입니다. relu의 기울기는 유닛이 켜져 있으면 1입니다. 학습하는 동안 건강 패널에서 볼 수 있습니다.',
  },
  source: SOURCES.saturation,
  example: { graph: points(...Array.from({ length: DEEP }, () => dense(8, 'sigmoid'))), data: XOR },
  find: ({ graph, inference, before }) => {
    const runs = new Map<string, readonly GraphNode[]>();
    const byId = new Map(graph.nodes.map((node) => [node.id, node]));
    return inference.order.flatMap((id): Remark[] => {
      const node = byId.get(id)!;
      let previous = before(node, PASSING);
      // An Activation of its own belongs to the weighted sum before it.
      if (node.type === 'Activation' && previous && activationOf(previous) === 'linear') {
        previous = before(previous, PASSING);
      }
      const own = activationOf(node);
      // The memory of a recurrent layer carries gradients past its tanh.
      if (!SATURATING.has(own) || layerOf(node)?.category === 'recurrent') return [];
      const run = [...(runs.get(previous?.id ?? '') ?? []), node];
      runs.set(id, run);
      if (run.length !== DEEP) return [];
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} is the fourth layer in a row with sigmoid or tanh: gradients fade on the way back and early layers hardly learn. relu between the layers avoids it.`,
            ko: `${node.name}까지 sigmoid나 tanh 층이 네 번 이어집니다. 기울기가 뒤로 전해지며 사라져 앞쪽 층이 거의 배우지 못합니다. 중간 층에 relu를 쓰면 피할 수 있습니다.`,
          },
          expected: 'relu',
          received: own!,
          fix: {
            label: { en: 'Use relu in the layers before', ko: '앞의 층들에 relu 쓰기' },
            repair: {
              kind: 'several',
              repairs: run.slice(0, -1).map(({ id: nodeId }) => ({
                kind: 'setParam',
                nodeId,
                param: 'activation',
                value: 'relu',
              })),
            },
          },
        },
      ];
    });
  },
};

/** Remarks on gradients that fade. */
export const SATURATION_LINTS: readonly Lint[] = [deepSaturation];
