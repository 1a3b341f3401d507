import { splitRange } from '#shared/data/split';
import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { completeParams, isBypassed, layerOf } from '../infer';
import { curveOf, isActivationBlock, isWeightedSum, type LintContext } from './context';
import type { Lint, Remark } from './definition';
import { conv, dense, digits, IMAGE, row, TEN } from './example';
import { SOURCES } from './sources';

/**
 * Steps · (1 − momentum) below which moving statistics are not to be trusted: e^−5, less than a hundredth, is then left of where they
 * started. Measured with four normalized convolutions and momentum 0.99: 200 steps evaluate like guessing, 500 steps like training.
 */
const ENOUGH = 5;

/** Momentums to choose from, from Keras's default down. */
const MOMENTUMS = [0.99, 0.95, 0.9, 0.8, 0.5];

/** Whether so many steps bring the moving statistics close to those of the data; free of rounding at the limit. */
const isEnough = (steps: number, momentum: number): boolean => steps * (1 - momentum) >= ENOUGH - 1e-9;

/** Evaluation and prediction use statistics that only many steps, or a small momentum, carry away from where they start. */
const movingStatistics: Lint = {
  code: 'moving-statistics-lag',
  severity: 'warning',
  title: { en: 'Moving statistics lag behind', ko: '뒤처지는 이동 통계' },
  why: {
    en: 'While training, BatchNormalization uses the statistics of each batch; for evaluation it uses moving averages that begin at mean 0 and variance 1 and take over 1 − momentum of the new at each step. With few steps most of the starting value is still in them: training looks good and validation looks like guessing. A smaller momentum follows faster; more epochs help too.',
    ko: '학습할 때 BatchNormalization은 배치마다 통계를 내어 쓰고, 평가할 때는 평균 0, 분산 1에서 시작해 스텝마다 새 값을 1 − momentum만큼 받아들인 이동 평균을 씁니다. 스텝이 적으면 시작값이 많이 남아, 학습은 잘되는데 검증은 찍는 수준으로 보입니다. 모멘텀을 줄이면 더 빨리 따라가고, 에포크를 늘려도 됩니다.',
  },
  source: SOURCES.movingStatistics,
  example: {
    graph: digits(conv({ activation: 'linear', useBias: false }), 'BatchNormalization', 'ReLU', 'Flatten'),
    training: { epochs: 1 },
  },
  find: (context) => {
    const steps = stepsOf(context);
    if (!steps) return [];
    return context.graph.nodes.flatMap((node): Remark[] => {
      const layer = layerOf(node);
      if (node.type !== 'BatchNormalization' || !layer || isBypassed(node, layer) || !node.trainable)
        return [];
      const momentum = Number(completeParams(layer, node.params)['momentum']);
      if (!(momentum < 1) || isEnough(steps.all, momentum)) return [];
      const left = Math.round(100 * momentum ** steps.all);
      return [
        {
          nodeId: node.id,
          param: 'momentum',
          message: {
            en: `${node.name} evaluates with moving statistics, of which ${left} % is still their starting value after ${steps.all} steps: the accuracy on new data may stay near guessing although training goes well.`,
            ko: `${node.name}은(는) 평가할 때 이동 통계를 쓰는데, ${steps.all}스텝 뒤에도 그 ${left} %가 시작값입니다. 학습이 잘되어도 새 데이터의 정확도는 찍는 수준에 머물 수 있습니다.`,
          },
          expected: {
            en: `steps × (1 − momentum) of ${ENOUGH} or more`,
            ko: `스텝 수 × (1 − momentum)이 ${ENOUGH} 이상`,
          },
          received: String(Number((steps.all * (1 - momentum)).toPrecision(3))),
          fix: repairOf(node.id, momentum, steps),
        },
      ];
    });
  },
};

interface Steps {
  readonly all: number;
  readonly perEpoch: number;
}

/** Null where the data is not known or too small to train on. */
function stepsOf({ training, info }: LintContext): Steps | null {
  if (!info) return null;
  const { train } = splitRange(info.trainCount, training.validationSplit);
  const perEpoch = Math.ceil(train / training.batchSize);
  return perEpoch >= 1 ? { all: training.epochs * perEpoch, perEpoch } : null;
}

/** The largest momentum that is small enough; more epochs where none is. */
function repairOf(
  nodeId: string,
  momentum: number,
  { all, perEpoch }: Steps,
): NonNullable<Diagnostic['fix']> {
  const smaller = MOMENTUMS.find((one) => one < momentum && isEnough(all, one));
  if (smaller !== undefined) {
    const repair: Repair = { kind: 'setParam', nodeId, param: 'momentum', value: smaller };
    const label = { en: `Set momentum to ${smaller}`, ko: `모멘텀을 ${smaller}(으)로 설정` };
    return { label, repair };
  }
  const epochs = Math.ceil(ENOUGH / (1 - momentum) / perEpoch - 1e-9);
  return {
    label: { en: `Train ${epochs} epochs`, ko: `${epochs} 에포크 학습` },
    repair: { kind: 'setTraining', key: 'epochs', value: epochs },
  };
}

/** A weighted sum, with its curve in itself or in a block behind it, right before `node`. */
function curvedBefore(
  { before, after }: LintContext,
  node: GraphNode,
): { readonly sum: GraphNode; readonly block: GraphNode; readonly curve: string } | undefined {
  const block = before(node);
  const curve = block && curveOf(block);
  if (!block || curve === undefined || after(block).length !== 1) return undefined;
  const sum = isActivationBlock(block) ? before(block) : block;
  return sum && isWeightedSum(sum) && (sum === block || curveOf(sum) === undefined)
    ? { sum, block, curve }
    : undefined;
}

/** What is normalized should be the weighted sum, whose distribution is close to a bell; behind the curve it is cut. */
const normalizationAfterActivation: Lint = {
  code: 'normalization-after-activation',
  severity: 'hint',
  title: { en: 'BatchNormalization behind the activation', ko: '활성화 함수 뒤의 BatchNormalization' },
  why: {
    en: 'The weighted sum is close to a bell curve, which mean and variance describe well. Behind relu half of the values are 0, and a mean and a variance say little of that. The paper therefore normalizes the sum and applies the activation behind: Conv → BatchNormalization → Activation. Both orders train; this is the one that is analysed and that most networks use.',
    ko: '가중합은 종 모양 분포에 가까워 평균과 분산으로 잘 설명됩니다. relu를 지나면 값의 절반이 0이라 평균과 분산이 말해 주는 것이 적습니다. 그래서 논문은 가중합을 정규화한 뒤 활성화 함수를 적용합니다: 합성곱 → BatchNormalization → 활성화. 두 순서 모두 학습은 되지만, 분석되고 널리 쓰이는 것은 이 순서입니다.',
  },
  source: SOURCES.placeOfNormalization,
  example: { graph: digits(conv({ useBias: false }), 'BatchNormalization', 'Flatten') },
  find: (context) =>
    context.blocks.flatMap(({ node }): Remark[] => {
      const found = node.type === 'BatchNormalization' ? curvedBefore(context, node) : undefined;
      if (!found || found.curve === 'softmax') return [];
      const { sum, block, curve } = found;
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} stands behind the activation ${curve} of ${sum.name}; usually it stands between the weighted sum and the activation.`,
            ko: `${node.name}이(가) ${sum.name}의 활성화 함수 ${curve} 뒤에 있습니다. 보통은 가중합과 활성화 함수 사이에 둡니다.`,
          },
          expected: { en: `BatchNormalization, then ${curve}`, ko: `BatchNormalization 다음에 ${curve}` },
          received: { en: `${curve}, then BatchNormalization`, ko: `${curve} 다음에 BatchNormalization` },
          fix: {
            label: { en: `Move ${curve} behind ${node.name}`, ko: `${curve}을(를) ${node.name} 뒤로 옮기기` },
            repair:
              block === sum
                ? {
                    kind: 'several',
                    repairs: [
                      { kind: 'setParam', nodeId: sum.id, param: 'activation', value: 'linear' },
                      {
                        kind: 'insertBehind',
                        nodeId: node.id,
                        type: 'Activation',
                        params: { activation: curve },
                      },
                    ],
                  }
                : { kind: 'moveBehind', nodeId: block.id, otherId: node.id },
          },
        },
      ];
    }),
};

/** The mean that is subtracted takes the bias along. */
const biasBeforeNormalization: Lint = {
  code: 'bias-before-normalization',
  severity: 'hint',
  title: { en: 'A bias that BatchNormalization cancels', ko: 'BatchNormalization이 지우는 편향' },
  why: {
    en: 'BatchNormalization subtracts the mean of each channel, and a bias is part of that mean: whatever it is, it is gone afterwards, and its gradient is 0. The parameter beta of the normalization does its work. Leaving the bias out changes nothing but the number of parameters.',
    ko: 'BatchNormalization은 채널마다 평균을 뺍니다. 편향은 그 평균에 들어 있으므로 값이 무엇이든 사라지고 기울기도 0입니다. 편향이 할 일은 정규화의 beta가 대신합니다. 편향을 빼도 파라미터 수만 줄 뿐 결과는 같습니다.',
  },
  source: SOURCES.placeOfNormalization,
  example: { graph: digits(conv({ activation: 'linear' }), 'BatchNormalization', 'ReLU', 'Flatten') },
  find: ({ blocks, after, blockOf }) =>
    blocks.flatMap(({ node, params }): Remark[] => {
      const hasBias = isWeightedSum(node) && params['useBias'] === true && params['activation'] === 'linear';
      const [next, ...others] = hasBias ? after(node) : [];
      if (next?.type !== 'BatchNormalization' || others.length > 0 || !next.trainable) return [];
      const normalization = blockOf(next);
      const channels = normalization?.inputs[0]?.length;
      const axis = Number(normalization?.params['axis']);
      if (channels === undefined || (axis !== -1 && axis !== channels)) return [];
      return [
        {
          nodeId: node.id,
          param: 'useBias',
          message: {
            en: `The bias of ${node.name} does nothing: ${next.name} subtracts it with the mean.`,
            ko: `${node.name}의 편향은 아무 일도 하지 않습니다. ${next.name}이(가) 평균과 함께 뺍니다.`,
          },
          expected: { en: 'no bias', ko: '편향 없음' },
          received: { en: 'a bias', ko: '편향 있음' },
          fix: {
            label: { en: `Leave out the bias of ${node.name}`, ko: `${node.name}의 편향 빼기` },
            repair: { kind: 'setParam', nodeId: node.id, param: 'useBias', value: false },
          },
        },
      ];
    }),
};

/** A mean over one value is that value. */
const batchOfOne: Lint = {
  code: 'batch-of-one-with-normalization',
  severity: 'warning',
  title: { en: 'BatchNormalization with batches of one', ko: '배치 크기 1과 BatchNormalization' },
  why: {
    en: 'BatchNormalization estimates mean and variance from the batch. With a single sample the mean of a unit is its own value, so that the result is 0 whatever the input was, and nothing can be learned; of feature maps only the pixels of one picture are averaged, which is noisy. Use larger batches, or LayerNormalization, which does not look at the batch.',
    ko: 'BatchNormalization은 배치에서 평균과 분산을 추정합니다. 샘플이 하나뿐이면 유닛의 평균이 곧 자기 값이라 입력이 무엇이든 결과가 0이 되어 아무것도 배울 수 없고, 특징 맵이라도 그림 하나의 픽셀만 평균하므로 들쭉날쭉합니다. 배치를 키우거나, 배치를 보지 않는 LayerNormalization을 쓰세요.',
  },
  source: SOURCES.smallBatches,
  example: {
    graph: row(
      IMAGE,
      'Flatten',
      dense(32, 'linear', { useBias: false }),
      'BatchNormalization',
      'ReLU',
      TEN,
      'Output',
    ),
    training: { batchSize: 1 },
  },
  find: ({ blocks, training }) => {
    const [first] = blocks.filter(({ node }) => node.type === 'BatchNormalization' && node.trainable);
    if (!first || training.batchSize !== 1) return [];
    return [
      {
        nodeId: first.node.id,
        message: {
          en: `${first.node.name} cannot estimate a mean and a variance from batches of one sample.`,
          ko: `${first.node.name}은(는) 샘플 하나짜리 배치로는 평균과 분산을 추정할 수 없습니다.`,
        },
        expected: { en: 'a batch size of 16 or more', ko: '배치 크기 16 이상' },
        received: '1',
        fix: {
          label: { en: 'Set the batch size to 32', ko: '배치 크기를 32로 설정' },
          repair: { kind: 'setTraining', key: 'batchSize', value: 32 },
        },
      },
    ];
  },
};

/** Remarks on normalization. */
export const NORMALIZATION_LINTS: readonly Lint[] = [
  movingStatistics,
  normalizationAfterActivation,
  biasBeforeNormalization,
  batchOfOne,
];
