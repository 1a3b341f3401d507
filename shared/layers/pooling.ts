import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { pythonPair, tfjsCall, unlessDefault } from './code';
import type { CodeContext, LayerDefinition, ShapeContext, ShapeResult } from './definition';
import { paddingParam, paramReader } from './params';
import { needsImage } from './problems';
import { poolingWhy } from './why/windows';
import { formatPair, type Padding, walkWindow, windowPads, type WindowSpec } from './window';

/** Parameters of MaxPooling2D and AveragePooling2D. */
export const poolingParams: ParamSpecs = {
  poolSize: {
    kind: 'pair',
    default: [2, 2],
    min: 1,
    max: 64,
    label: { en: 'Pool size', ko: '풀링 크기' },
    help: {
      en: 'Height and width of the window that becomes one cell. 2 × 2 halves the image.',
      ko: '한 칸으로 줄일 창의 높이와 너비입니다. 2 × 2면 이미지가 절반으로 줄어듭니다.',
    },
  },
  strides: {
    kind: 'pair',
    default: null,
    min: 1,
    max: 64,
    nullable: true,
    nullLabel: { en: 'as pool size', ko: '풀링 크기와 같게' },
    label: { en: 'Strides', ko: '스트라이드' },
    help: {
      en: 'Steps of the window. The same as the pool size unless windows should overlap.',
      ko: '창이 움직이는 간격입니다. 창을 겹치려는 것이 아니면 풀링 크기와 같게 둡니다.',
    },
  },
  padding: paddingParam,
};
const read = paramReader(poolingParams);

export function poolingWindow(values: Params): WindowSpec {
  const size = read.pair(values, 'poolSize');
  return {
    size,
    strides: read.optionalPair(values, 'strides') ?? size,
    padding: read.text(values, 'padding') as Padding,
  };
}

const inferPooling =
  (type: string) =>
  ({ params, inputs }: ShapeContext): ShapeResult => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage(type, image) };
    const walk = walkWindow(image, poolingWindow(params));
    return 'problem' in walk
      ? { ok: false, problem: walk.problem }
      : { ok: true, shape: [...walk.size, image[2]!] };
  };

/** Everything that MaxPooling2D and AveragePooling2D share. */
export const poolingBase = (
  type: string,
): Pick<
  LayerDefinition,
  'type' | 'category' | 'params' | 'ports' | 'inferShape' | 'weights' | 'flops' | 'why' | 'badge' | 'view'
> => ({
  type,
  category: 'pooling',
  params: poolingParams,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: inferPooling(type),
  weights: () => [],
  // One comparison or addition for each cell of each window.
  flops: ({ params, output }) => sizeOf(output) * sizeOf(read.pair(params, 'poolSize')),
  why: poolingWhy('image'),
  badge: (params) => {
    const padding = read.text(params, 'padding');
    const size = formatPair(read.pair(params, 'poolSize'));
    return padding === 'valid' ? size : `${size} ${padding}`;
  },
  view: 'maps',
});

/** The window as the IR's pooling ops take it. */
export function enginePooling({ params, inputs }: ShapeContext) {
  const window = poolingWindow(params);
  return { size: window.size, strides: window.strides, pads: windowPads(inputs[0]!, window) };
}

/** Arguments of PyTorch's pooling modules: `2` or `3, stride=2`. */
export function torchPoolingArguments({ size, strides }: WindowSpec): string[] {
  const equal = size[0] === strides[0] && size[1] === strides[1];
  return equal ? [pythonPair(size)] : [pythonPair(size), `stride=${pythonPair(strides)}`];
}

export const tfjsPooling = (factory: string, { params, name }: CodeContext): string =>
  tfjsCall(factory, {
    poolSize: read.pair(params, 'poolSize'),
    strides: unlessDefault(poolingParams, params, 'strides'),
    padding: unlessDefault(poolingParams, params, 'padding'),
    name,
  });
