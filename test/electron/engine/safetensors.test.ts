import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../../electron/engine/safetensors';

const file = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const withHeader = (header: string, data = new Uint8Array(0)): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return file([length, text, data]);
};

describe('a safetensors file', () => {
  test('reads back to the same bits, special numbers included', () => {
    const tensors = [
      { name: 'a', shape: [2, 2], data: Float32Array.of(0, -0, Number.NaN, Infinity) },
      { name: 'empty', shape: [0], data: new Float32Array(0) },
      { name: 'b', shape: [1], data: Float32Array.of(1e-45) },
    ];
    const content = { metadata: { note: 'é 한' }, tensors };
    const read = decodeSafetensors(file(encodeSafetensors(content)), 'x');
    expect(read).toEqual({ ok: true, value: content, diagnostics: [] });
  });

  test('begins its numbers at a multiple of 8 bytes', () => {
    fc.assert(
      fc.property(fc.string(), (note) => {
        const [head] = encodeSafetensors({ metadata: { note }, tensors: [] });
        expect(head!.length % 8).toBe(0);
      }),
    );
  });

  test('says so when it is cut off anywhere', () => {
    const whole = file(
      encodeSafetensors({
        metadata: {},
        tensors: [{ name: 'a', shape: [3], data: Float32Array.of(1, 2, 3) }],
      }),
    );
    for (let length = 0; length < whole.length; length++) {
      const read = decodeSafetensors(whole.subarray(0, length), 'cut');
      expect(read.ok, `${length} bytes`).toBe(false);
      expect(read.diagnostics[0]!.code).toBe('checkpoint-damaged');
    }
  });

  test.each([
    ['another kind of number', '{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}', 8],
    ['a range that does not fit the shape', '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4],
    ['a range beyond the end', '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4],
    ['a reversed range', '{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}', 4],
    ['a negative shape', '{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4],
    ['bytes that belong to no tensor', '{}', 4],
    ['a list for a header', '[]', 0],
    ['no JSON at all', '{"a":', 0],
    ['metadata that are no texts', '{"__metadata__":{"a":1}}', 0],
  ])('is refused with %s', (_, header, bytes) => {
    const read = decodeSafetensors(withHeader(header, new Uint8Array(bytes)), 'bad');
    expect(read.ok).toBe(false);
    expect(read.diagnostics[0]!.code).toBe('checkpoint-damaged');
  });

  test('is refused with a header longer than the file, without reserving memory for it', () => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true);
    expect(decodeSafetensors(bytes, 'huge').ok).toBe(false);
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeSafetensors(bytes, 'noise').ok).toBe(false);
      }),
    );
  });
});
