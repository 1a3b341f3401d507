import { type Shape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition } from './definition';
import { shapesDiffer } from './problems';
import { mergingWhy } from './why/arranging';

/** The shape that all inputs stretch to: equal sizes, or 1. Null when there is none. */
function broadcastShape(shapes: readonly Shape[]): Shape | null {
  const [first, ...others] = shapes;
  let result = first!;
  for (const shape of others) {
    if (shape.length !== result.length) return null;
    if (shape.some((n, i) => n !== result[i] && n !== 1 && result[i] !== 1)) return null;
    result = result.map((n, i) => Math.max(n, shape[i]!));
  }
  return result;
}

/** What layers share that combine their inputs value by value; axes of size 1 stretch, as in Keras. `most` inputs, or any number. */
export const mergingBase = (
  type: string,
  most?: number,
): Pick<
  LayerDefinition,
  'type' | 'category' | 'params' | 'ports' | 'minInputs' | 'inferShape' | 'weights' | 'flops' | 'why' | 'view'
> => ({
  type,
  category: 'merging',
  params: {},
  ports: {
    inputs: [{ name: 'in', multiple: true, ...(most !== undefined && { most }) }],
    outputs: [{ name: 'out' }],
  },
  minInputs: 2,
  inferShape: ({ inputs }) => {
    const shape = broadcastShape(inputs);
    if (shape) return { ok: true, shape };
    return {
      ok: false,
      problem: shapesDiffer(type, inputs, {
        en: 'inputs of the same shape; a Conv2D with kernel 1 × 1 and same padding can match the channels',
        ko: '모양이 같은 입력. 채널 수는 커널 1 × 1, same 패딩의 Conv2D로 맞출 수 있습니다',
      }),
    };
  },
  weights: () => [],
  flops: ({ inputs, output }) => (inputs.length - 1) * sizeOf(output),
  why: mergingWhy,
  view: 'maps',
});
