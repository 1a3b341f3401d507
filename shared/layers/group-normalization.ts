import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { alongAxis, engineAxis, kerasAxis } from './axes';
import { kerasCall, torchNote } from './code';
import type { LayerDefinition } from './definition';
import { affineParams, normalizationParams } from './normalization-params';
import { axisParam, paramReader } from './params';
import { needsAxis, wrongAxis } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { standardize } from './standardize';
import { trainedBy } from './trained';
import { COUNT } from './help';
import { affineWhy } from './why/products';

const params: ParamSpecs = {
  groups: {
    kind: 'int',
    default: 32,
    min: -1,
    max: 4096,
    label: { en: 'Groups', ko: '그룹 수' },
    help: {
      en: 'Number of groups into which the channels are split; it must divide them. 1 takes all together, −1 each alone.',
      ko: '채널을 나눌 그룹의 수이며 채널 수의 약수여야 합니다. 1이면 모두 함께, −1이면 채널마다 따로입니다.',
    },
  },
  axis: axisParam({
    en: 'The axis of the channels: −1, the last one. 0 would be the batch.',
    ko: '채널이 있는 축입니다. −1은 마지막 축이고, 0은 배치라서 쓸 수 없습니다.',
  }),
  ...normalizationParams,
  ...affineParams,
};
const read = paramReader(params);
const trained = trainedBy(params);

const channelsOf = (values: Params, shape: Shape): number =>
  shape[kerasAxis(read.number(values, 'axis'), shape)! - 1]!;

const groupsOf = (values: Params, shape: Shape): number => {
  const groups = read.number(values, 'groups');
  return groups === -1 ? channelsOf(values, shape) : groups;
};

/** Mean 0 and variance 1 over every group of neighbouring channels and all other axes but the batch. */
function standardizeGroups(b: IrBuilder, x: IrValue, axis: number, groups: number, epsilon: number): IrValue {
  const perGroup = x.shape[axis]! / groups;
  const split = x.shape.toSpliced(axis, 1, groups, perGroup);
  const others = split.map((_, i) => i).filter((i) => i !== 0 && i !== axis);
  return b.reshape(standardize(b, b.reshape(x, split), others, epsilon), x.shape);
}

/** Wu and He 2018 (https://keras.io/api/layers/normalization_layers/group_normalization/). */
export const groupNormalization: LayerDefinition = {
  type: 'GroupNormalization',
  category: 'normalization',
  icon: 'group',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    const axis = read.number(values, 'axis');
    if (shape.length === 0) return { ok: false, problem: needsAxis('GroupNormalization') };
    if (kerasAxis(axis, shape) === null) {
      return { ok: false, problem: wrongAxis('GroupNormalization', axis, shape) };
    }
    const [channels, groups] = [channelsOf(values, shape), groupsOf(values, shape)];
    if (groups > 0 && channels % groups === 0) return { ok: true, shape };
    const value = largestDivisor(channels, Math.max(groups, 1));
    return {
      ok: false,
      problem: {
        code: 'groups-must-divide',
        param: 'groups',
        message: {
          en: `${groups} groups do not divide ${channels} channels evenly.`,
          ko: `채널 ${channels}개를 그룹 ${groups}개로 똑같이 나눌 수 없습니다.`,
        },
        expected: { en: `a divisor of ${channels}, or −1`, ko: `${channels}의 약수, 또는 −1` },
        received: String(groups),
        fix: {
          label: { en: `Set groups to ${value}`, ko: `그룹 수를 ${value}(으)로 설정` },
          repair: { kind: 'setParam', nodeId: '', param: 'groups', value },
        },
      },
    };
  },
  weights: ({ params: values, inputs }) => {
    const shape = [channelsOf(values, inputs[0]!)];
    return [
      ...(read.flag(values, 'scale') ? [trained(values, 'gamma', shape)] : []),
      ...(read.flag(values, 'center') ? [trained(values, 'beta', shape)] : []),
    ];
  },
  lower: ({ b, params: values, inputs, values: [x], weight }) => {
    const shape = inputs[0]!;
    const axis = engineAxis(kerasAxis(read.number(values, 'axis'), shape)!, shape);
    const broad = (name: string) =>
      b.reshape(weight(name), alongAxis(channelsOf(values, shape), axis, x!.shape.length));
    const groups = groupsOf(values, shape);
    const normalized = standardizeGroups(b, x!, axis, groups, read.number(values, 'epsilon'));
    const scaled = read.flag(values, 'scale') ? b.mul(normalized, broad('gamma')) : normalized;
    return read.flag(values, 'center') ? b.add(scaled, broad('beta')) : scaled;
  },
  flops: ({ inputs }) => 7 * sizeOf(inputs[0]!),
  badge: (values) => `${read.number(values, 'groups')} groups`,
  view: 'maps',
  why: affineWhy(),
  docs: {
    summary: {
      en: 'Normalizes groups of channels of every sample, whatever the batch.',
      ko: '배치와 상관없이 샘플마다 채널을 그룹으로 묶어 정규화합니다.',
    },
    description: {
      en: 'The channels are split into groups; each group of one sample is brought to mean 0 and variance 1 over all its pixels, then scaled and shifted by a learned gamma and beta per channel. Training and prediction compute the same, and batches may be as small as one.',
      ko: '채널을 그룹으로 나누고, 샘플 하나의 그룹마다 모든 픽셀에 걸쳐 평균을 0, 분산을 1로 맞춘 뒤 채널마다 학습되는 gamma와 beta로 조절합니다. 학습과 예측의 계산이 같고, 배치 크기가 1이어도 됩니다.',
    },
    formula:
      'y = gamma · (x − mean) / √(variance + epsilon) + beta, over each group of channels; parameters = 2 · channels',
    formulaTex: [
      { tex: String.raw`y = \gamma \cdot \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \varepsilon}} + \beta` },
      { about: COUNT, tex: String.raw`2 \cdot C` },
    ],
    whenToUse: {
      en: 'In convolutional networks that train with small batches, because images are large or memory is short.',
      ko: '이미지가 크거나 메모리가 부족해 작은 배치로 학습하는 합성곱 신경망에 씁니다.',
    },
    example: {
      en: '14 × 14 × 64 with 32 groups: two channels are normalized together.',
      ko: '14 × 14 × 64에 그룹이 32개이면 채널 두 개씩 함께 정규화합니다.',
    },
    worked: {
      params: { groups: 2 },
      inputs: [[1, 3, 10, 20]],
      weights: { gamma: [1, 1, 1, 1], beta: [0, 0, 0, 0] },
      output: [-0.9995, 0.9995, -1, 1],
      steps: [
        { at: [0], sum: '1·(1 − 2)/sqrt(1 + 0.001) + 0' },
        { at: [3], sum: '1·(20 − 15)/sqrt(25 + 0.001) + 0' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('GroupNormalization', params, values, name),
    pytorch: ({ params: values, inputs }) => {
      const shape = inputs[0]!;
      const affine = read.flag(values, 'scale') || read.flag(values, 'center') ? '' : ', affine=False';
      const sizes = `${groupsOf(values, shape)}, ${channelsOf(values, shape)}`;
      const module = `nn.GroupNorm(${sizes}, eps=${read.number(values, 'epsilon')}${affine})`;
      return shape.length === 2 ? torchNote(module, 'takes and gives (batch, features, steps)') : module;
    },
    tfjs: () => null,
  },
};

/** The largest divisor of `n` that is at most `limit`. */
function largestDivisor(n: number, limit: number): number {
  let divisor = Math.min(n, limit);
  while (n % divisor !== 0) divisor--;
  return divisor;
}
