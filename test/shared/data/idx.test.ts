import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIdx } from '#shared/data/idx';
import { IDX_TYPES, idxFile } from '../../fixtures/idx';

const FILE = idxFile([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

/** The only problem with `bytes`. */
function problemWith(bytes: Uint8Array) {
  const parsed = parseIdx(bytes, 'train.idx');
  if (parsed.ok) throw new Error('The file is accepted');
  const [{ message, ...problem }] = parsed.diagnostics as [(typeof parsed.diagnostics)[number]];
  return { ...problem, message: message.en, inKorean: message.ko };
}

describe('an IDX file', () => {
  test('gives shape and numbers', () => {
    expect(parseIdx(FILE, 'train.idx')).toEqual({
      ok: true,
      value: { shape: [2, 2, 3], dtype: 'uint8', data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) },
      diagnostics: [],
    });
  });

  test.each(Object.keys(IDX_TYPES) as (keyof typeof IDX_TYPES)[])('may hold numbers of type %s', (type) => {
    const values = type === 'uint8' ? [0, 1, 255] : type.startsWith('int') ? [-1, 0, 127] : [-1.5, 0, 2.25];
    const parsed = parseIdx(idxFile([3], values, type), 'a');
    expect(parsed.ok && { dtype: parsed.value.dtype, data: [...parsed.value.data] }).toEqual({
      dtype: type,
      data: values,
    });
  });

  test('may lie anywhere in memory', () => {
    const shifted = new Uint8Array(FILE.length + 3);
    shifted.set(FILE, 3);
    expect(parseIdx(shifted.subarray(3), 'a')).toEqual(parseIdx(FILE, 'a'));
  });

  test('may hold no sample', () => {
    expect(parseIdx(idxFile([0, 28, 28], []), 'a').ok).toBe(true);
  });
});

describe('what is no IDX file is told with file, byte, expected and found', () => {
  test.each<[string, Uint8Array, number, string, string]>([
    ['nothing', new Uint8Array(), 0, '4 bytes or more', '0'],
    ['three bytes', FILE.subarray(0, 3), 3, '4 bytes or more', '3'],
    ['a text', new TextEncoder().encode('hello'), 0, '0x00 0x00', '0x68 0x65'],
    ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0), 0, '0x00 0x00', '0x1f 0x8b'],
    [
      'an unknown number type',
      Uint8Array.of(0, 0, 0x0a, 1, 0, 0, 0, 0),
      2,
      '0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e',
      '0x0a',
    ],
    ['no axis', Uint8Array.of(0, 0, 8, 0), 3, '1 … 4', '0'],
    ['five axes', Uint8Array.of(0, 0, 8, 5), 3, '1 … 4', '5'],
    ['a file cut off in its header', FILE.subarray(0, 9), 9, '16 bytes', '9'],
    ['a truncated file', FILE.subarray(0, 20), 20, '28 bytes for 2 × 2 × 3 uint8', '20 bytes'],
    ['an oversized file', Uint8Array.of(...FILE, 0, 0), 28, '28 bytes for 2 × 2 × 3 uint8', '30 bytes'],
  ])('%s', (_name, bytes, offset, expected, received) => {
    const problem = problemWith(bytes);
    expect(problem).toMatchObject({ code: 'idx-file-wrong', severity: 'error', expected, received });
    expect(problem.message).toMatch(new RegExp(`^train\\.idx, byte ${offset}: `));
    expect(problem.inKorean).toMatch(new RegExp(`^train\\.idx, ${offset}번째 바이트: `));
  });

  test('a header that promises more than any memory holds', () => {
    const bytes = idxFile([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [], 'float64');
    expect(problemWith(bytes)).toMatchObject({ code: 'idx-file-wrong', received: '20 bytes' });
  });

  test('every way of cutting a file off', () => {
    const accepted = Array.from(FILE, (_, length) => parseIdx(FILE.subarray(0, length), 'a')).filter(
      ({ ok }) => ok,
    );
    expect(accepted).toEqual([]);
  });

  test('no bytes make it throw', () => {
    const magic = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(15), fc.nat(6)).map((head) => Uint8Array.from(head));
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 64 }), (head, body) => {
        const parsed = parseIdx(Uint8Array.of(...head, ...body), 'noise');
        expect(parsed.ok || parsed.diagnostics.length === 1).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
