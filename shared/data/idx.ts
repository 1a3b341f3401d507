import type { Diagnostic, Result } from '#shared/graph/diagnostic';

export type IdxArray = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

export interface IdxHeader {
  readonly shape: readonly number[];
  readonly dtype: 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';
  /** Where the numbers begin, and how many bytes each has. */
  readonly start: number;
  readonly bytes: number;
  /** The numbers in some bytes of the file that begin and end between two of them. */
  numbers(bytes: Uint8Array): IdxArray;
}

export interface Idx extends Pick<IdxHeader, 'shape' | 'dtype'> {
  readonly data: IdxArray;
}

/** The header of an IDX file is no longer than this. */
export const IDX_HEADER_BYTES = 20;

interface NumberType {
  readonly dtype: IdxHeader['dtype'];
  readonly bytes: number;
  read(view: DataView, count: number): IdxArray;
}

/** Third byte of the magic number (http://yann.lecun.com/exdb/mnist/, "the IDX file format"). Numbers are big-endian. */
const TYPES: Readonly<Record<number, NumberType>> = {
  0x08: { dtype: 'uint8', bytes: 1, read: (v, n) => new Uint8Array(v.buffer, v.byteOffset, n) },
  0x09: { dtype: 'int8', bytes: 1, read: (v, n) => new Int8Array(v.buffer, v.byteOffset, n) },
  0x0b: {
    dtype: 'int16',
    bytes: 2,
    read: (v, n) => Int16Array.from({ length: n }, (_, i) => v.getInt16(i * 2)),
  },
  0x0c: {
    dtype: 'int32',
    bytes: 4,
    read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getInt32(i * 4)),
  },
  0x0d: {
    dtype: 'float32',
    bytes: 4,
    read: (v, n) => Float32Array.from({ length: n }, (_, i) => v.getFloat32(i * 4)),
  },
  0x0e: {
    dtype: 'float64',
    bytes: 8,
    read: (v, n) => Float64Array.from({ length: n }, (_, i) => v.getFloat64(i * 8)),
  },
};

const hex = (n: number): string => `0x${n.toString(16).padStart(2, '0')}`;

/**
 * Reads an unpacked IDX file. Anything else gives a Diagnostic that names the file, the byte where it goes wrong, what was expected there
 * and what was found; it never throws.
 */
export function parseIdx(bytes: Uint8Array, fileName: string): Result<Idx> {
  const header = parseIdxHeader(bytes, bytes.length, fileName);
  if (!header.ok) return header;
  const { shape, dtype, start, numbers } = header.value;
  return { ok: true, value: { shape, dtype, data: numbers(bytes.subarray(start)) }, diagnostics: [] };
}

/** The header of an unpacked IDX file of `length` bytes, from its first `IDX_HEADER_BYTES` bytes or more; as strict as `parseIdx`. */
export function parseIdxHeader(bytes: Uint8Array, length: number, fileName: string): Result<IdxHeader> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wrong = (
    offset: number,
    en: string,
    ko: string,
    expected: string,
    received: string,
  ): Result<never> => {
    const diagnostic: Diagnostic = {
      code: 'idx-file-wrong',
      severity: 'error',
      message: {
        en: `${fileName}, byte ${offset}: ${en}`,
        ko: `${fileName}, ${offset}번째 바이트: ${ko}`,
      },
      expected,
      received,
    };
    return { ok: false, diagnostics: [diagnostic] };
  };
  if (length < 4) {
    return wrong(
      length,
      'the file ends within its first four bytes.',
      '처음 4바이트도 채우지 못했습니다.',
      '4 bytes or more',
      `${length}`,
    );
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    return wrong(
      0,
      'this is no IDX file.',
      'IDX 파일이 아닙니다.',
      '0x00 0x00',
      `${hex(bytes[0]!)} ${hex(bytes[1]!)}`,
    );
  }
  const type = TYPES[bytes[2]!];
  if (!type) {
    const known = Object.keys(TYPES).map((key) => hex(Number(key)));
    return wrong(
      2,
      'the number type is unknown.',
      '알 수 없는 숫자 형식입니다.',
      known.join(', '),
      hex(bytes[2]!),
    );
  }
  const rank = bytes[3]!;
  if (rank < 1 || rank > 4) {
    return wrong(3, 'the number of axes is not usable.', '축의 수를 쓸 수 없습니다.', '1 … 4', String(rank));
  }
  const start = 4 + 4 * rank;
  if (length < start) {
    return wrong(
      length,
      'the file ends within its header.',
      '헤더 중간에 파일이 끝납니다.',
      `${start} bytes`,
      String(length),
    );
  }
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((product, n) => product * n, 1);
  const size = start + count * type.bytes;
  if (!Number.isSafeInteger(size) || length !== size) {
    const short = length < size;
    return wrong(
      short ? length : size,
      short ? 'the file ends before its last number.' : 'the file goes on after its last number.',
      short ? '마지막 숫자 전에 파일이 끝납니다.' : '마지막 숫자 뒤에 내용이 더 있습니다.',
      `${size} bytes for ${shape.join(' × ')} ${type.dtype}`,
      `${length} bytes`,
    );
  }
  const numbers = (part: Uint8Array): IdxArray =>
    type.read(new DataView(part.buffer, part.byteOffset, part.byteLength), part.byteLength / type.bytes);
  return {
    ok: true,
    value: { shape, dtype: type.dtype, start, bytes: type.bytes, numbers },
    diagnostics: [],
  };
}
