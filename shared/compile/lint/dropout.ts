import type { GraphNode } from '#shared/graph/document';
import { isActivationBlock } from './context';
import type { Lint, Remark } from './definition';
import { conv, dense, digits, IMAGE, row, TEN } from './example';
import { SOURCES } from './sources';

const DROPPING: ReadonlySet<string> = new Set(['Dropout', 'AlphaDropout', 'SpatialDropout2D']);
const isDropping = ({ type }: GraphNode): boolean => DROPPING.has(type);

/** Blocks that the statistics of a batch pass through unchanged in kind. */
const PASSING: ReadonlySet<string> = new Set(['Flatten', 'Reshape', 'MaxPooling2D', 'AveragePooling2D']);

/** Dropped inputs shift the statistics that BatchNormalization remembers. */
const dropoutBeforeNormalization: Lint = {
  code: 'dropout-before-normalization',
  severity: 'hint',
  title: { en: 'Dropout before BatchNormalization', ko: 'BatchNormalization 앞의 Dropout' },
  why: {
    en: 'Dropout keeps the mean of its input and raises its variance, but only while training. BatchNormalization behind it learns that larger variance as its moving statistic; in prediction nothing is dropped, the variance is smaller, and everything is scaled wrongly. Put Dropout behind the last normalization.',
    ko: 'Dropout은 학습할 때만 입력의 평균은 그대로 두고 분산을 키웁니다. 뒤의 BatchNormalization은 커진 분산을 이동 통계로 기억하는데, 예측할 때는 아무것도 지우지 않아 분산이 작아지므로 값의 크기가 어긋납니다. Dropout은 마지막 정규화 뒤에 두세요.',
  },
  source: SOURCES.varianceShift,
  example: { graph: digits(conv(), 'MaxPooling2D', 'Dropout', 'BatchNormalization', 'Flatten') },
  find: ({ graph, before, after, blockOf }) =>
    graph.nodes.flatMap((node): Remark[] => {
      const previous = node.type === 'BatchNormalization' ? before(node, PASSING) : undefined;
      if (!previous || !isDropping(previous) || !blockOf(node)) return [];
      const isMovable = before(node) === previous && after(previous).length === 1;
      return [
        {
          nodeId: previous.id,
          message: {
            en: `${previous.name} stands before ${node.name}: dropping changes the statistics that are used for prediction later.`,
            ko: `${previous.name}이(가) ${node.name} 앞에 있습니다. 드롭아웃이 예측에 쓰일 통계를 바꿉니다.`,
          },
          expected: { en: 'Dropout behind BatchNormalization', ko: 'BatchNormalization 뒤의 Dropout' },
          received: { en: 'Dropout before BatchNormalization', ko: 'BatchNormalization 앞의 Dropout' },
          ...(isMovable && {
            fix: {
              label: {
                en: `Move ${previous.name} behind ${node.name}`,
                ko: `${previous.name}을(를) ${node.name} 뒤로 옮기기`,
              },
              repair: { kind: 'moveBehind', nodeId: previous.id, otherId: node.id } as const,
            },
          }),
        },
      ];
    }),
};

const CONVOLUTIONS: ReadonlySet<string> = new Set(['Conv2D', 'SeparableConv2D', 'DepthwiseConv2D']);

/** Single pixels of a feature map say what their neighbours say too. */
const dropoutInConvolutions: Lint = {
  code: 'dropout-in-convolutions',
  severity: 'hint',
  title: { en: 'Dropout between convolutions', ko: '합성곱 사이의 Dropout' },
  why: {
    en: 'Neighbouring values of a feature map say nearly the same, so when Dropout erases single ones, the next convolution reads what is missing from their neighbours: little is regularized, and the gradient only gets noisier. SpatialDropout2D erases whole feature maps, which the network cannot guess from neighbours.',
    ko: '특징 맵에서 이웃한 값은 거의 같은 것을 말합니다. Dropout이 값을 하나씩 지워도 다음 합성곱이 이웃에서 읽어 내므로 규제 효과는 작고 기울기만 거칠어집니다. SpatialDropout2D는 특징 맵을 통째로 지우므로 이웃에서 짐작할 수 없습니다.',
  },
  source: SOURCES.spatialDropout,
  example: { graph: digits(conv(), 'Dropout', conv(), 'Flatten') },
  find: ({ blocks, leadsTo }) =>
    blocks.flatMap(({ node, inputs, params }): Remark[] => {
      const isInMaps = node.type === 'Dropout' && inputs[0]?.length === 3 && inputs[0][0]! > 1;
      if (!isInMaps || !leadsTo(node, ({ type }) => CONVOLUTIONS.has(type))) return [];
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} erases single pixels of feature maps between convolutions, which their neighbours make up for.`,
            ko: `${node.name}이(가) 합성곱 사이에서 특징 맵의 픽셀을 하나씩 지우지만 이웃 픽셀이 그 자리를 메웁니다.`,
          },
          expected: 'SpatialDropout2D',
          received: 'Dropout',
          fix: {
            label: { en: 'Use SpatialDropout2D', ko: 'SpatialDropout2D로 바꾸기' },
            repair: {
              kind: 'replaceLayer',
              nodeId: node.id,
              type: 'SpatialDropout2D',
              params: { rate: params['rate'] ?? 0.5 },
            },
          },
        },
      ];
    }),
};

/** Above this rate hardly a unit is left. */
const MOST = 0.8;

const dropoutRate: Lint = {
  code: 'dropout-rate-extreme',
  severity: 'hint',
  title: { en: 'An extreme dropout rate', ko: '지나친 드롭아웃 비율' },
  why: {
    en: 'In the experiments of its inventors Dropout works best when 20 % to 60 % of hidden units are dropped. At a rate above 0.8 fewer than one unit in five is left at each step, and the network underfits; at 0 nothing happens at all.',
    ko: '드롭아웃을 만든 연구의 실험에서는 은닉 유닛의 20 %~60 %를 지울 때 가장 좋았습니다. 비율이 0.8을 넘으면 스텝마다 다섯 유닛 중 하나도 남지 않아 과소적합이 되고, 0이면 아무 일도 하지 않습니다.',
  },
  source: SOURCES.dropoutRate,
  example: { graph: digits('Flatten', dense(32, 'relu'), ['Dropout', { rate: 0.95 }]) },
  find: ({ blocks }) =>
    blocks.flatMap(({ node, params }): Remark[] => {
      const rate = Number(params['rate']);
      if (!isDropping(node) || !(rate > MOST || rate === 0)) return [];
      const isOff = rate === 0;
      return [
        {
          nodeId: node.id,
          param: 'rate',
          message: isOff
            ? {
                en: `${node.name} drops nothing at a rate of 0.`,
                ko: `${node.name}의 비율이 0이라 아무것도 지우지 않습니다.`,
              }
            : {
                en: `${node.name} drops ${Math.round(rate * 100)} % of its values at every step; hardly anything is left to learn from.`,
                ko: `${node.name}이(가) 스텝마다 값의 ${Math.round(rate * 100)} %를 지워 배울 것이 거의 남지 않습니다.`,
              },
          expected: '0.2 … 0.6',
          received: String(rate),
          fix: isOff
            ? {
                label: { en: `Remove ${node.name}`, ko: `${node.name} 삭제` },
                repair: { kind: 'removeNode', nodeId: node.id },
              }
            : {
                label: { en: 'Set the rate to 0.5', ko: '비율을 0.5로 설정' },
                repair: { kind: 'setParam', nodeId: node.id, param: 'rate', value: 0.5 },
              },
        },
      ];
    }),
};

const dropoutAtHead: Lint = {
  code: 'dropout-at-head',
  severity: 'warning',
  title: { en: 'Dropout behind the last layer', ko: '마지막 층 뒤의 Dropout' },
  why: {
    en: 'Behind the last layer Dropout erases the prediction itself: the probability of the true class becomes 0 every other time, and the loss is about chance. Dropout belongs before the last layer, where other units can stand in for those that are dropped.',
    ko: '마지막 층 뒤의 Dropout은 예측 자체를 지웁니다. 정답 클래스의 확률이 걸핏하면 0이 되어 손실이 우연에 좌우됩니다. Dropout은 지워진 유닛을 다른 유닛이 대신할 수 있는 마지막 층 앞에 두어야 합니다.',
  },
  source: SOURCES.dropoutRate,
  example: { graph: row(IMAGE, 'Flatten', dense(32, 'relu'), TEN, 'Dropout', 'Output') },
  find: ({ graph, before, wireInto, after }) =>
    graph.nodes.flatMap((output): Remark[] => {
      const last = output.type === 'Output' ? before(output) : undefined;
      if (!last || !isDropping(last)) return [];
      // Behind an activation of its own the layer that it belongs to stands one further.
      let head = before(last);
      if (head && isActivationBlock(head)) head = before(head);
      const isMovable =
        head !== undefined &&
        wireInto(head) !== undefined &&
        after(last).length === 1 &&
        before(head) !== undefined &&
        before(head)!.type !== 'Input' &&
        before(head) !== last;
      return [
        {
          nodeId: last.id,
          message: {
            en: `${last.name} stands behind the last layer and erases parts of the prediction itself while training. Put it before the last layer.`,
            ko: `${last.name}이(가) 마지막 층 뒤에 있어 학습할 때 예측 자체를 지웁니다. 마지막 층 앞에 두세요.`,
          },
          expected: { en: 'Dropout before the last layer', ko: '마지막 층 앞의 Dropout' },
          received: { en: 'Dropout before Output', ko: 'Output 앞의 Dropout' },
          fix: isMovable
            ? {
                label: {
                  en: `Move ${last.name} before ${head!.name}`,
                  ko: `${last.name}을(를) ${head!.name} 앞으로 옮기기`,
                },
                repair: { kind: 'moveBefore', nodeId: last.id, otherId: head!.id },
              }
            : {
                label: { en: `Remove ${last.name}`, ko: `${last.name} 삭제` },
                repair: { kind: 'removeNode', nodeId: last.id },
              },
        },
      ];
    }),
};

/** Remarks on where Dropout stands and how much it drops. */
export const DROPOUT_LINTS: readonly Lint[] = [
  dropoutBeforeNormalization,
  dropoutInConvolutions,
  dropoutRate,
  dropoutAtHead,
];
