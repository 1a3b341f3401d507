import { FLOAT32_ONLY, type NumberKind } from '../safetensors';

/** Half precision: a sign, 5 bits of exponent, 10 of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** bfloat16 is the upper half of a float32. */
function readBfloat16(bytes: ArrayBuffer): Float32Array {
  const halves = new Uint16Array(bytes);
  const whole = new Uint32Array(halves.length);
  halves.forEach((bits, i) => (whole[i] = bits << 16));
  return new Float32Array(whole.buffer);
}

/** Kinds of numbers that a file of weights may hold; all are read as float32. */
export const NUMBER_KINDS: Readonly<Record<string, NumberKind>> = {
  ...FLOAT32_ONLY,
  F64: { bytes: 8, read: (bytes) => new Float64Array(bytes) },
  F16: { bytes: 2, read: (bytes) => Array.from(new Uint16Array(bytes), halfToNumber) },
  BF16: { bytes: 2, read: readBfloat16 },
  I64: { bytes: 8, read: (bytes) => Array.from(new BigInt64Array(bytes), Number) },
  I32: { bytes: 4, read: (bytes) => new Int32Array(bytes) },
  I16: { bytes: 2, read: (bytes) => new Int16Array(bytes) },
  I8: { bytes: 1, read: (bytes) => new Int8Array(bytes) },
  U8: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
  BOOL: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
};
