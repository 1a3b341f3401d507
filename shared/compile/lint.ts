import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import type { CheckSource } from './check';
import { incomingEdges } from '#shared/graph/order';
import type { Inference } from './inference';

interface LintContext extends CheckSource {
  readonly inference: Inference;
  /** The block before `node`, when it has one input. */
  before(node: GraphNode): GraphNode | undefined;
}

type Rule = (context: LintContext) => readonly Diagnostic[];

const isLinear = ({ params, type }: GraphNode): boolean =>
  (type === 'Dense' || type === 'Conv2D') && (params['activation'] ?? 'linear') === 'linear';

/** Two layers of weights with nothing between them compute no more than one. */
const noActivationBetween: Rule = ({ graph, before }) =>
  graph.nodes.flatMap((node): Diagnostic[] => {
    const previous = before(node);
    if (!previous || node.type !== 'Dense' || previous.type !== 'Dense' || !isLinear(previous)) return [];
    return [
      {
        code: 'no-activation-between',
        severity: 'warning',
        nodeId: previous.id,
        param: 'activation',
        message: {
          en: `${previous.name} and ${node.name} have no activation between them, so together they are no more than one linear layer.`,
          ko: `${previous.name}와(과) ${node.name} 사이에 활성화 함수가 없어 둘을 합쳐도 선형 레이어 하나와 같습니다.`,
        },
        fix: {
          label: { en: `Give ${previous.name} a ReLU`, ko: `${previous.name}에 ReLU 넣기` },
          repair: { kind: 'setParam', nodeId: previous.id, param: 'activation', value: 'relu' },
        },
      },
    ];
  });

/** A cross-entropy expects probabilities. */
const headWithoutProbabilities: Rule = ({ graph, training, before }) => {
  if (training.loss === 'mean_squared_error') return [];
  return graph.nodes.flatMap((node): Diagnostic[] => {
    const last = node.type === 'Output' ? before(node) : undefined;
    if (!last || last.type !== 'Dense' || !isLinear(last)) return [];
    const activation = last.params['units'] === 1 ? 'sigmoid' : 'softmax';
    return [
      {
        code: 'head-without-probabilities',
        severity: 'warning',
        nodeId: last.id,
        param: 'activation',
        message: {
          en: `${last.name} gives plain numbers, but a cross-entropy compares probabilities.`,
          ko: `${last.name}의 출력은 확률이 아닌데, 교차 엔트로피는 확률을 비교합니다.`,
        },
        expected: activation,
        received: 'linear',
        fix: {
          label: { en: `Set activation to ${activation}`, ko: `활성화를 ${activation}(으)로 설정` },
          repair: { kind: 'setParam', nodeId: last.id, param: 'activation', value: activation },
        },
      },
    ];
  });
};

/** Softmax over one number is always 1. */
const softmaxOfOne: Rule = ({ graph, inference }) =>
  graph.nodes
    .filter(
      ({ params, id }) => params['activation'] === 'softmax' && inference.nodes.get(id)?.shape?.at(-1) === 1,
    )
    .map((node) => ({
      code: 'softmax-of-one',
      severity: 'warning',
      nodeId: node.id,
      param: 'activation',
      message: {
        en: `${node.name}: softmax over a single number is always 1, so nothing is learned.`,
        ko: `${node.name}: 숫자 하나에 대한 softmax는 항상 1이라서 아무것도 배우지 못합니다.`,
      },
      expected: 'sigmoid',
      received: 'softmax',
      fix: {
        label: { en: 'Set activation to sigmoid', ko: '활성화를 sigmoid로 설정' },
        repair: { kind: 'setParam', nodeId: node.id, param: 'activation', value: 'sigmoid' },
      },
    }));

/** Dropped inputs shift the statistics that BatchNormalization remembers (Li et al. 2018, https://arxiv.org/abs/1801.05134). */
const dropoutBeforeNormalization: Rule = ({ graph, before }) =>
  graph.nodes.flatMap((node): Diagnostic[] => {
    const previous = before(node);
    if (node.type !== 'BatchNormalization' || previous?.type !== 'Dropout') return [];
    return [
      {
        code: 'dropout-before-normalization',
        severity: 'hint',
        nodeId: previous.id,
        message: {
          en: `${previous.name} stands right before ${node.name}: dropping changes the statistics that are used for prediction later.`,
          ko: `${previous.name}이(가) ${node.name} 바로 앞에 있습니다. 드롭아웃이 예측에 쓰일 통계를 바꿉니다.`,
        },
      },
    ];
  });

const learningRateRange: Rule = ({ training }) => {
  const most = training.optimizer.type === 'Adam' ? 0.05 : 5;
  if (training.learningRate <= most) return [];
  return [
    {
      code: 'learning-rate-high',
      severity: 'warning',
      param: 'learningRate',
      message: {
        en: `A learning rate of ${training.learningRate} is far above what usually works with ${training.optimizer.type}.`,
        ko: `학습률 ${training.learningRate}은(는) ${training.optimizer.type}에서 보통 쓰는 값보다 훨씬 큽니다.`,
      },
      expected: `≤ ${most}`,
      received: String(training.learningRate),
      fix: {
        label: { en: 'Set to 0.001', ko: '0.001로 설정' },
        repair: { kind: 'setTraining', key: 'learningRate', value: 0.001 },
      },
    },
  ];
};

const RULES: readonly Rule[] = [
  noActivationBetween,
  headWithoutProbabilities,
  softmaxOfOne,
  dropoutBeforeNormalization,
  learningRateRange,
];

/** What a teacher would remark on in a drawing that can be trained. */
export function lintGraph(source: CheckSource, inference: Inference): readonly Diagnostic[] {
  const incoming = incomingEdges(source.graph);
  const byId = new Map(source.graph.nodes.map((node) => [node.id, node]));
  const before = (node: GraphNode): GraphNode | undefined => {
    const edges = incoming.get(node.id) ?? [];
    return edges.length === 1 ? byId.get(edges[0]!.source) : undefined;
  };
  return RULES.flatMap((rule) => rule({ ...source, inference, before }));
}
