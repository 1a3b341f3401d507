import { z } from 'zod';
import { type Frame, type FrameTensor, INSPECTIONS } from './frame';

/** Bytes before the header: its length, uint32 little-endian. Tensors follow, each at a multiple of 4. */
const LENGTH_BYTES = 4;

const headerSchema = z.object({
  run: z.string(),
  seq: z.number(),
  stream: z.string(),
  step: z.number(),
  of: z.object({ nodeId: z.string(), what: z.enum(INSPECTIONS), channel: z.number() }).optional(),
  tensors: z.array(
    z.object({
      name: z.string(),
      dtype: z.enum(['uint8', 'float32', 'int32']),
      shape: z.array(z.number().int().min(0)),
      offset: z.number().int().min(0),
    }),
  ),
});

const aligned = (n: number): number => Math.ceil(n / 4) * 4;

// Header texts are names and numbers; anything beyond ASCII is escaped, so that one character is one byte.
const toAscii = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A frame as one block of bytes: header length, header (JSON), then the tensors (little-endian). */
export function encodeFrame(frame: Frame): Uint8Array {
  let offset = 0;
  const tensors = frame.tensors.map(({ name, dtype, shape, data }) => {
    const entry = { name, dtype, shape, offset };
    offset += aligned(data.byteLength);
    return entry;
  });
  const header = toAscii(JSON.stringify({ ...frame, tensors }));
  const start = aligned(LENGTH_BYTES + header.length);
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  for (let i = 0; i < header.length; i++) bytes[LENGTH_BYTES + i] = header.charCodeAt(i);
  frame.tensors.forEach(({ data }, i) => {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + tensors[i]!.offset);
  });
  return bytes;
}

const ARRAYS = { uint8: Uint8Array, float32: Float32Array, int32: Int32Array } as const;

/** The frame in `bytes`, with copies of its tensors; null when they hold none. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - LENGTH_BYTES) return null;
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[LENGTH_BYTES + i]!);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) return null;
  const body = bytes.slice(aligned(LENGTH_BYTES + length));
  const tensors: FrameTensor[] = [];
  for (const { name, dtype, shape, offset } of parsed.data.tensors) {
    const count = shape.reduce((product, n) => product * n, 1);
    const type = ARRAYS[dtype];
    if (offset % 4 !== 0 || offset + count * type.BYTES_PER_ELEMENT > body.length) return null;
    tensors.push({ name, dtype, shape, data: new type(body.buffer, offset, count) });
  }
  const { of, ...rest } = parsed.data;
  return { ...rest, ...(of && { of }), tensors };
}
