import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { readSamples } from '../../../electron/cli/sample-files';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { temporaryFolder } from '../../fakes/temporary-folder';
import { idxFile as idx } from '../../fixtures/idx';

async function read(bytes: Uint8Array, shape: readonly number[], name = 'file') {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  const { count, values } = await readSamples(path, shape);
  return { count, values: [...values] };
}

const png = (data: Uint8Array | Uint16Array, channels: number, width = 2) =>
  encode({
    width,
    height: data.length / channels / width,
    data,
    channels,
    depth: data instanceof Uint16Array ? 16 : 8,
  });

describe('a PNG picture', () => {
  test.each([
    ['grey', png(Uint8Array.of(0, 50, 100, 255), 1), [0, 50, 100, 255]],
    ['grey of 16 bits', png(Uint16Array.of(0, 0x3232, 0x6464, 0xffff), 1), [0, 50, 100, 255]],
    ['grey with transparency', png(Uint8Array.of(255, 0, 50, 255, 100, 255, 255, 255), 2), [0, 50, 100, 255]],
    [
      'colour, by its brightness',
      png(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9), 3),
      [76, 150, 29, 9],
    ],
  ])('becomes a grey sample: %s', async (_, bytes, values) => {
    expect(await read(bytes, [2, 2, 1])).toEqual({ count: 1, values });
  });

  test('keeps its colours for a network that takes them', async () => {
    expect(await read(png(Uint8Array.of(1, 2, 3, 4, 5, 6), 3), [1, 2, 3])).toEqual({
      count: 1,
      values: [1, 2, 3, 4, 5, 6],
    });
  });
});

describe('an IDX file', () => {
  const bytes = idx([2, 1, 2], [1, 2, 3, 4]);
  test('holds any number of samples', async () => {
    expect(await read(bytes, [1, 2, 1])).toEqual({ count: 2, values: [1, 2, 3, 4] });
  });
  test('may be packed with gzip', async () => {
    expect(await read(gzipSync(bytes), [1, 2, 1])).toEqual({ count: 2, values: [1, 2, 3, 4] });
  });
  test('may hold one sample without a count', async () => {
    expect(await read(idx([3, 2], [1, 2, 3, 4, 5, 6]), [3, 2, 1])).toEqual({
      count: 1,
      values: [1, 2, 3, 4, 5, 6],
    });
  });
});

describe('a file that does not fit gives a Diagnostic', () => {
  const codeOf = async (bytes: Uint8Array, shape = [2, 2, 1]): Promise<string> => {
    const error = await read(bytes, shape).catch((reason: unknown) => reason);
    return error instanceof DiagnosticError ? error.diagnostic.code : String(error);
  };
  const picture = png(Uint8Array.of(0, 50, 100, 255), 1);

  test.each([
    ['a picture of another size', picture, [28, 28, 1], 'sample-shape'],
    ['a picture for a network of plain numbers', picture, [4], 'sample-shape'],
    ['an IDX file of another shape', idx([2, 3], [1, 2, 3, 4, 5, 6]), [2, 2, 1], 'sample-shape'],
    ['an IDX file without samples', idx([0, 2, 2], []), [2, 2, 1], 'sample-shape'],
    ['half a picture', picture.subarray(0, 40), [2, 2, 1], 'sample-file-unreadable'],
    ['a broken gzip file', Uint8Array.of(0x1f, 0x8b, 1, 2), [2, 2, 1], 'sample-file-unreadable'],
    ['a text', new TextEncoder().encode('hello'), [2, 2, 1], 'sample-file-unreadable'],
    ['nothing', new Uint8Array(0), [2, 2, 1], 'sample-file-unreadable'],
  ])('%s', async (_, bytes, shape, code) => {
    expect(await codeOf(bytes, shape)).toBe(code);
  });

  test('a folder', async () => {
    const error = await readSamples(await temporaryFolder(), [2]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostic.code).toBe('file-not-read');
  });
});
