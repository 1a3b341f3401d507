import { WEYL } from '#shared/random/counter';
import type { EmitContext, OpDefinition } from './definition';
import { size } from './shapes';

/** `mix32` of `random/counter.ts` as ONNX ops on uint32. */
function mix(context: EmitContext, x: string): string {
  const { node, constant } = context;
  const uint = (n: number) => constant('uint32', [], [n]);
  const fold = (value: string, bits: number) => {
    const [shifted] = node('BitShift', [value, uint(bits)], { attrs: { direction: 'RIGHT' } });
    return node('BitwiseXor', [value, shifted!])[0]!;
  };
  const first = node('Mul', [fold(x, 16), uint(0x7feb352d)])[0]!;
  const second = node('Mul', [fold(first, 15), uint(0x846ca68b)])[0]!;
  return fold(second, 16);
}

/** More indices than this are counted anew in every step instead of being stored in the model. */
const STORED_INDICES = 65_536;

export const RANDOM_OPS: Readonly<Record<string, OpDefinition>> = {
  /** `keyOf(seed, ...parts, step)`; inputs are the uint32 scalars seed and step. */
  randomKey: {
    infer: () => [{ shape: [], dtype: 'uint32' }],
    emit: (context) => {
      const { node, constant, inputs, outputs, attrs } = context;
      const uint = (n: number) => constant('uint32', [], [n]);
      const parts = (attrs['parts'] as readonly number[]).map(uint);
      let key: string | undefined;
      for (const part of [inputs[0]!, ...parts, inputs[1]!]) {
        const mixed = key === undefined ? part : node('BitwiseXor', [key, part])[0]!;
        key = mix(context, node('Add', [mixed, uint(WEYL)])[0]!);
      }
      node('Identity', [key!], { outputs });
    },
  },
  /** `uniformAt(key, i)` for every element i. */
  uniform: {
    infer: ([key], attrs) => {
      if (key?.dtype !== 'uint32' || key.shape.length > 0) throw new Error('uniform takes a uint32 scalar');
      return [{ shape: attrs['shape'] as readonly number[], dtype: 'float32' }];
    },
    emit: (context) => {
      const { node, constant, inputs, outputs, attrs } = context;
      const shape = attrs['shape'] as readonly number[];
      const count = size(shape);
      const uint = (n: number) => constant('uint32', [], [n]);
      let spread: string;
      if (count <= STORED_INDICES) {
        const data = Array.from({ length: count }, (_, i) => Math.imul(i, WEYL) >>> 0);
        spread = constant('uint32', [count], data);
      } else {
        const int = (n: number) => constant('int32', [], [n]);
        const [range] = node('Range', [int(0), int(count), int(1)]);
        const [index] = node('Cast', [range!], { attrs: { to: 12 } });
        spread = node('Mul', [index!, uint(WEYL)])[0]!;
      }
      const bits = mix(context, node('Add', [spread, inputs[0]!])[0]!);
      const [high] = node('BitShift', [bits, uint(8)], { attrs: { direction: 'RIGHT' } });
      const [whole] = node('Cast', [high!], { attrs: { to: 1 } });
      const [share] = node('Mul', [whole!, constant('float32', [], [2 ** -24])]);
      node('Reshape', [share!, constant('int64', [shape.length], shape)], { outputs });
    },
  },
};
