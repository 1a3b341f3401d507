import fc from 'fast-check';
import { differentiate } from '#shared/compile/differentiate';
import { IrBuilder, type ConvWindow } from '#shared/ops/builder';
import type { IrGraph, IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import { keyOf, uniformAt } from '#shared/random/counter';

/** One layer of a network under test. */
export type Link =
  | {
      readonly kind: 'conv';
      readonly filters: number;
      readonly kernel: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly dilations: readonly [number, number];
      readonly same: boolean;
      readonly bias: boolean;
    }
  | { readonly kind: 'relu' | 'tanh' | 'normalize' | 'maxPool' | 'averagePool' | 'mask' | 'scale' | 'skip' };

export interface Chain {
  readonly shape: readonly [number, number, number, number];
  readonly links: readonly Link[];
  readonly end: 'flat' | 'mean';
  /** Small whole numbers, so that windows have equal maxima. */
  readonly ties: boolean;
}

const pair = (most: number) => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }));
const ONES = [1, 1] as const;

export const convLink = fc
  .record({
    filters: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(16, 32)),
    kernel: pair(4),
    step: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ strides: ONES, dilations: ONES }) },
      pair(3).map((strides) => ({ strides, dilations: ONES })),
      pair(2).map((dilations) => ({ strides: ONES, dilations })),
    ),
    same: fc.boolean(),
    bias: fc.boolean(),
  })
  .map(({ step, ...rest }): Link => ({ kind: 'conv', ...rest, ...step }));

const otherLink = fc
  .constantFrom('relu', 'tanh', 'normalize', 'maxPool', 'averagePool', 'mask', 'scale', 'skip')
  .map((kind): Link => ({ kind }));

export const chains = (
  links: fc.Arbitrary<readonly Link[]> = fc
    .array(fc.oneof({ weight: 2, arbitrary: convLink }, { weight: 4, arbitrary: otherLink }), {
      minLength: 1,
      maxLength: 8,
    })
    .chain((rest) => convLink.map((first) => [first, ...rest])),
): fc.Arbitrary<Chain> =>
  fc.record({
    shape: fc.tuple(
      fc.constantFrom(1, 2, 5, 16, 19, 33),
      fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(16, 32)),
      fc.integer({ min: 4, max: 13 }),
      fc.integer({ min: 4, max: 13 }),
    ),
    links,
    end: fc.constantFrom('flat', 'mean'),
    ties: fc.boolean(),
  });

interface Built {
  readonly graph: IrGraph;
  readonly feeds: Readonly<Record<string, Float32Array>>;
}

/** The network's loss and the gradients of all its weights and of its image, and numbers for all inputs. */
export function buildChain({ shape, links, end, ties }: Chain): Built {
  const b = new IrBuilder();
  const inputs: IrValue[] = [];
  const names: string[] = [];
  const weight = (of: readonly number[]): IrValue => {
    names.push(`input${inputs.length}`);
    inputs.push(b.input(names.at(-1)!, of));
    return inputs.at(-1)!;
  };
  let x = weight(shape);
  const skipped: IrValue[] = [];
  for (const link of links) {
    skipped.push(x);
    x = applied(b, link, x, skipped, weight);
  }
  const rows =
    end === 'mean'
      ? b.mean(x, [2, 3])
      : b.reshape(b.transpose(x, [0, 2, 3, 1]), [shape[0], size(x.shape) / shape[0]]);
  const cotangent = b.input('cotangent', rows.shape);
  const loss = b.sum(b.mul(rows, cotangent), [0, 1]);
  const gradients = differentiate(b, loss, inputs);
  const graph = b.build([
    { name: 'rows', value: rows },
    ...names.flatMap((name, i) => (gradients[i] ? [{ name: `d_${name}`, value: gradients[i] }] : [])),
  ]);
  const feeds = graph.inputs.map(({ name, value }, i) => {
    const { shape: of } = value;
    // Kernels that keep numbers as large as they are: rounding is not blown up on the way.
    const scale = i > 0 && name.startsWith('input') ? Math.sqrt((3 * of[0]!) / size(of)) : 0.5;
    const numbers = Float32Array.from(
      { length: size(of) },
      (_, k) => 2 * scale * (uniformAt(keyOf(3, i), k) - 0.5),
    );
    return [name, ties && i === 0 ? numbers.map((n) => Math.round(2 * n)) : numbers] as const;
  });
  return { graph, feeds: Object.fromEntries(feeds) };
}

function applied(
  b: IrBuilder,
  link: Link,
  x: IrValue,
  skipped: readonly IrValue[],
  weight: (shape: readonly number[]) => IrValue,
): IrValue {
  const [, channels, height, width] = x.shape as readonly [number, number, number, number];
  const perChannel = () => weight([1, channels, 1, 1]);
  const pool = { size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] } as const;
  switch (link.kind) {
    case 'conv': {
      const fits = [height, width].every((n, i) => link.dilations[i]! * (link.kernel[i]! - 1) < n);
      if (!fits) return x;
      const maps = b.conv2d(
        x,
        weight([link.filters, channels, ...link.kernel]),
        windowOf(link, height, width),
      );
      return link.bias ? b.add(maps, weight([1, link.filters, 1, 1])) : maps;
    }
    case 'relu':
    case 'tanh':
      return b[link.kind](x);
    case 'normalize': {
      const centred = b.sub(x, b.mean(x, [0, 2, 3], true));
      const variance = b.mean(b.mul(centred, centred), [0, 2, 3], true);
      const scale = b.reciprocal(b.sqrt(b.add(variance, b.scalar(0.1))));
      return b.add(b.mul(centred, b.mul(scale, perChannel())), perChannel());
    }
    case 'maxPool':
      return Math.min(height, width) < 2 ? x : b.maxPool2d(x, pool);
    case 'averagePool':
      return Math.min(height, width) < 2 ? x : b.avgPool2d(x, pool);
    case 'mask':
      return b.mul(x, b.input(`mask${b.size}`, x.shape));
    case 'scale':
      return b.mul(b.sub(b.scalar(1), b.mul(x, perChannel())), b.scalar(0.5));
    case 'skip': {
      const same = skipped.slice(0, -1).findLast(({ shape }) => shape.join() === x.shape.join());
      return same ? b.add(x, same) : x;
    }
  }
}

/** Keras's padding: `same` puts the odd cell at the end. */
function windowOf(
  { kernel, strides, dilations, same }: Extract<Link, { kind: 'conv' }>,
  height: number,
  width: number,
): ConvWindow {
  const total = [height, width].map((n, i) => {
    const reach = dilations[i]! * (kernel[i]! - 1) + 1;
    return same ? Math.max(0, (Math.ceil(n / strides[i]!) - 1) * strides[i]! + reach - n) : 0;
  });
  const before = total.map((n) => Math.floor(n / 2));
  return {
    strides,
    dilations,
    pads: [before[0]!, before[1]!, total[0]! - before[0]!, total[1]! - before[1]!],
  };
}
