import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame, FrameTensor } from '#shared/protocol/frame';
import { decodeFrame, encodeFrame } from '#shared/protocol/frame-codec';

const tensor: fc.Arbitrary<FrameTensor> = fc
  .tuple(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('uint8' as const, 'float32' as const, 'int32' as const),
    fc.array(fc.nat(4), { maxLength: 3 }),
  )
  .map(([name, dtype, shape]) => {
    const count = shape.reduce((product, n) => product * n, 1);
    const type = { uint8: Uint8Array, float32: Float32Array, int32: Int32Array }[dtype];
    return { name, dtype, shape, data: new type(Array.from({ length: count }, (_, i) => i * 1.5)) };
  });

const frame: fc.Arbitrary<Frame> = fc.record({
  run: fc.string({ unit: 'grapheme' }),
  seq: fc.nat(),
  stream: fc.constantFrom('thumbnails', 'inspect', 'prediction'),
  step: fc.nat(),
  tensors: fc.array(tensor, { maxLength: 4 }),
});

const FRAME: Frame = {
  run: 'r',
  seq: 1,
  stream: 'inspect',
  step: 2,
  tensors: [
    { name: 'odd', dtype: 'uint8', shape: [3], data: Uint8Array.of(1, 2, 3) },
    { name: 'x', dtype: 'float32', shape: [2], data: Float32Array.of(Number.NaN, -0) },
  ],
};

describe('a frame', () => {
  test('comes out of its bytes as it went in', () => {
    fc.assert(
      fc.property(frame, (sent) => {
        expect(decodeFrame(encodeFrame(sent))).toEqual(sent);
      }),
    );
  });

  test('is read from the middle of other bytes', () => {
    const bytes = encodeFrame(FRAME);
    const around = new Uint8Array(bytes.length + 10);
    around.set(bytes, 5);
    expect(decodeFrame(around.subarray(5, 5 + bytes.length))).toEqual(FRAME);
  });

  test('shares no memory with its bytes', () => {
    const bytes = encodeFrame(FRAME);
    const { tensors } = decodeFrame(bytes)!;
    bytes.fill(0);
    expect(tensors[0]!.data).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('has tensors that begin at a multiple of 4, as their views need', () => {
    const bytes = encodeFrame({ ...FRAME, run: 'odd length' });
    expect(bytes.length % 4).toBe(0);
  });
});

describe('bytes that are no frame', () => {
  const whole = encodeFrame(FRAME);
  const header = (change: object) => {
    const text = JSON.stringify({ run: 'r', seq: 1, stream: 's', step: 1, tensors: [], ...change });
    const bytes = new Uint8Array(4 + text.length + 64);
    new DataView(bytes.buffer).setUint32(0, text.length, true);
    bytes.set(new TextEncoder().encode(text), 4);
    return bytes;
  };

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['three bytes', Uint8Array.of(1, 2, 3)],
    ['a header longer than the bytes', Uint8Array.of(255, 255, 255, 255, 0)],
    ['a header that is no JSON', Uint8Array.of(2, 0, 0, 0, 0x7b, 0x7b, 0, 0)],
    ['another kind of header', header({ tensors: 'none' })],
    ['a tensor beyond the end', header({ tensors: [{ name: 'a', dtype: 'uint8', shape: [65], offset: 0 }] })],
    [
      'a tensor of endless size',
      header({ tensors: [{ name: 'a', dtype: 'uint8', shape: [1e9, 1e9], offset: 0 }] }),
    ],
    [
      'a tensor at an odd place',
      header({ tensors: [{ name: 'a', dtype: 'float32', shape: [1], offset: 2 }] }),
    ],
    [
      'an unknown kind of number',
      header({ tensors: [{ name: 'a', dtype: 'float64', shape: [1], offset: 0 }] }),
    ],
    ['a negative shape', header({ tensors: [{ name: 'a', dtype: 'uint8', shape: [-1], offset: 0 }] })],
  ])('are left alone: %s', (_name, bytes) => {
    expect(decodeFrame(bytes)).toBeNull();
  });

  test('cut off anywhere are left alone', () => {
    const accepted = Array.from(whole, (_, length) => decodeFrame(whole.subarray(0, length))).filter(
      (found) => found !== null,
    );
    expect(accepted).toEqual([]);
  });

  test('never make it throw', () => {
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const found = decodeFrame(bytes);
        expect(found === null || Array.isArray(found.tensors)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
