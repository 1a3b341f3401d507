import { z } from 'zod';
import type { Diagnostic, Result } from '#shared/graph/diagnostic';
import { sizeOf } from '#shared/graph/shape';

/**
 * The safetensors format (https://github.com/huggingface/safetensors#format): the header's length as 8 bytes little
 * endian, the header as JSON, then the numbers. Only float32 tensors are written; others are read where the caller takes them.
 */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly NamedTensor[];
}

/** The limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;
const PREFIX_BYTES = 8;

/** A kind of number: its bytes, and how they are read. */
export interface NumberKind {
  readonly bytes: number;
  /** `bytes` begins at a multiple of the size. */
  read(bytes: ArrayBuffer): ArrayLike<number>;
}
export const FLOAT32_ONLY: Readonly<Record<string, NumberKind>> = {
  F32: { bytes: 4, read: (bytes) => new Float32Array(bytes) },
};

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().min(0)),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});
const metadataSchema = z.record(z.string(), z.string());

/** The file's parts, one after the other, so that large tensors need not be copied. */
export function encodeSafetensors({ metadata, tensors }: SafetensorsFile): Uint8Array[] {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const { name, shape, data } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Spaces make the numbers begin at a multiple of 8.
  const padded = Math.ceil(text.length / 8) * 8;
  const head = new Uint8Array(PREFIX_BYTES + padded).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(padded), true);
  head.set(text, PREFIX_BYTES);
  return [head, ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))];
}

/** Reads and checks a whole file of `kinds` of numbers; a damaged one gives a Diagnostic that names the place. */
export function decodeSafetensors(
  bytes: Uint8Array,
  fileName: string,
  kinds: Readonly<Record<string, NumberKind>> = FLOAT32_ONLY,
): Result<SafetensorsFile> {
  const damaged = (expected: string, received: string): Result<SafetensorsFile> => ({
    ok: false,
    diagnostics: [damagedFile(fileName, expected, received)],
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES) return damaged('at least 8 bytes', `${bytes.length} bytes`);
  const declared = view.getBigUint64(0, true);
  const room = Math.min(MAX_HEADER_BYTES, bytes.length - PREFIX_BYTES);
  if (declared > BigInt(room))
    return damaged(`a header of at most ${room} bytes`, `${declared} bytes declared at offset 0`);

  const dataStart = PREFIX_BYTES + Number(declared);
  const header = parseHeader(bytes.subarray(PREFIX_BYTES, dataStart));
  if (!header) return damaged('a JSON object at offset 8', 'something else');
  const { __metadata__: rawMetadata = {}, ...entries } = header;
  const metadata = metadataSchema.safeParse(rawMetadata);
  if (!metadata.success) return damaged('texts in __metadata__', metadata.error.issues[0]!.message);

  const tensors: NamedTensor[] = [];
  const available = bytes.length - dataStart;
  let expectedEnd = 0;
  for (const [name, value] of Object.entries(entries)) {
    const entry = entrySchema.safeParse(value);
    if (!entry.success)
      return damaged(`a tensor "${name}" with shape and data_offsets`, entry.error.issues[0]!.message);
    const { shape, dtype, data_offsets: range } = entry.data;
    const [start, end] = range;
    const kind = Object.hasOwn(kinds, dtype) ? kinds[dtype] : undefined;
    if (!kind) return damaged(`"${name}" as one of ${Object.keys(kinds).join(', ')}`, dtype);
    const length = sizeOf(shape) * kind.bytes;
    if (end - start !== length)
      return damaged(`${length} bytes for "${name}" [${shape.join(', ')}]`, `${end - start} bytes`);
    if (end > available)
      return damaged(`"${name}" to end at offset ${dataStart + end}`, `a file of ${bytes.length} bytes`);
    expectedEnd = Math.max(expectedEnd, end);
    // A copy, because an array of numbers must begin at a multiple of their size.
    const own = new ArrayBuffer(length);
    new Uint8Array(own).set(bytes.subarray(dataStart + start, dataStart + end));
    const numbers = kind.read(own);
    tensors.push({
      name,
      shape,
      data: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers),
    });
  }
  if (expectedEnd !== available)
    return damaged(`${dataStart + expectedEnd} bytes in all`, `${bytes.length} bytes`);
  return { ok: true, value: { metadata: metadata.data, tensors }, diagnostics: [] };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof header === 'object' && header !== null && !Array.isArray(header)
      ? (header as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The Diagnostic of a checkpoint file that cannot be used. */
export const damagedFile = (fileName: string, expected: string, received: string): Diagnostic => ({
  code: 'checkpoint-damaged',
  severity: 'error',
  message: {
    en: `The checkpoint file "${fileName}" is damaged or of another kind. Choose another one, or train anew.`,
    ko: `체크포인트 파일 "${fileName}"이(가) 손상되었거나 다른 종류의 파일입니다. 다른 체크포인트를 고르거나 새로 학습하세요.`,
  },
  expected,
  received,
});
