import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { curveOf, isActivationBlock, isWeightedSum, LINEAR, type LintContext } from './context';
import type { Lint, Remark } from './definition';
import { dense, digits } from './example';
import { SOURCES } from './sources';

const RECTIFIERS: ReadonlySet<string | undefined> = new Set([
  'relu',
  'relu6',
  'leaky_relu',
  'prelu',
  'elu',
  'gelu',
  'silu',
]);
const SQUASHING: ReadonlySet<string | undefined> = new Set(['sigmoid', 'tanh', 'softsign', 'hard_sigmoid']);

/** The initializer that keeps the size of values through a layer with such an activation. */
export function suitableStart(curve: string | undefined): string {
  if (curve === 'selu') return 'lecun_normal';
  return RECTIFIERS.has(curve) ? 'he_normal' : 'glorot_uniform';
}

/** A repair that lets the weights of a block start otherwise. */
export const startWith = (
  { id }: GraphNode,
  param: string,
  value: string,
): NonNullable<Diagnostic['fix']> => ({
  label: { en: `Start with ${value}`, ko: `${value}로 초기화` },
  repair: { kind: 'setParam', nodeId: id, param, value },
});

interface Started {
  readonly node: GraphNode;
  readonly start: string;
  /** The curve behind its weighted sum: its own, or that of the one activation block that follows. */
  readonly curve: string | undefined;
  /** A normalization sets the size of its values, whatever the weights start with. */
  readonly isNormalized: boolean;
}

const NORMALIZING: ReadonlySet<string> = new Set([
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
]);

/** Weighted sums whose kernel can be started otherwise. */
const startedLayers = ({ blocks, after }: LintContext): readonly Started[] =>
  blocks.flatMap(({ node, params }): Started[] => {
    const start = params['kernelInitializer'];
    if (!isWeightedSum(node) || !node.trainable || typeof start !== 'string') return [];
    const behind = after(node);
    const isNormalized = behind.some(({ type }) => NORMALIZING.has(type));
    const [next] = behind.length === 1 ? behind : [];
    const own = curveOf(node);
    return [
      {
        node,
        start,
        curve: own ?? (next && isActivationBlock(next) ? curveOf(next) : undefined),
        isNormalized,
      },
    ];
  });

const unsuited = (
  { node, start, curve }: Started,
  wanted: string,
  reason: { readonly en: string; readonly ko: string },
): Remark => ({
  nodeId: node.id,
  param: 'kernelInitializer',
  message: {
    en: `${node.name}: ${start} does not suit ${curve}: ${reason.en}`,
    ko: `${node.name}: ${start} 초기화는 ${curve}에 맞지 않습니다. ${reason.ko}`,
  },
  expected: wanted,
  received: start,
  fix: startWith(node, 'kernelInitializer', wanted),
});

/** selu keeps mean and variance only with weights of variance 1/n. */
const seluWithoutLecun: Lint = {
  code: 'selu-without-lecun',
  severity: 'hint',
  title: { en: 'selu without lecun_normal', ko: 'lecun_normal 없이 쓴 selu' },
  why: {
    en: 'selu is made so that mean 0 and variance 1 are kept from layer to layer by themselves. Its proof needs weights with variance 1/n, which is what lecun_normal draws. With another start the values drift, and nothing is left of what selu is chosen for.',
    ko: 'selu는 층을 지나도 평균 0, 분산 1이 저절로 유지되도록 만든 함수입니다. 그 증명에는 분산이 1/n인 가중치가 필요하고, lecun_normal이 바로 그렇게 뽑습니다. 다르게 시작하면 값이 흘러가 selu를 쓰는 이유가 사라집니다.',
  },
  source: SOURCES.selfNormalizing,
  example: { graph: digits('Flatten', dense(32, 'selu')) },
  find: (context) =>
    startedLayers(context)
      .filter(
        ({ curve, start, isNormalized }) => curve === 'selu' && !isNormalized && !start.startsWith('lecun'),
      )
      .map((one) =>
        unsuited(one, 'lecun_normal', {
          en: 'mean and variance are only kept with variance 1/n.',
          ko: '분산이 1/n이어야 평균과 분산이 유지됩니다.',
        }),
      ),
};

/** He's law is for curves that let half of the values through. */
const heWithSquashing: Lint = {
  code: 'he-with-squashing',
  severity: 'hint',
  title: { en: 'He initialization before sigmoid or tanh', ko: 'sigmoid나 tanh 앞의 He 초기화' },
  why: {
    en: 'He initialization draws weights of variance 2/n, twice as much as needed to keep the size of values: it makes up for relu, which sets half of them to 0. sigmoid and tanh set none to 0; with weights that large they start closer to their flat ends, where the gradient fades. Glorot initialization was made for them.',
    ko: 'He 초기화는 분산 2/n인 가중치를 뽑습니다. relu가 값의 절반을 0으로 만드는 것을 메우려고 두 배로 잡은 것입니다. sigmoid와 tanh는 아무 값도 0으로 만들지 않으므로, 가중치가 이렇게 크면 기울기가 사라지는 평평한 끝 가까이에서 시작합니다. 이 함수들에는 Glorot 초기화가 알맞습니다.',
  },
  source: SOURCES.glorotInitialization,
  example: { graph: digits('Flatten', dense(32, 'tanh', { kernelInitializer: 'he_normal' })) },
  find: (context) =>
    startedLayers(context)
      .filter(
        ({ curve, start, isNormalized }) => SQUASHING.has(curve) && !isNormalized && start.startsWith('he_'),
      )
      .map((one) =>
        unsuited(one, 'glorot_uniform', {
          en: 'its weights are made larger to make up for what relu cuts off.',
          ko: 'relu가 잘라 내는 만큼을 메우려고 가중치를 키운 방법입니다.',
        }),
      ),
};

/** Halving the variance eight times leaves 1/16 of the size of values. */
const DEEP = 8;
const HALVING: ReadonlySet<string> = new Set([
  'glorot_uniform',
  'glorot_normal',
  'lecun_uniform',
  'lecun_normal',
]);

/** In shallow networks Keras's default does well with relu; in deep ones the values die away. */
const deepReluWithoutHe: Lint = {
  code: 'deep-relu-without-he',
  severity: 'hint',
  title: { en: 'A deep stack of relu without He initialization', ko: 'He 초기화 없이 깊게 쌓은 relu' },
  why: {
    en: 'relu sets half of the values to 0, which halves their mean square. Glorot and LeCun initialization do not make up for it: after eight such layers values are 1/16 of their size, and gradients with them. He initialization draws weights of twice the variance and keeps the size through any number of layers. In a few layers it makes hardly a difference.',
    ko: 'relu는 값의 절반을 0으로 만들어 제곱 평균을 반으로 줄입니다. Glorot나 LeCun 초기화는 이를 메우지 않으므로 여덟 층을 지나면 값의 크기가 1/16이 되고 기울기도 함께 작아집니다. He 초기화는 분산을 두 배로 뽑아 층이 아무리 많아도 크기를 지킵니다. 층이 몇 개뿐이면 차이가 거의 없습니다.',
  },
  source: SOURCES.heInitialization,
  example: { graph: digits('Flatten', ...Array.from({ length: DEEP }, () => dense(32, 'relu'))) },
  find: (context) => {
    const layers = new Map(startedLayers(context).map((one) => [one.node.id, one]));
    const halves = (one: Started | undefined): one is Started =>
      one !== undefined && one.curve === 'relu' && !one.isNormalized && HALVING.has(one.start);
    const runs = new Map<string, readonly Started[]>();
    return context.inference.order.flatMap((id): Remark[] => {
      const own = layers.get(id);
      if (!halves(own)) return [];
      const previous = context.before(own.node, PASSING);
      const run = [...(runs.get(previous?.id ?? '') ?? []), own];
      runs.set(id, run);
      if (run.length !== DEEP) return [];
      return [
        {
          nodeId: own.node.id,
          param: 'kernelInitializer',
          message: {
            en: `${own.node.name} is the eighth layer with relu in a row that does not start with He initialization: values and gradients fade from layer to layer.`,
            ko: `${own.node.name}까지 He 초기화를 쓰지 않은 relu 층이 여덟 번 이어져 값과 기울기가 층마다 작아집니다.`,
          },
          expected: 'he_normal',
          received: own.start,
          fix: {
            label: { en: 'Start all eight with he_normal', ko: '여덟 층 모두 he_normal로 초기화' },
            repair: {
              kind: 'several',
              repairs: run.map(({ node }) => startWith(node, 'kernelInitializer', 'he_normal').repair),
            },
          },
        },
      ];
    });
  },
};

/** Blocks between two layers of a stack that leave the size of values about as it is. */
const PASSING: ReadonlySet<string> = new Set([
  ...[...LINEAR].filter((type) => !NORMALIZING.has(type)),
  'Activation',
  'ReLU',
  'MaxPooling2D',
]);

/** Remarks on how weights start. */
export const INITIALIZER_LINTS: readonly Lint[] = [seluWithoutLecun, heWithSquashing, deepReluWithoutHe];
