import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { PoolWindow } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { tfjsCall, unlessDefault } from './code';
import type { CodeContext, LayerDefinition, LowerContext } from './definition';
import { paddingParam, paramReader } from './params';
import { needsSequence } from './problems';
import { ONE_TO_ONE } from './same-shape';
import {
  engineSequenceWindow,
  imageToSequence,
  sequenceToImage,
  type SequenceWindow,
  walkSequence,
} from './sequence';
import { poolingWhy } from './why/windows';
import type { Padding } from './window';

/** Parameters of MaxPooling1D and AveragePooling1D. */
export const pooling1dParams: ParamSpecs = {
  poolSize: {
    kind: 'int',
    default: 2,
    min: 1,
    max: 1024,
    unit: { en: 'steps', ko: '스텝' },
    label: { en: 'Pool size', ko: '풀링 크기' },
    help: {
      en: 'Number of steps that become one. 2 halves the sequence.',
      ko: '한 스텝으로 줄일 스텝의 수입니다. 2면 시퀀스가 절반으로 줄어듭니다.',
    },
  },
  strides: {
    kind: 'int',
    default: null,
    min: 1,
    max: 1024,
    nullable: true,
    nullLabel: { en: 'as pool size', ko: '풀링 크기와 같게' },
    label: { en: 'Strides', ko: '스트라이드' },
    help: {
      en: 'Steps by which the window moves. The same as the pool size unless windows should overlap.',
      ko: '창이 움직이는 간격입니다. 창을 겹치려는 것이 아니면 풀링 크기와 같게 둡니다.',
    },
  },
  padding: {
    ...paddingParam,
    help: {
      en: 'valid uses only whole windows and drops the rest; same keeps the rest as a smaller window.',
      ko: 'valid는 온전한 창만 쓰고 나머지는 버리며, same은 나머지도 작은 창으로 남깁니다.',
    },
  },
};
const read = paramReader(pooling1dParams);

export function pooling1dWindow(values: Params): SequenceWindow {
  const size = read.number(values, 'poolSize');
  return {
    size,
    strides: read.optionalNumber(values, 'strides') ?? size,
    padding: read.text(values, 'padding') as Padding,
    dilation: 1,
  };
}

/** Everything that MaxPooling1D and AveragePooling1D share. */
export const pooling1dBase = (
  type: string,
): Pick<
  LayerDefinition,
  'type' | 'category' | 'params' | 'ports' | 'inferShape' | 'weights' | 'flops' | 'why' | 'badge' | 'view'
> => ({
  type,
  category: 'pooling',
  params: pooling1dParams,
  ports: ONE_TO_ONE,
  inferShape: ({ params, inputs }) => {
    const sequence = inputs[0]!;
    if (sequence.length !== 2) return { ok: false, problem: needsSequence(type, sequence) };
    const walk = walkSequence(sequence[0]!, pooling1dWindow(params));
    return 'problem' in walk
      ? { ok: false, problem: walk.problem }
      : { ok: true, shape: [walk.steps, sequence[1]!] };
  },
  weights: () => [],
  // One comparison or addition for each step of each window.
  flops: ({ params, output }) => sizeOf(output) * read.number(params, 'poolSize'),
  why: poolingWhy('sequence'),
  badge: (params) => {
    const [size, padding] = [read.number(params, 'poolSize'), read.text(params, 'padding')];
    return padding === 'valid' ? String(size) : `${size} ${padding}`;
  },
  view: 'bars',
});

/** The sequence pooled as an image of one row. */
export function lowerPooling1d(
  { b, params, inputs, values: [x] }: LowerContext,
  pool: (image: IrValue, window: PoolWindow) => IrValue,
): IrValue {
  const { size, strides, pads } = engineSequenceWindow(inputs[0]![0]!, pooling1dWindow(params));
  return imageToSequence(b, pool(sequenceToImage(b, x!), { size, strides, pads }));
}

export const tfjsPooling1d = (factory: string, { params, name }: CodeContext): string =>
  tfjsCall(factory, {
    poolSize: read.number(params, 'poolSize'),
    strides: unlessDefault(pooling1dParams, params, 'strides'),
    padding: unlessDefault(pooling1dParams, params, 'padding'),
    name,
  });
