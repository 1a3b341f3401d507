import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import type { Choice } from '#shared/graph/document';
import { headsOf, predictingHead } from '../heads';
import { activationOf, type LintContext } from './context';
import type { Lint, Remark } from './definition';
import { dense, digits, IMAGE, POINT, row, XOR, YES_OR_NO } from './example';
import { activationFix, usualHeads } from './heads';
import { SOURCES } from './sources';

/** Cross-entropies, among which `auto` chooses, and the KL divergence compare probabilities. */
const headWithoutProbabilities: Lint = {
  code: 'head-without-probabilities',
  severity: 'warning',
  title: { en: 'A head that gives no probabilities', ko: '확률을 내지 않는 출력' },
  why: {
    en: 'Cross-entropy asks how much probability the network gave to the true class. Plain numbers are no probabilities: they may be negative and do not sum to 1. softmax makes probabilities of classes that exclude each other, sigmoid of a single yes or no. With “from logits” the loss does that itself; training is the same then, but the network’s output stays plain numbers.',
    ko: '교차 엔트로피는 신경망이 정답 클래스에 준 확률을 봅니다. 그냥 수는 음수일 수도 있고 합이 1도 아니어서 확률이 아닙니다. 서로 배타적인 클래스에는 softmax, 예/아니요 하나에는 sigmoid가 확률을 만듭니다. “로짓에서” 옵션을 켜면 손실이 직접 확률로 바꾸므로 학습은 같지만 신경망의 출력은 로짓으로 남습니다.',
  },
  source: SOURCES.outputUnits,
  example: {
    graph: row(IMAGE, 'Flatten', dense(10, 'relu'), 'Output'),
  },
  find: (context) => {
    const { type, params } = context.training.loss;
    if (type !== 'auto' && LOSSES[type]?.prediction !== 'probabilities') return [];
    const knowsLogits = type === 'auto' || Object.hasOwn(LOSSES[type]!.params, 'fromLogits');
    return usualHeads(context).flatMap((head): Remark[] => {
      const { last, activation, width } = head;
      const isFromLogits = knowsLogits && (params['fromLogits'] ?? activation === 'linear') === true;
      if (activation === 'softmax' || activation === 'sigmoid' || last.type === 'Input') return [];
      const wanted = width === 1 ? 'sigmoid' : 'softmax';
      return [
        {
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
  },
};

/** Softmax over one number is always 1. At the head that keeps the network from learning at all. */
const softmaxOfOne: Lint = {
  code: 'softmax-of-one',
  severity: 'warning',
  title: { en: 'Softmax over a single number', ko: '숫자 하나에 쓴 softmax' },
  why: {
    en: 'softmax divides each value by the sum of all. With one value that is always 1, whatever the weights are: no gradient comes through. For yes or no with one unit, sigmoid is the right function; for two classes with softmax, use two units.',
    ko: 'softmax는 각 값을 전체 합으로 나눕니다. 값이 하나이면 가중치가 무엇이든 언제나 1이라서 기울기가 전해지지 않습니다. 유닛 하나로 예/아니요를 물을 때는 sigmoid를, 두 클래스에 softmax를 쓸 때는 유닛 두 개를 쓰세요.',
  },
  source: SOURCES.outputUnits,
  example: { graph: row(POINT, dense(4, 'relu'), dense(1, 'softmax'), YES_OR_NO, 'Output'), data: XOR },
  find: (context) => {
    const heads = new Set(usualHeads(context).map(({ last }) => last.id));
    return context.graph.nodes.flatMap((node): Remark[] => {
      const width = context.inference.nodes.get(node.id)?.shape?.at(-1);
      if (activationOf(node) !== 'softmax' || width !== 1) return [];
      // A Softmax block is nothing else.
      const hasChoice = node.type !== 'Softmax';
      return [
        {
          severity: heads.has(node.id) ? 'error' : 'warning',
          nodeId: node.id,
          ...(hasChoice && { param: 'activation' }),
          message: {
            en: `${node.name}: softmax over a single number is always 1, so nothing is learned.`,
            ko: `${node.name}: 숫자 하나에 대한 softmax는 항상 1이라서 아무것도 배우지 못합니다.`,
          },
          expected: 'sigmoid',
          received: 'softmax',
          fix: {
            label: { en: 'Set activation to sigmoid', ko: '활성화 함수를 sigmoid로 설정' },
            repair: hasChoice
              ? { kind: 'setParam', nodeId: node.id, param: 'activation', value: 'sigmoid' }
              : {
                  kind: 'replaceLayer',
                  nodeId: node.id,
                  type: 'Activation',
                  params: { activation: 'sigmoid' },
                },
          },
        },
      ];
    });
  },
};

const chooseLoss = {
  label: { en: 'Choose the loss automatically', ko: '손실을 자동으로 선택' },
  repair: { kind: 'setTraining', key: 'loss', value: { type: 'auto', params: {} } },
} as const;

/** The gradient of the squared error through a saturated softmax is nearly 0, however wrong the answer. */
const softmaxWithSquaredError: Lint = {
  code: 'softmax-with-squared-error',
  severity: 'warning',
  title: { en: 'Softmax with mean squared error', ko: 'softmax와 평균 제곱 오차' },
  why: {
    en: 'The squared error comes back through the slope of softmax, which is nearly 0 where the network is sure of itself, right or wrong: it learns least from its worst mistakes and sits on plateaus. In the gradient of cross-entropy that slope cancels out, and what remains is simply prediction minus target.',
    ko: '제곱 오차의 기울기는 softmax의 기울기를 거쳐 돌아오는데, 신경망이 확신할 때는 맞든 틀리든 그 기울기가 거의 0입니다. 그래서 가장 크게 틀린 예측에서 가장 적게 배우고 손실이 오래 제자리에 머뭅니다. 교차 엔트로피에서는 그 항이 약분되어 기울기가 예측 − 정답만 남습니다.',
  },
  source: SOURCES.costFunction,
  example: {
    graph: digits('Flatten', dense(32, 'relu')),
    training: { loss: { type: 'mean_squared_error', params: {} } },
  },
  find: (context) => {
    if (context.training.loss.type !== 'mean_squared_error') return [];
    return usualHeads(context)
      .filter(({ activation }) => activation === 'softmax')
      .map(({ last }): Remark => ({
        nodeId: last.id,
        message: {
          en: `${last.name} gives probabilities by softmax. Mean squared error learns slowly from confident mistakes; cross-entropy does not.`,
          ko: `${last.name}은(는) softmax로 확률을 냅니다. 평균 제곱 오차는 자신 있게 틀린 예측에서 배우는 속도가 느리므로 교차 엔트로피가 알맞습니다.`,
        },
        expected: { en: 'cross-entropy', ko: '교차 엔트로피' },
        received: 'mean_squared_error',
        fix: chooseLoss,
      }));
  },
};

/** The same for a single yes or no. */
const sigmoidWithSquaredError: Lint = {
  code: 'sigmoid-with-squared-error',
  severity: 'hint',
  title: { en: 'Sigmoid with mean squared error', ko: 'sigmoid와 평균 제곱 오차' },
  why: {
    en: 'The gradient of the squared error has the slope of sigmoid as a factor: at most 1/4, and nearly 0 where the network is sure of a wrong answer. Binary cross-entropy cancels this slope. Early textbooks use the squared error here, and small networks learn with it, only more slowly.',
    ko: '제곱 오차의 기울기에는 sigmoid의 기울기가 곱해집니다. 커야 1/4이고, 틀린 답을 확신할 때는 거의 0입니다. 이진 교차 엔트로피에서는 이 항이 약분됩니다. 옛 교재는 여기에 제곱 오차를 쓰고 작은 신경망은 그래도 배우지만 더 느립니다.',
  },
  source: SOURCES.costFunction,
  example: {
    graph: row(POINT, dense(8, 'tanh'), YES_OR_NO, 'Output'),
    training: { loss: { type: 'mean_squared_error', params: {} } },
    data: XOR,
  },
  find: (context) => {
    if (context.training.loss.type !== 'mean_squared_error') return [];
    return usualHeads(context)
      .filter(({ activation }) => activation === 'sigmoid')
      .map(({ last }): Remark => ({
        nodeId: last.id,
        message: {
          en: `${last.name} answers by sigmoid. With mean squared error it learns slowly from confident mistakes.`,
          ko: `${last.name}은(는) sigmoid로 답합니다. 평균 제곱 오차로는 자신 있게 틀린 예측에서 배우는 속도가 느립니다.`,
        },
        expected: { en: 'cross-entropy', ko: '교차 엔트로피' },
        received: 'mean_squared_error',
        fix: chooseLoss,
      }));
  },
};

const CATEGORICAL: ReadonlySet<string> = new Set([
  'auto',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
  'kl_divergence',
]);

/** Sigmoids answer each for itself; classes that exclude each other share a sum of 1. */
const sigmoidForClasses: Lint = {
  code: 'sigmoid-for-classes',
  severity: 'warning',
  title: { en: 'Sigmoid for classes that exclude each other', ko: '서로 배타적인 클래스에 쓴 sigmoid' },
  why: {
    en: 'sigmoid answers yes or no for each unit by itself: a picture may be 90 % a 3 and 90 % an 8. Every sample here has exactly one class, and the loss compares with that. softmax lets the classes share a sum of 1, so that evidence for one counts against the others.',
    ko: 'sigmoid는 유닛마다 따로 예/아니요를 답합니다. 그러면 한 그림이 90 % 3이면서 90 % 8일 수도 있습니다. 여기서는 샘플마다 클래스가 정확히 하나이고 손실도 그렇게 비교합니다. softmax는 클래스들이 합 1을 나눠 갖게 하여 한쪽의 근거가 다른 쪽에는 반대 근거가 됩니다.',
  },
  source: SOURCES.outputUnits,
  example: { graph: row(IMAGE, 'Flatten', dense(10, 'sigmoid'), 'Output') },
  find: (context) => {
    if (!CATEGORICAL.has(context.training.loss.type)) return [];
    return usualHeads(context)
      .filter(({ activation, width }) => activation === 'sigmoid' && width > 1)
      .map((head): Remark => ({
        nodeId: head.last.id,
        param: 'activation',
        message: {
          en: `${head.last.name} answers for each of ${head.width} classes by itself with sigmoid, but every sample has exactly one class.`,
          ko: `${head.last.name}은(는) sigmoid로 클래스 ${head.width}개를 따로따로 답하지만, 샘플마다 클래스는 하나뿐입니다.`,
        },
        expected: 'softmax',
        received: 'sigmoid',
        fix: activationFix(context, head, 'softmax'),
      }));
  },
};

/** A loss that is told to make probabilities of what are probabilities already. */
const probabilitiesAsLogits: Lint = {
  code: 'probabilities-as-logits',
  severity: 'warning',
  title: { en: 'Probabilities taken for logits', ko: '확률을 로짓으로 취급' },
  why: {
    en: '“From logits” tells the loss to apply softmax (or sigmoid) itself. The last layer has done so already, so it is applied twice: the probabilities come out nearly even, gradients are small and the loss cannot come near 0. Use one or the other.',
    ko: '“로짓에서” 옵션은 손실이 softmax(또는 sigmoid)를 직접 적용하라는 뜻입니다. 마지막 층이 이미 적용했으므로 두 번 적용되어 확률이 거의 고르게 되고, 기울기가 작아지며 손실이 0에 다가가지 못합니다. 둘 중 하나만 쓰세요.',
  },
  source: SOURCES.crossentropies,
  example: {
    graph: digits('Flatten', dense(32, 'relu')),
    training: { loss: { type: 'auto', params: { fromLogits: true } } },
  },
  find: (context) => {
    const { type, params } = context.training.loss;
    if (params['fromLogits'] !== true) return [];
    return usualHeads(context)
      .filter(({ activation }) => activation === 'softmax' || activation === 'sigmoid')
      .map(({ last, activation }): Remark => ({
        nodeId: last.id,
        message: {
          en: `${last.name} gives probabilities by ${activation}, but the loss is told that they are logits and applies it again.`,
          ko: `${last.name}이(가) 이미 ${activation}(으)로 확률을 내는데, 손실은 로짓이라고 듣고 한 번 더 적용합니다.`,
        },
        expected: {
          en: 'probabilities, or plain numbers with “from logits”',
          ko: '확률, 또는 “로짓에서”와 로짓',
        },
        received: activation!,
        fix: {
          label: { en: 'Take them for probabilities', ko: '확률로 취급' },
          repair: {
            kind: 'setTraining',
            key: 'loss',
            value: { type, params: { ...params, fromLogits: false } },
          },
        },
      }));
  },
};

/** Hinge losses want scores that may lead by more than a probability can. */
const hingeWithProbabilities: Lint = {
  code: 'hinge-with-probabilities',
  severity: 'warning',
  title: { en: 'Hinge loss with probabilities', ko: '힌지 손실과 확률' },
  why: {
    en: 'A hinge loss is content when the true class leads by a margin of 1. Probabilities lie between 0 and 1, so the lead is never large enough: the loss goes on pushing samples that are long right, through the flat ends of softmax or sigmoid. Give it plain scores: activation linear.',
    ko: '힌지 손실은 정답 클래스가 1만큼 앞서면 만족합니다. 확률은 0과 1 사이라서 결코 그만큼 앞설 수 없습니다. 그래서 이미 맞힌 샘플도 softmax나 sigmoid의 평평한 끝에서 계속 밀어붙입니다. 활성화 함수를 linear로 두어 점수 그대로 주세요.',
  },
  source: SOURCES.hingeLosses,
  example: {
    graph: digits('Flatten', dense(32, 'relu')),
    training: { loss: { type: 'categorical_hinge', params: {} } },
  },
  find: (context) => {
    if (LOSSES[context.training.loss.type]?.prediction !== 'scores') return [];
    return usualHeads(context)
      .filter(({ activation }) => activation === 'softmax' || activation === 'sigmoid')
      .map((head): Remark => ({
        nodeId: head.last.id,
        message: {
          en: `${head.last.name} gives probabilities, but ${context.training.loss.type} wants scores that may lead by 1 and more.`,
          ko: `${head.last.name}은(는) 확률을 내는데 ${context.training.loss.type}에는 1 넘게 앞설 수 있는 점수가 필요합니다.`,
        },
        expected: 'linear',
        received: head.activation!,
        fix: activationFix(context, head, 'linear'),
      }));
  },
};

const asksForClass = ({ type }: Choice): boolean =>
  METRICS[type]?.targets === 'one-hot' || METRICS[type]?.targets === 'sparse';

/** Of one number the largest is always the same: metrics that ask for a class have nothing to tell. */
const metricNeedsClasses: Lint = {
  code: 'metric-needs-classes',
  severity: 'warning',
  title: { en: 'A metric for classes, and a single output', ko: '출력이 하나인데 클래스용 지표' },
  why: {
    en: 'Categorical accuracies look which of several outputs is the largest. Of a single output that is always the first, so the metric says nothing. “accuracy” finds out by itself that one unit asks yes or no, and compares with 0.5.',
    ko: '범주형 정확도는 여러 출력 가운데 가장 큰 것을 봅니다. 출력이 하나면 언제나 그것이 가장 크므로 지표가 아무것도 말해 주지 않습니다. accuracy는 유닛 하나가 예/아니요를 묻는다는 것을 스스로 알고 0.5와 비교합니다.',
  },
  source: SOURCES.accuracies,
  example: {
    graph: row(POINT, dense(8, 'tanh'), YES_OR_NO, 'Output'),
    training: { metrics: [{ type: 'categorical_accuracy', params: {} }] },
    data: XOR,
  },
  find: (context) => {
    const { metrics } = context.training;
    if (!isOfOneNumber(context)) return [];
    return metrics.filter(asksForClass).map(({ type }): Remark => ({
      param: 'metrics',
      message: {
        en: `${METRICS[type]!.label} asks for the largest of several outputs, but the network has one.`,
        ko: `${METRICS[type]!.label}은(는) 여러 출력 가운데 가장 큰 것을 보는데 이 신경망의 출력은 하나입니다.`,
      },
      expected: 'accuracy',
      received: type,
      fix: {
        label: { en: 'Measure the accuracy instead', ko: '대신 정확도 측정' },
        repair: {
          kind: 'setTraining',
          key: 'metrics',
          value: [
            { type: 'accuracy', params: {} },
            ...metrics.filter((one) => !asksForClass(one) && one.type !== 'accuracy'),
          ],
        },
      },
    }));
  },
};

function isOfOneNumber({ graph, inference }: LintContext): boolean {
  const shaped = headsOf(graph).filter(({ node }) => inference.nodes.get(node.id)?.shape);
  const shown = predictingHead(shaped);
  return shown?.learns === 'labels' && inference.nodes.get(shown.node.id)!.shape!.at(-1) === 1;
}

/** Remarks on how the head, its activation, the loss and the metrics go together. */
export const HEAD_LINTS: readonly Lint[] = [
  softmaxOfOne,
  headWithoutProbabilities,
  softmaxWithSquaredError,
  sigmoidWithSquaredError,
  sigmoidForClasses,
  probabilitiesAsLogits,
  hingeWithProbabilities,
  metricNeedsClasses,
];
