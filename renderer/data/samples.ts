import type { ApiOutput } from '#shared/protocol/api';

export type Split = 'train' | 'test';

/** Some samples in a row, as the dataset has them. */
export interface SamplePage {
  readonly split: Split;
  readonly offset: number;
  /** Of one sample, in Keras's order. */
  readonly shape: readonly number[];
  /** How many samples the split has. */
  readonly total: number;
  readonly labels: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

export function decodePage(
  { shape, total, labels, x, dtype }: ApiOutput<'engine.samples'>,
  split: Split,
  offset: number,
): SamplePage {
  const bytes = Uint8Array.from(atob(x), (character) => character.codePointAt(0)!);
  const values = dtype === 'uint8' ? bytes : new Float32Array(bytes.buffer);
  return { split, offset, shape, total, labels, values };
}

/** Samples of two numbers are points of a plane. */
export const isPlane = (shape: readonly number[]): boolean => shape.length === 1 && shape[0] === 2;

/** Height, width and channels of the picture that shows a sample; a list of numbers is one row. */
export function pictureShape(shape: readonly number[]): readonly [number, number, number] {
  const [a = 1, b = 1, c = 1] = shape;
  if (shape.length === 3) return [a, b, c];
  return shape.length === 2 ? [a, b, 1] : [1, a, 1];
}

/**
 * RGBA of one sample. Bytes are shown as they are, other numbers from their least (black) to their greatest (white). Three channels are
 * red, green and blue; of any other number the first is shown.
 */
export function pictureOf(
  values: Uint8Array | Float32Array,
  shape: readonly number[],
): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels] = pictureShape(shape);
  const isBytes = values instanceof Uint8Array;
  let [least, greatest] = isBytes ? [0, 255] : [Infinity, -Infinity];
  if (!isBytes) {
    for (const value of values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  const scale = greatest > least ? 255 / (greatest - least) : 0;
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) {
      const channel = channels === 3 ? c : 0;
      pixels[i * 4 + c] = (values[i * channels + channel]! - least) * scale;
    }
    pixels[i * 4 + 3] = 255;
  }
  return pixels;
}
