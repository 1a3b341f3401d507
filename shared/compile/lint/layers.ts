import type { GraphNode } from '#shared/graph/document';
import { incomingEdges } from '#shared/graph/order';
import { formatShape, sizeOf } from '#shared/graph/shape';
import { activationOf, curveOf, isWeightedSum, LINEAR, type LintContext } from './context';
import type { Lint, Remark } from './definition';
import { conv, dense, digits, IMAGE, points, row, TEN, withBranch, XOR } from './example';
import { usualHeads } from './heads';
import { startWith, suitableStart } from './initializers';
import { SOURCES } from './sources';

/** Two weighted sums with nothing curved between them compute no more than one. */
const noActivationBetween: Lint = {
  code: 'no-activation-between',
  severity: 'warning',
  title: { en: 'No activation function between two layers', ko: '두 층 사이에 활성화 함수가 없음' },
  why: {
    en: 'A weighted sum of weighted sums is again a weighted sum: W₂(W₁x) = (W₂W₁)x. Two such layers with nothing curved between them can do no more than one, however many units they have. An activation function such as relu bends the line, and only then does depth pay.',
    ko: '가중합을 다시 가중합하면 여전히 하나의 가중합입니다: W₂(W₁x) = (W₂W₁)x. 사이에 휘어진 함수가 없으면 유닛이 아무리 많아도 두 층은 한 층과 같습니다. relu 같은 활성화 함수가 직선을 꺾어 주어야 층을 쌓는 의미가 생깁니다.',
  },
  source: SOURCES.hiddenUnits,
  example: { graph: digits('Flatten', dense(32, 'linear')) },
  find: ({ graph, before }) =>
    graph.nodes.flatMap((node): Remark[] => {
      const previous = isWeightedSum(node) ? before(node, LINEAR) : undefined;
      if (!previous || !isWeightedSum(previous) || activationOf(previous) !== 'linear') return [];
      return [
        {
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
    }),
};

/** Blocks from which a way leads to an Output; null where one of those ways begins in the middle, for then it is not known what will lead there. */
function leadingToOutput({ graph }: LintContext): ReadonlySet<string> | null {
  const incoming = incomingEdges(graph);
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const reached = new Set(graph.nodes.filter(({ type }) => type === 'Output').map(({ id }) => id));
  for (const id of reached) {
    const wires = incoming.get(id)!;
    if (wires.length === 0 && types.get(id) !== 'Input') return null;
    for (const { source } of wires) reached.add(source);
  }
  return reached;
}

/** Keras leaves such layers out of the model; here they stay untrained. */
const leadsNowhere: Lint = {
  code: 'leads-nowhere',
  severity: 'warning',
  title: { en: 'A block that leads nowhere', ko: 'Output까지 이어지지 않는 블록' },
  why: {
    en: 'Only what reaches an Output takes part in the loss. A block whose result goes nowhere gets no gradient and changes nothing; Keras leaves it out of the model altogether. Connect it, for example with Add or Concatenate, or remove it.',
    ko: 'Output까지 이어진 것만 손실에 영향을 줍니다. 결과가 아무 데도 가지 않는 블록은 기울기를 받지 못하고 아무것도 바꾸지 못하며, Keras에서는 모델에서 아예 빠집니다. Add나 Concatenate로 잇거나 지우세요.',
  },
  source: SOURCES.functionalApi,
  example: { graph: withBranch(digits(conv(), 'Flatten'), 'conv2d', 'flatten_1', 'Flatten') },
  find: (context) => {
    const reached = leadingToOutput(context);
    if (!reached || reached.size === 0) return [];
    return context.graph.nodes
      .filter(({ id }) => !reached.has(id) && context.inference.nodes.get(id)?.shape)
      .map((node): Remark => ({
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
  },
};

/** Dense works on the last axis alone. */
const denseOnImage: Lint = {
  code: 'dense-on-image',
  severity: 'hint',
  title: { en: 'Dense on an image without Flatten', ko: 'Flatten 없이 이미지에 쓴 Dense' },
  why: {
    en: 'Dense works on the last axis only. On an image that is the channels: every pixel is treated alike and none sees its neighbours, as a 1 × 1 convolution would do. Usually a Flatten in front is meant, so that every unit sees all pixels, or a Conv2D.',
    ko: 'Dense는 마지막 축에만 작용합니다. 이미지에서는 채널이 그 축이라서, 1 × 1 합성곱처럼 픽셀마다 따로 같은 계산을 하고 이웃 픽셀을 보지 못합니다. 대개는 앞에 Flatten을 두어 유닛마다 모든 픽셀을 보게 하거나 Conv2D를 쓰려던 것입니다.',
  },
  source: SOURCES.denseLayer,
  example: { graph: digits(dense(8, 'relu'), 'Flatten') },
  find: ({ blocks, wireInto }) =>
    blocks.flatMap(({ node, inputs, shape }): Remark[] => {
      const [input] = inputs;
      const edgeId = wireInto(node)?.id;
      if (node.type !== 'Dense' || input?.length !== 3 || sizeOf(input.slice(0, 2)) === 1) return [];
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} works on every pixel of the ${formatShape(input)} image by itself; no unit sees the whole image.`,
            ko: `${node.name}이(가) ${formatShape(input)} 이미지의 픽셀마다 따로 계산하여 이미지 전체를 보는 유닛이 없습니다.`,
          },
          expected: { en: 'Flatten before Dense', ko: 'Dense 앞의 Flatten' },
          received: formatShape(shape),
          ...(edgeId !== undefined && {
            fix: {
              label: { en: `Insert Flatten before ${node.name}`, ko: `${node.name} 앞에 Flatten 넣기` },
              repair: { kind: 'insertLayer', edgeId, type: 'Flatten' } as const,
            },
          }),
        },
      ];
    }),
};

/** Units of a hidden layer with softmax compete for a sum of 1. */
const softmaxWithin: Lint = {
  code: 'softmax-within',
  severity: 'hint',
  title: { en: 'Softmax in a hidden layer', ko: '은닉층의 softmax' },
  why: {
    en: 'softmax makes all values of a layer share a sum of 1: when one unit grows, the others must shrink. At the end that is what probabilities of classes need. In a hidden layer it throws away how strong the features are and weakens the gradient; relu keeps both.',
    ko: 'softmax는 층의 모든 값이 합 1을 나눠 갖게 합니다. 한 유닛이 커지면 나머지는 작아져야 합니다. 마지막 층에서 클래스 확률을 낼 때는 알맞지만, 은닉층에서는 특징이 얼마나 강한지를 잃고 기울기도 약해집니다. relu는 둘 다 지킵니다.',
  },
  source: SOURCES.outputUnits,
  example: { graph: digits('Flatten', dense(32, 'softmax')) },
  find: (context) => {
    const heads = new Set(usualHeads(context).map(({ last }) => last.id));
    return context.blocks.flatMap(({ node, shape }): Remark[] => {
      const isHidden =
        node.type === 'Dense' &&
        !heads.has(node.id) &&
        shape.length === 1 &&
        shape[0]! > 1 &&
        activationOf(node) === 'softmax';
      const behind = isHidden ? context.after(node, LINEAR) : [];
      if (!behind.some((one: GraphNode) => one.type === 'Dense')) return [];
      return [
        {
          nodeId: node.id,
          param: 'activation',
          message: {
            en: `${node.name} is a hidden layer with softmax: its units share a sum of 1 and lose the strength of what they found.`,
            ko: `${node.name}은(는) softmax를 쓰는 은닉층입니다. 유닛들이 합 1을 나눠 가져 특징의 세기를 잃습니다.`,
          },
          expected: 'relu',
          received: 'softmax',
          fix: {
            label: { en: 'Set activation to relu', ko: '활성화 함수를 relu로 설정' },
            repair: { kind: 'setParam', nodeId: node.id, param: 'activation', value: 'relu' },
          },
        },
      ];
    });
  },
};

const TWICE: ReadonlySet<string> = new Set(['softmax', 'sigmoid']);

/** Probabilities that go through softmax once more come close to each other. */
const softmaxTwice: Lint = {
  code: 'softmax-twice',
  severity: 'warning',
  title: { en: 'Softmax of softmax', ko: 'softmax를 두 번 적용' },
  why: {
    en: 'softmax expects plain numbers. Given probabilities, which lie between 0 and 1, its result is nearly even: of ten classes the best can reach e/(e + 9) ≈ 23 % at most. The loss can then never come near 0. One softmax at the end is enough.',
    ko: 'softmax는 확률이 아닌 수를 받아야 합니다. 0과 1 사이의 확률을 넣으면 결과가 거의 고르게 퍼집니다. 클래스가 열 개이면 가장 높은 확률도 e/(e + 9) ≈ 23 %를 넘지 못해 손실이 0에 다가갈 수 없습니다. softmax는 끝에 한 번이면 됩니다.',
  },
  source: SOURCES.outputUnits,
  example: { graph: row(IMAGE, 'Flatten', TEN, 'Softmax', 'Output') },
  find: ({ blocks, before }) =>
    blocks.flatMap(({ node, shape }): Remark[] => {
      const isAlone = node.type === 'Softmax' || node.type === 'Activation';
      const previous = isAlone && activationOf(node) === 'softmax' ? before(node, ONLY_PASSING) : undefined;
      const own = previous && activationOf(previous);
      if (!previous || own === undefined || !TWICE.has(own) || shape.at(-1) === 1) return [];
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} gets the probabilities that ${own} of ${previous.name} gives, and makes them nearly even.`,
            ko: `${node.name}이(가) ${previous.name}의 ${own}이(가) 낸 확률을 다시 받아 거의 고르게 만듭니다.`,
          },
          expected: { en: 'softmax once', ko: 'softmax 한 번' },
          received: `${own} → softmax`,
          fix: {
            label: { en: `Remove ${node.name}`, ko: `${node.name} 삭제` },
            repair: { kind: 'removeNode', nodeId: node.id },
          },
        },
      ];
    }),
};

const ONLY_PASSING: ReadonlySet<string> = new Set(['Dropout', 'Flatten']);

const CONSTANT: ReadonlySet<unknown> = new Set(['zeros', 'ones', 'constant']);
const kernelKey = (params: Readonly<Record<string, unknown>>): string | undefined =>
  ['kernelInitializer', 'pointwiseInitializer'].find((key) => Object.hasOwn(params, key));

/** Units that start alike and are treated alike stay alike. */
const symmetricStart: Lint = {
  code: 'symmetric-start',
  severity: 'warning',
  title: { en: 'All units start alike', ko: '모든 유닛이 똑같이 시작함' },
  why: {
    en: 'If all weights of a hidden layer and of the one behind it start with the same number, all its units compute the same, get the same gradient and stay the same for ever: hundred units do the work of one. With zeros before relu not even that, since relu passes no gradient at 0. Random numbers break the symmetry.',
    ko: '은닉층과 그다음 층의 가중치가 모두 같은 수로 시작하면 모든 유닛이 같은 값을 내고 같은 기울기를 받아 영원히 똑같습니다. 유닛이 백 개여도 하나와 다름없습니다. relu 앞에서 0으로 시작하면 relu가 0에서 기울기를 넘기지 않아 아예 학습되지 않습니다. 무작위 수로 시작해야 대칭이 깨집니다.',
  },
  source: SOURCES.symmetry,
  example: {
    graph: points(dense(8, 'relu', { kernelInitializer: 'zeros' })),
    data: XOR,
  },
  find: ({ blocks, after, blockOf }) =>
    blocks.flatMap(({ node, params, shape }): Remark[] => {
      const key = kernelKey(params);
      const start = key === undefined ? undefined : params[key];
      if (key === undefined || !node.trainable || !CONSTANT.has(start) || shape.at(-1) === 1) return [];
      const behind = after(node, PASSING_UNITS);
      const weighted = behind.filter(isWeightedSum);
      // A single layer has nothing to tell its units apart by but the labels, and these are enough.
      if (weighted.length === 0 || weighted.length < behind.length) return [];
      const isDead = start === 'zeros' && activationOf(node) === 'relu' && hasZeroBias(params);
      const isAlike = weighted.every((one) => {
        const other = blockOf(one)?.params ?? {};
        return CONSTANT.has(other[kernelKey(other) ?? '']);
      });
      if (!isDead && !isAlike) return [];
      return [
        {
          nodeId: node.id,
          param: key,
          message: isDead
            ? {
                en: `All weights of ${node.name} start at 0, where relu passes no gradient: it never learns.`,
                ko: `${node.name}의 가중치가 모두 0에서 시작하는데, relu는 0에서 기울기를 넘기지 않아 전혀 학습되지 않습니다.`,
              }
            : {
                en: `All units of ${node.name} start alike and will stay alike, as one unit.`,
                ko: `${node.name}의 모든 유닛이 똑같이 시작하여 끝까지 유닛 하나처럼 움직입니다.`,
              },
          expected: { en: 'random weights', ko: '무작위 가중치' },
          received: String(start),
          fix: startWith(node, key, suitableStart(curveOf(node))),
        },
      ];
    }),
};

const hasZeroBias = (params: Readonly<Record<string, unknown>>): boolean =>
  params['useBias'] === false || params['biasInitializer'] === 'zeros';

/** Blocks that treat all units alike. */
const PASSING_UNITS: ReadonlySet<string> = new Set([...LINEAR, 'Activation', 'ReLU', 'MaxPooling2D']);

/** Remarks on how layers follow each other. */
export const LAYER_LINTS: readonly Lint[] = [
  noActivationBetween,
  leadsNowhere,
  denseOnImage,
  softmaxWithin,
  softmaxTwice,
  symmetricStart,
];
