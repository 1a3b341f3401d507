import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { LOSSES } from '#shared/train/losses';
import { headsOf } from '../heads';
import { activationOf, type LintContext, type Rule } from './context';

interface Head {
  readonly output: GraphNode;
  /** The block that gives the prediction; blocks that only pass numbers on are looked through. */
  readonly last: GraphNode;
  readonly activation: string | undefined;
  /** Numbers per sample. */
  readonly width: number;
}

const PASSING: ReadonlySet<string> = new Set(['Dropout', 'Flatten']);

/** The heads that learn labels with the loss of the training. */
const usualHeads = ({ graph, before, inference }: LintContext): Head[] =>
  headsOf(graph).flatMap(({ node: output, learns, ownLoss }): Head[] => {
    const last = learns === 'labels' && ownLoss === null ? before(output, PASSING) : undefined;
    const width = inference.nodes.get(output.id)?.shape?.at(-1);
    return last && width !== undefined ? [{ output, last, activation: activationOf(last), width }] : [];
  });

/** Sets the activation where the block has one, else puts a block Activation before the head. */
function activationFix({ wireInto }: LintContext, { last, output, activation }: Head, wanted: string) {
  const repair: Repair =
    activation === undefined
      ? {
          kind: 'insertLayer',
          edgeId: wireInto(output)?.id ?? '',
          type: 'Activation',
          params: { activation: wanted },
        }
      : { kind: 'setParam', nodeId: last.id, param: 'activation', value: wanted };
  return {
    label: { en: `Set activation to ${wanted}`, ko: `활성화 함수를 ${wanted}(으)로 설정` },
    repair,
  };
}

/** Cross-entropies, among which `auto` chooses, and the KL divergence compare probabilities. */
const headWithoutProbabilities: Rule = (context) => {
  const { type, params } = context.training.loss;
  if (type !== 'auto' && LOSSES[type]?.prediction !== 'probabilities') return [];
  const knowsLogits = type === 'auto' || Object.hasOwn(LOSSES[type]!.params, 'fromLogits');
  return usualHeads(context).flatMap((head): Diagnostic[] => {
    const { last, activation, width } = head;
    const isFromLogits = knowsLogits && (params['fromLogits'] ?? activation === 'linear') === true;
    if (activation === 'softmax' || activation === 'sigmoid' || last.type === 'Input') return [];
    const wanted = width === 1 ? 'sigmoid' : 'softmax';
    return [
      {
        code: 'head-without-probabilities',
        severity: isFromLogits ? 'hint' : 'warning',
        nodeId: last.id,
        ...(activation !== undefined && { param: 'activation' }),
        message: isFromLogits
          ? {
              en: `${last.name} gives plain numbers (logits), of which the loss makes probabilities itself. With ${wanted} at the end the network gives them.`,
              ko: `${last.name}의 출력은 확률이 아닌 로짓이라서 손실이 스스로 확률로 바꿉니다. 끝에 ${wanted}을(를) 두면 신경망이 확률을 냅니다.`,
            }
          : {
              en: `${last.name} gives plain numbers, but the loss compares probabilities: it needs ${wanted} at the end.`,
              ko: `${last.name}의 출력은 확률이 아닌데 이 손실은 확률을 비교합니다. 끝에 ${wanted}이(가) 필요합니다.`,
            },
        expected: wanted,
        received: activation ?? { en: 'no activation', ko: '활성화 함수 없음' },
        fix: activationFix(context, head, wanted),
      },
    ];
  });
};

/** Softmax over one number is always 1. At the head that keeps the network from learning at all. */
const softmaxOfOne: Rule = (context) => {
  const heads = new Set(usualHeads(context).map(({ last }) => last.id));
  return context.graph.nodes.flatMap((node): Diagnostic[] => {
    const width = context.inference.nodes.get(node.id)?.shape?.at(-1);
    if (activationOf(node) !== 'softmax' || width !== 1) return [];
    // A Softmax block is nothing else.
    const hasChoice = node.type !== 'Softmax';
    return [
      {
        code: 'softmax-of-one',
        severity: heads.has(node.id) ? 'error' : 'warning',
        nodeId: node.id,
        ...(hasChoice && { param: 'activation' }),
        message: {
          en: `${node.name}: softmax over a single number is always 1, so nothing is learned.`,
          ko: `${node.name}: 숫자 하나에 대한 softmax는 항상 1이라서 아무것도 배우지 못합니다.`,
        },
        expected: 'sigmoid',
        received: 'softmax',
        ...(hasChoice && {
          fix: {
            label: { en: 'Set activation to sigmoid', ko: '활성화 함수를 sigmoid로 설정' },
            repair: { kind: 'setParam', nodeId: node.id, param: 'activation', value: 'sigmoid' },
          },
        }),
      },
    ];
  });
};

/** The gradient of the squared error through a saturated softmax is nearly 0, however wrong the answer. */
const softmaxWithSquaredError: Rule = (context) => {
  if (context.training.loss.type !== 'mean_squared_error') return [];
  return usualHeads(context)
    .filter(({ activation }) => activation === 'softmax')
    .map(({ last }) => ({
      code: 'softmax-with-squared-error',
      severity: 'warning',
      nodeId: last.id,
      message: {
        en: `${last.name} gives probabilities by softmax. Mean squared error learns slowly from confident mistakes; cross-entropy does not.`,
        ko: `${last.name}은(는) softmax로 확률을 냅니다. 평균 제곱 오차는 자신 있게 틀린 예측에서 배우는 속도가 느리므로 교차 엔트로피가 알맞습니다.`,
      },
      expected: { en: 'cross-entropy', ko: '교차 엔트로피' },
      received: 'mean_squared_error',
      fix: {
        label: { en: 'Choose the loss automatically', ko: '손실을 자동으로 선택' },
        repair: { kind: 'setTraining', key: 'loss', value: { type: 'auto', params: {} } },
      },
    }));
};

const dropoutAtHead: Rule = ({ graph, before }) =>
  graph.nodes.flatMap((output): Diagnostic[] => {
    const last = output.type === 'Output' ? before(output) : undefined;
    if (last?.type !== 'Dropout') return [];
    return [
      {
        code: 'dropout-at-head',
        severity: 'warning',
        nodeId: last.id,
        message: {
          en: `${last.name} stands behind the last layer and erases parts of the prediction itself while training. Put it before the last layer.`,
          ko: `${last.name}이(가) 마지막 층 뒤에 있어 학습할 때 예측 자체를 지웁니다. 마지막 층 앞에 두세요.`,
        },
        expected: { en: 'Dropout before the last layer', ko: '마지막 층 앞의 Dropout' },
        received: { en: 'Dropout before Output', ko: 'Output 앞의 Dropout' },
        fix: {
          label: { en: `Remove ${last.name}`, ko: `${last.name} 삭제` },
          repair: { kind: 'removeNode', nodeId: last.id },
        },
      },
    ];
  });

export const HEAD_RULES: readonly Rule[] = [
  softmaxOfOne,
  headWithoutProbabilities,
  softmaxWithSquaredError,
  dropoutAtHead,
];
