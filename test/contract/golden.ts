import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sizeOf } from '#shared/graph/shape';

const given = process.env['NEUROLOOM_GOLDEN'];
const folder = given ? path.resolve(given) : path.resolve(import.meta.dirname, '../golden');

/** Whether the cases are the repository's, which have one for every row of the tables; `NEUROLOOM_GOLDEN` names another folder. */
export const isOwnSet = !given;

/** An array of a golden file: row-major, little-endian, 4 bytes a number. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: string;
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface GoldenCase {
  readonly path: string;
  readonly group: string;
  readonly name: string;
  readonly case: string;
}

export interface NamedArray {
  readonly name: string;
  readonly value: GoldenArray;
  readonly trainable?: boolean;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

/** What a set says of itself. */
export interface GoldenIndex {
  readonly format: string;
  /** Cases of each group. */
  readonly counts: Readonly<Record<string, number>>;
  readonly cases: readonly GoldenCase[];
}

export const readIndex = (): GoldenIndex => readJson('index.json') as GoldenIndex;

/** All cases of a group. */
export const casesOf = (group: string): readonly GoldenCase[] =>
  readIndex().cases.filter((entry) => entry.group === group);

/** The content of a case's file; callers say what it holds. */
export const readCase = ({ path: file }: GoldenCase): unknown => readJson(file);

export function decode({ shape, dtype, data }: GoldenArray): Tensor {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  const numbers = dtype === 'float32' ? new Float32Array(bytes.buffer) : new Int32Array(bytes.buffer);
  if (numbers.length !== sizeOf(shape))
    throw new Error(`${numbers.length} numbers for shape [${shape.join()}]`);
  return { shape, data: numbers };
}

/** Strings stand for the numbers that JSON lacks. */
export const scalar = (value: number | string): number => Number(value);

/** `scale` of the tolerance table: max(1, largest |golden value|). */
export const scaleOf = (golden: ArrayLike<number>): number =>
  Array.from(golden).reduce((largest, x) => Math.max(largest, Math.abs(x)), 1);

/** Largest |a − b|; NaN anywhere makes it NaN. Equal infinities differ by 0. */
export function largestDifference(actual: ArrayLike<number>, golden: ArrayLike<number>): number {
  if (actual.length !== golden.length) throw new Error(`${actual.length} numbers, expected ${golden.length}`);
  let largest = 0;
  for (let i = 0; i < golden.length; i++) {
    const difference = actual[i] === golden[i] ? 0 : Math.abs(actual[i]! - golden[i]!);
    if (Number.isNaN(difference)) return Number.NaN;
    largest = Math.max(largest, difference);
  }
  return largest;
}
