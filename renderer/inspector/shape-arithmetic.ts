import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import { type Shape, sameShape, sizeOf } from '#shared/graph/shape';

/** One number of an output shape, and the sum that gives it. */
export interface ShapeLine {
  readonly name: Localized;
  readonly sum: string;
  readonly value: number;
}

export interface ShapeSums {
  readonly params: Params;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}

/**
 * How the output shape follows from the input shapes and the parameters, with their numbers. It goes by what a layer has, not by which it
 * is; a number that no sum gives has no line.
 */
export function shapeArithmetic(sums: ShapeSums): readonly ShapeLine[] {
  const { inputs, output } = sums;
  if (inputs.length === 0) return [];
  return output.flatMap((value, axis) => {
    for (const candidate of CANDIDATES) {
      const sum = candidate(sums, axis);
      if (sum?.value === value) return { name: axisName(output, axis), sum: sum.text, value };
    }
    return [];
  });
}

interface Sum {
  readonly text: string;
  readonly value: number;
}

type Candidate = (sums: ShapeSums, axis: number) => Sum | null;

const plain = (value: number): Sum => ({ text: String(value), value });

const isLast = ({ output }: ShapeSums, axis: number): boolean => axis === output.length - 1;

/** As many channels as the layer has filters or units. */
const asAsked: Candidate = (sums, axis) => {
  const count = sums.params['filters'] ?? sums.params['units'];
  return isLast(sums, axis) && typeof count === 'number' ? plain(count) : null;
};

/** `⌊(28 − 3) / 2⌋ + 1` with valid padding, `⌈28 / 2⌉` with same padding. */
const walked: Candidate = ({ params, inputs }, axis) => {
  const walk = walkOf(params, inputs[0]!, axis);
  if (!walk) return null;
  const { length, stride, reach } = walk;
  if (params['padding'] !== 'valid')
    return stride === 1
      ? plain(length)
      : { text: `⌈${length} / ${stride}⌉`, value: Math.ceil(length / stride) };
  const value = Math.floor((length - reach.value) / stride) + 1;
  return stride === 1
    ? { text: `${length} − ${reach.text} + 1`, value }
    : { text: `⌊(${length} − ${reach.text}) / ${stride}⌋ + 1`, value };
};

/** `(14 − 1) · 2 + 3`, or `14 · 2` with same padding: a convolution the other way round. */
const walkedBack: Candidate = ({ params, inputs }, axis) => {
  const walk = walkOf(params, inputs[0]!, axis);
  if (!walk) return null;
  const { length, stride, reach } = walk;
  return params['padding'] === 'same'
    ? { text: `${length} · ${stride}`, value: length * stride }
    : { text: `(${length} − 1) · ${stride} + ${reach.text}`, value: (length - 1) * stride + reach.value };
};

/** Side by side: `16 + 8`. */
const joined: Candidate = ({ inputs, output }, axis) => {
  const isSame = inputs.length < 2 || inputs.every((shape) => shape[axis] === output[axis]);
  if (isSame) return null;
  const lengths = inputs.map((shape) => shape[axis]!);
  return { text: lengths.join(' + '), value: lengths.reduce((sum, n) => sum + n, 0) };
};

/** All axes in one: `7 · 7 · 50`. */
const flattened: Candidate = ({ inputs, output }) =>
  output.length === 1 && inputs[0]!.length > 1
    ? { text: inputs[0]!.join(' · '), value: sizeOf(inputs[0]!) }
    : null;

/** The channels of the input, where the other axes change. */
const kept: Candidate = (sums, axis) => {
  const channels = sums.inputs[0]!.at(-1);
  const isChanged = !sameShape(sums.inputs[0]!, sums.output) && sums.inputs.length === 1;
  return isChanged && isLast(sums, axis) && channels !== undefined ? plain(channels) : null;
};

const CANDIDATES: readonly Candidate[] = [asAsked, walked, walkedBack, joined, flattened, kept];

/** What a window meets along one axis of an image or a sequence; null where no window walks. */
function walkOf(params: Params, input: Shape, axis: number) {
  const size = at(params['kernelSize'] ?? params['poolSize'], axis);
  if (size === null || axis >= input.length - 1) return null;
  const dilation = at(params['dilationRate'], axis) ?? 1;
  return {
    length: input[axis]!,
    stride: at(params['strides'], axis) ?? size,
    reach:
      dilation === 1
        ? plain(size)
        : { text: `((${size} − 1) · ${dilation} + 1)`, value: (size - 1) * dilation + 1 },
  };
}

/** A parameter that has one number for each axis, or one for the only axis. */
function at(value: Params[string] | undefined, axis: number): number | null {
  if (typeof value === 'number') return axis === 0 ? value : null;
  return Array.isArray(value) ? ((value as readonly number[])[axis] ?? null) : null;
}

const AXES: Readonly<Record<number, readonly Localized[]>> = {
  1: [{ en: 'size', ko: '크기' }],
  2: [
    { en: 'steps', ko: '길이' },
    { en: 'channels', ko: '채널' },
  ],
  3: [
    { en: 'height', ko: '높이' },
    { en: 'width', ko: '너비' },
    { en: 'channels', ko: '채널' },
  ],
};

const axisName = ({ length }: Shape, axis: number): Localized =>
  AXES[length]?.[axis] ?? { en: `axis ${axis + 1}`, ko: `축 ${axis + 1}` };
