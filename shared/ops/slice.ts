import type { OpDefinition } from './definition';
import type { Attrs } from './ir';
import { normalAxis, only } from './shapes';

const numbers = (attrs: Attrs, name: string): readonly number[] => attrs[name] as readonly number[];

/** Ops that cut off, add or turn around what lies along axes; the gradient of cutting is adding zeros, and the other way round. */
export const SLICE_OPS: Readonly<Record<string, OpDefinition>> = {
  /** `starts` and `ends` for every axis. */
  slice: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const [starts, ends] = [numbers(attrs, 'starts'), numbers(attrs, 'ends')];
      const fits = shape.every((n, i) => 0 <= starts[i]! && starts[i]! < ends[i]! && ends[i]! <= n);
      if (!fits) throw new Error(`[${starts.join()}] to [${ends.join()}] is no part of [${shape.join()}]`);
      return [{ shape: shape.map((_, i) => ends[i]! - starts[i]!), dtype }];
    },
    gradient: ({ b, inputs: [x], gradients: [dy], attrs }) => {
      const after = numbers(attrs, 'ends').map((end, i) => x!.shape[i]! - end);
      return [b.pad(dy!, numbers(attrs, 'starts'), after)];
    },
    emit: ({ node, inputs, outputs, attrs, constant }) => {
      const [starts, ends] = [numbers(attrs, 'starts'), numbers(attrs, 'ends')];
      const list = (data: readonly number[]) => constant('int64', [data.length], data);
      node('Slice', [inputs[0]!, list(starts), list(ends)], { outputs });
    },
  },
  /** Zeros around: `before` and `after` for every axis. */
  pad: {
    infer: (inputs, attrs) => {
      const { shape, dtype } = only(inputs);
      const [before, after] = [numbers(attrs, 'before'), numbers(attrs, 'after')];
      return [{ shape: shape.map((n, i) => before[i]! + n + after[i]!), dtype }];
    },
    gradient: ({ b, inputs: [x], gradients: [dy], attrs }) => {
      const before = numbers(attrs, 'before');
      return [
        b.slice(
          dy!,
          before,
          before.map((start, i) => start + x!.shape[i]!),
        ),
      ];
    },
    emit: ({ node, inputs, outputs, attrs, constant }) => {
      const pads = [...numbers(attrs, 'before'), ...numbers(attrs, 'after')];
      node('Pad', [inputs[0]!, constant('int64', [pads.length], pads)], { outputs });
    },
  },
  /** Last first, along one axis. */
  reverse: {
    infer: (inputs) => [only(inputs)],
    gradient: ({ b, gradients: [dy], attrs }) => [b.reverse(dy!, attrs['axis'] as number)],
    emit: ({ node, inputs, outputs, inputTypes, attrs, constant }) => {
      const one = (n: number) => constant('int64', [1], [n]);
      const axis = normalAxis(attrs['axis'] as number, inputTypes[0]!.shape.length);
      node('Slice', [inputs[0]!, one(-1), one(-1e9), one(axis), one(-1)], { outputs });
    },
  },
};
