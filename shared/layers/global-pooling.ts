import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { tfjsCall } from './code';
import type { CodeContext, LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsImage, needsSequence } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { globalPoolingWhy } from './why/windows';

const PARAMS: Readonly<Record<1 | 2, ParamSpecs>> = {
  1: {
    keepdims: {
      kind: 'boolean',
      default: false,
      advanced: true,
      label: { en: 'Keep axes', ko: '축 유지' },
      help: {
        en: 'Keeps the steps as an axis of size 1 (1 × features) instead of dropping it.',
        ko: '스텝 축을 없애지 않고 크기 1인 축으로 남깁니다(1 × 특징).',
      },
    },
  },
  2: {
    keepdims: {
      kind: 'boolean',
      default: false,
      advanced: true,
      label: { en: 'Keep axes', ko: '축 유지' },
      help: {
        en: 'Keeps height and width as axes of size 1 (1 × 1 × channels) instead of dropping them.',
        ko: '높이와 너비를 없애지 않고 크기 1인 축으로 남깁니다(1 × 1 × 채널).',
      },
    },
  },
};

const read = paramReader(PARAMS[2]);

/** Whether the axes that are pooled away stay as axes of size 1. */
export const keepsAxes = (values: Params): boolean => read.flag(values, 'keepdims');

/** Everything that layers share which turn all steps of a sequence (`axes` 1) or all pixels of an image (2) into one number per channel. */
export const globalPoolingBase = (
  type: string,
  axes: 1 | 2,
): Pick<
  LayerDefinition,
  'type' | 'category' | 'params' | 'ports' | 'inferShape' | 'weights' | 'flops' | 'why' | 'view'
> => ({
  type,
  category: 'pooling',
  params: PARAMS[axes],
  ports: ONE_TO_ONE,
  inferShape: ({ params, inputs }) => {
    const shape = inputs[0]!;
    if (shape.length !== axes + 1) {
      return { ok: false, problem: axes === 2 ? needsImage(type, shape) : needsSequence(type, shape) };
    }
    const channels = shape.at(-1)!;
    return {
      ok: true,
      shape: keepsAxes(params) ? [...shape.slice(0, -1).map(() => 1), channels] : [channels],
    };
  },
  weights: () => [],
  flops: ({ inputs }) => sizeOf(inputs[0]!),
  why: globalPoolingWhy,
  view: 'bars',
});

/** The engine's axes that are pooled away. */
export const pooledAxes = (axes: 1 | 2): readonly number[] => (axes === 2 ? [2, 3] : [1]);

/** TensorFlow.js has these layers without `keepdims`; a pooling window as large as the input does the same. */
export function tfjsGlobalPooling(kind: 'max' | 'average', { params, inputs, name }: CodeContext): string {
  const window = inputs[0]!.slice(0, -1);
  const capital = kind === 'max' ? 'Max' : 'Average';
  return keepsAxes(params)
    ? tfjsCall(`layers.${kind}Pooling${window.length}d`, {
        poolSize: window.length === 1 ? window[0]! : window,
        name,
      })
    : tfjsCall(`layers.global${capital}Pooling${window.length}d`, { name });
}
