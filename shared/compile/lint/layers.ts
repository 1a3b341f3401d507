import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { incomingEdges } from '#shared/graph/order';
import { layerOf } from '../infer';
import { activationOf, isWeightedSum, type LintContext, type Rule } from './context';

/** Layers that are linear themselves, so that they do not part two weighted sums. */
const LINEAR: ReadonlySet<string> = new Set([
  'Dropout',
  'SpatialDropout2D',
  'GaussianNoise',
  'Flatten',
  'Reshape',
  'Permute',
  'RepeatVector',
  'ZeroPadding2D',
  'Cropping2D',
  'UpSampling2D',
  'Resizing',
  'Rescaling',
  'Normalization',
  'BatchNormalization',
  'AveragePooling2D',
  'GlobalAveragePooling2D',
  'AveragePooling1D',
  'GlobalAveragePooling1D',
]);

/** Two weighted sums with nothing curved between them compute no more than one. */
const noActivationBetween: Rule = ({ graph, before }) =>
  graph.nodes.flatMap((node): Diagnostic[] => {
    const previous = isWeightedSum(node) ? before(node, LINEAR) : undefined;
    if (!previous || !isWeightedSum(previous) || activationOf(previous) !== 'linear') return [];
    return [
      {
        code: 'no-activation-between',
        severity: 'warning',
        nodeId: previous.id,
        param: 'activation',
        message: {
          en: `${previous.name} and ${node.name} have no activation function between them, so together they can do no more than one layer.`,
          ko: `${previous.name}와(과) ${node.name} 사이에 활성화 함수가 없어 둘을 합쳐도 층 하나와 다름없습니다.`,
        },
        expected: { en: 'an activation function, such as relu', ko: 'relu 같은 활성화 함수' },
        received: 'linear',
        fix: {
          label: {
            en: `Set activation of ${previous.name} to relu`,
            ko: `${previous.name}의 활성화 함수를 relu로 설정`,
          },
          repair: { kind: 'setParam', nodeId: previous.id, param: 'activation', value: 'relu' },
        },
      },
    ];
  });

/** Blocks from which a way leads to an Output. */
function leadingToOutput({ graph }: LintContext): ReadonlySet<string> {
  const incoming = incomingEdges(graph);
  const reached = new Set(graph.nodes.filter(({ type }) => type === 'Output').map(({ id }) => id));
  for (const id of reached) for (const { source } of incoming.get(id)!) reached.add(source);
  return reached;
}

/** Keras leaves such layers out of the model; here they stay untrained. */
const leadsNowhere: Rule = (context) => {
  const reached = leadingToOutput(context);
  if (reached.size === 0) return [];
  return context.graph.nodes
    .filter(({ id }) => !reached.has(id) && context.inference.nodes.get(id)?.shape)
    .map((node): Diagnostic => ({
      code: 'leads-nowhere',
      severity: 'warning',
      nodeId: node.id,
      message: {
        en: `Nothing that ${node.name} computes reaches an Output, so it has no effect and learns nothing.`,
        ko: `${node.name}의 결과가 Output까지 이어지지 않아 아무 영향이 없고 학습되지도 않습니다.`,
      },
      expected: { en: 'a way to an Output', ko: 'Output까지 이어지는 길' },
      received: { en: 'none', ko: '없음' },
      fix: {
        label: { en: `Remove ${node.name}`, ko: `${node.name} 삭제` },
        repair: { kind: 'removeNode', nodeId: node.id },
      },
    }));
};

/** Dropped inputs shift the statistics that BatchNormalization remembers (Li et al. 2018, https://arxiv.org/abs/1801.05134). */
const dropoutBeforeNormalization: Rule = ({ graph, before }) =>
  graph.nodes.flatMap((node): Diagnostic[] => {
    const previous = node.type === 'BatchNormalization' ? before(node) : undefined;
    if (previous?.type !== 'Dropout') return [];
    return [
      {
        code: 'dropout-before-normalization',
        severity: 'hint',
        nodeId: previous.id,
        message: {
          en: `${previous.name} stands right before ${node.name}: dropping changes the statistics that are used for prediction later.`,
          ko: `${previous.name}이(가) ${node.name} 바로 앞에 있습니다. 드롭아웃이 예측에 쓰일 통계를 바꿉니다.`,
        },
        expected: { en: 'Dropout behind BatchNormalization', ko: 'BatchNormalization 뒤의 Dropout' },
        received: { en: 'Dropout before BatchNormalization', ko: 'BatchNormalization 앞의 Dropout' },
      },
    ];
  });

const SATURATING: ReadonlySet<string | undefined> = new Set(['sigmoid', 'tanh']);
/** With the slope of sigmoid of at most 1/4, four in a row leave less than half a percent of the gradient. */
const DEEP = 4;

/** Saturating activations in a row shrink the gradient (Glorot and Bengio 2010, section 3). */
const deepSaturation: Rule = ({ graph, inference, before }) => {
  const depth = new Map<string, number>();
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const passing: ReadonlySet<string> = new Set([...LINEAR, 'MaxPooling2D']);
  const deepest = inference.order.flatMap((id): GraphNode[] => {
    const node = byId.get(id)!;
    let previous = before(node, passing);
    // An Activation of its own belongs to the weighted sum before it.
    if (node.type === 'Activation' && previous && activationOf(previous) === 'linear') {
      previous = before(previous, passing);
    }
    const own = activationOf(node);
    // The memory of a recurrent layer carries gradients past its tanh.
    if (!SATURATING.has(own) || layerOf(node)?.category === 'recurrent') return [];
    const at = (depth.get(previous?.id ?? '') ?? 0) + 1;
    depth.set(id, at);
    return at === DEEP ? [node] : [];
  });
  return deepest.map((node): Diagnostic => ({
    code: 'deep-saturation',
    severity: 'hint',
    nodeId: node.id,
    message: {
      en: `${node.name} is the fourth layer in a row with sigmoid or tanh: gradients fade on the way back and early layers hardly learn. relu between the layers avoids it.`,
      ko: `${node.name}까지 sigmoid나 tanh 층이 네 번 이어집니다. 기울기가 뒤로 전해지며 사라져 앞쪽 층이 거의 배우지 못합니다. 중간 층에 relu를 쓰면 피할 수 있습니다.`,
    },
    expected: 'relu',
    received: activationOf(node)!,
  }));
};

export const LAYER_RULES: readonly Rule[] = [
  noActivationBetween,
  leadsNowhere,
  dropoutBeforeNormalization,
  deepSaturation,
];
