import { findPlace } from '#shared/layers/torch-weights';
import { sizeOf } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/definition';
import { type Numbers, transpose } from '#shared/weights/torch';

/** A parameter or buffer of PyTorch's that holds a weight, or a part of one. */
export interface TorchPart {
  /** Behind the module's own name, as in a state dict: `0.weight`, `bias_ih_l0`. */
  readonly path: string;
  /** The numbers of the parameter from those of the weight in Keras's order. */
  take(weight: Numbers): Numbers;
}

/** Where PyTorch has a weight. */
export interface TorchPlace {
  readonly parts: readonly TorchPart[];
  /** PyTorch's axis for each of Keras's; null for one that shares its axis with another, or is none. */
  readonly axes: readonly (number | null)[];
  /** The initializer that the module starts with by itself. */
  readonly usual?: string;
}

const same = (numbers: Numbers): Numbers => numbers;

/** The weight as it is. */
export const plainPlace = (path: string, rank: number, usual?: string): TorchPlace => ({
  parts: [{ path, take: same }],
  axes: Array.from({ length: rank }, (_, axis) => axis),
  ...(usual !== undefined && { usual }),
});

/** The weight with its axes in another order: `axes[k]` is PyTorch's axis for Keras's axis k. */
export const turnedPlace = (path: string, axes: readonly number[], usual?: string): TorchPlace => ({
  parts: [
    {
      path,
      take: (numbers) =>
        transpose(
          numbers,
          axes.map((_, axis) => axes.indexOf(axis)),
        ),
    },
  ],
  axes,
  ...(usual !== undefined && { usual }),
});

/** A weight whose numbers go through `take`; no axis is where it was. */
export const madePlace = (
  path: string,
  rank: number,
  take: (numbers: Numbers) => Numbers,
  usual?: string,
): TorchPlace => ({
  parts: [{ path, take }],
  axes: Array.from({ length: rank }, () => null),
  ...(usual !== undefined && { usual }),
});

/** (H, W, channels, multiplier) as (channels · multiplier, 1, H, W). */
function depthwise(numbers: Numbers): Numbers {
  const [height, width, channels, multiplier] = numbers.shape as [number, number, number, number];
  const { data } = transpose(numbers, [2, 3, 0, 1]);
  return { shape: [channels * multiplier, 1, height, width], data };
}

/** The places of the weights of PyTorch's own modules, by the table that the help of a block reads too. */
export function placesIn(
  type: string,
  module: string,
  weights: readonly WeightSpec[],
): Readonly<Record<string, TorchPlace>> {
  const found = weights.flatMap((spec) => {
    const hit = findPlace(type, spec, module);
    if (!hit) return [];
    const { place, part } = hit;
    const path = part === null ? place.attribute : `${part}.${place.attribute}`;
    const whole = place.axes.every((axis) => axis !== null)
      ? turnedPlace(path, place.axes, place.usual)
      : { ...madePlace(path, place.axes.length, depthwise, place.usual), axes: place.axes };
    return [[spec.name, whole] as const];
  });
  return Object.fromEntries(found);
}

/** Keras's gates z, r, h in PyTorch's order r, z, n, along the first axis. */
function gatesOfGru({ shape, data }: Numbers): Numbers {
  const rows = shape[0]! / 3;
  const width = rows * sizeOf(shape.slice(1));
  const part = (gate: number) => data.subarray(gate * width, (gate + 1) * width);
  const turned = new Float32Array(data.length);
  [1, 0, 2].forEach((gate, i) => turned.set(part(gate), i * width));
  return { shape, data: turned };
}

/** Places in `nn.LSTM`, `nn.GRU` and `nn.RNN`; `ending` is `_reverse` for the second direction. */
export function recurrentPlaces(
  type: string,
  prefix: string,
  ending: string,
  { hasBias, isStacked }: { readonly hasBias: boolean; readonly isStacked: boolean },
): Readonly<Record<string, TorchPlace>> {
  const gates = type === 'GRU' ? gatesOfGru : same;
  const kernel = (path: string): TorchPlace => ({
    parts: [{ path: path + ending, take: (numbers) => gates(transpose(numbers, [1, 0])) }],
    axes: [1, 0],
  });
  const row = (index: number) => (numbers: Numbers) => {
    const [, width] = numbers.shape as [number, number];
    return gates({ shape: [width], data: numbers.data.slice(index * width, (index + 1) * width) });
  };
  const bias: TorchPlace = isStacked
    ? {
        parts: [
          { path: `bias_ih_l0${ending}`, take: row(0) },
          { path: `bias_hh_l0${ending}`, take: row(1) },
        ],
        axes: [null, 0],
      }
    : { parts: [{ path: `bias_ih_l0${ending}`, take: gates }], axes: [0] };
  return {
    [`${prefix}kernel`]: kernel('weight_ih_l0'),
    [`${prefix}recurrent_kernel`]: kernel('weight_hh_l0'),
    ...(hasBias && { [`${prefix}bias`]: bias }),
  };
}
