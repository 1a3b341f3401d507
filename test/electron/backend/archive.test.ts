import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { parseProject, serializeProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { openArchive } from '../../../electron/backend/archive/read-archive';
import { packProject } from '../../../electron/backend/archive/write-archive';
import { isZip, listZip } from '../../../electron/backend/archive/zip';
import { temporaryFolder } from '../../fakes/temporary-folder';
import { exampleText } from '../../fixtures/examples';

const TEXT = exampleText('xor');

async function codeOf(archive: Uint8Array): Promise<string> {
  const folder = await temporaryFolder();
  const error = await openArchive(archive, join(folder, 'unpacked')).catch((reason: unknown) => reason);
  // Whatever is refused leaves nothing behind.
  expect(await readdir(folder)).toEqual([]);
  return error instanceof DiagnosticError ? error.diagnostic.code : String(error);
}

const zip = (files: Zippable): Uint8Array => zipSync({ 'project.json': strToU8(TEXT), ...files });

/** An archive with bytes of it replaced. */
function patched(
  archive: Uint8Array,
  signature: number,
  offset: number,
  bytes: readonly number[],
): Uint8Array {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 <= copy.length; at++)
    if (view.getUint32(at, true) === signature) copy.set(bytes, at + offset);
  return copy;
}

const CENTRAL = 0x02014b50;

function withFiles(paths: Readonly<Record<string, string>>): ProjectFile {
  const parsed = parseProject(TEXT);
  if (!parsed.ok) throw new Error('The example is damaged');
  return { ...parsed.value, data: { ...parsed.value.data, dataset: 'idx', params: paths } };
}

describe('an archive', () => {
  test('holds project, weights and data files, and opens anywhere', async () => {
    const home = await temporaryFolder();
    const images = join(home, 'train images.idx3-ubyte');
    await writeFile(images, Buffer.from([1, 2, 3]));
    const project = withFiles({ trainImages: images, trainLabels: join(home, 'gone') });
    const { archive, left } = await packProject(serializeProject(project), Uint8Array.of(9, 8, 7));
    expect([isZip(archive), left]).toEqual([true, [join(home, 'gone')]]);

    const folder = await temporaryFolder();
    const opened = await openArchive(archive, folder);
    const parsed = parseProject(opened.text);
    const path = parsed.ok ? String(parsed.value.data.params['trainImages']) : '';
    expect(path.startsWith(folder)).toBe(true);
    expect([[...(await readFile(path))], [...(await readFile(opened.weights!))]]).toEqual([
      [1, 2, 3],
      [9, 8, 7],
    ]);
    expect(parsed.ok && parsed.value.graph).toEqual(project.graph);
  });

  test('of the same project is the same, byte by byte', async () => {
    const pack = async () => Buffer.from((await packProject(TEXT, null)).archive);
    expect(await pack()).toEqual(await pack());
  });

  test('is given up in the middle of a large file', async () => {
    const weights = new Uint8Array(2 ** 20);
    let turns = 0;
    const packing = packProject(TEXT, weights, () => ++turns > 3);
    await expect(packing).rejects.toMatchObject({ diagnostic: { code: 'packing-cancelled' } });
    expect(turns).toBe(4);
  });

  test('of large files opens with every byte of them', async () => {
    const weights = Uint8Array.from({ length: 700_000 }, (_, i) => i * i);
    const { archive } = await packProject(TEXT, weights);
    const opened = await openArchive(archive, await temporaryFolder());
    expect((await readFile(opened.weights!)).equals(weights)).toBe(true);
  });

  test('packed again as a folder by another tool opens too; what else is in it stays there', async () => {
    const folder = await temporaryFolder();
    const archive = zipSync({
      'my network/project.json': strToU8(TEXT),
      'my network/notes.txt': strToU8('hello'),
      '__MACOSX/my network/._project.json': strToU8('x'),
    });
    expect((await openArchive(archive, folder)).text).toBe(TEXT);
    expect(await readdir(folder)).toEqual([]);
  });

  test('with a damaged project gives its text, for its line and reason to be told', async () => {
    const archive = zipSync({ 'project.json': strToU8('{ "format"') });
    expect(await openArchive(archive, await temporaryFolder())).toEqual({
      text: '{ "format"',
      weights: null,
    });
  });
});

describe('refused is an archive', () => {
  test.each<[string, string, () => Uint8Array]>([
    ['without a project', 'not-a-project', () => zipSync({ 'a.txt': strToU8('a') })],
    ['with nothing in it', 'not-a-project', () => zipSync({})],
    ['that is only a beginning', 'archive-damaged', () => zip({}).subarray(0, 40)],
    ['cut off at its end', 'archive-damaged', () => zip({}).slice(0, -3)],
    ['that climbs out of its folder', 'archive-unsafe', () => zip({ '../evil.json': strToU8('x') })],
    ['that climbs out deeper down', 'archive-unsafe', () => zip({ 'data/../../evil': strToU8('x') })],
    ['with a path from the root', 'archive-unsafe', () => zip({ '/etc/passwd': strToU8('x') })],
    ['with a path of Windows', 'archive-unsafe', () => zip({ 'data\\..\\evil': strToU8('x') })],
    ['with a drive', 'archive-unsafe', () => zip({ 'C:evil': strToU8('x') })],
    [
      'whose project is not what was packed',
      'archive-damaged',
      () => patched(zip({}), CENTRAL, 16, [1, 2, 3, 4]),
    ],
    [
      'that unpacks to more than it says',
      'archive-damaged',
      () => patched(zip({}), CENTRAL, 24, [9, 0, 0, 0]),
    ],
    [
      'that says to unpack to gigabytes',
      'archive-too-large',
      () => patched(zip({}), CENTRAL, 24, [0, 0, 0, 0x7f]),
    ],
    ['that is encrypted', 'archive-not-supported', () => patched(zip({}), CENTRAL, 8, [1])],
    ['packed in another way', 'archive-not-supported', () => patched(zip({}), CENTRAL, 10, [12])],
    [
      'whose files share bytes',
      'archive-damaged',
      () => patched(zip({ a: strToU8('x') }), CENTRAL, 42, [0, 0]),
    ],
    ['whose project is no text', 'project-not-text', () => zipSync({ 'project.json': Uint8Array.of(0xff) })],
  ])('%s', async (_name, code, make) => {
    expect(await codeOf(make())).toBe(code);
  });

  test('that is a bomb, before it has grown', async () => {
    const bomb = zip({ 'weights.safetensors': [new Uint8Array(2 ** 26), { level: 9 }] });
    expect(bomb.length).toBeLessThan(2 ** 18);
    // It says to be small.
    const lying = patched(bomb, CENTRAL, 24, [100, 0, 0, 0]);
    expect(await codeOf(lying)).toBe('archive-damaged');
  });

  test('whatever its bytes are', async () => {
    const archive = zip({ 'data/a': strToU8('abc') });
    const folder = await temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), async (at, byte) => {
        const damaged = archive.slice();
        damaged[at] = byte;
        const result = await openArchive(damaged, folder).then(
          () => 'opened',
          (error: unknown) => (error instanceof DiagnosticError ? 'refused' : String(error)),
        );
        expect(['opened', 'refused']).toContain(result);
      }),
      { numRuns: 300 },
    );
    const listed = (bytes: Uint8Array): unknown => {
      try {
        return listZip(bytes);
      } catch (error) {
        return error instanceof DiagnosticError ? 'refused' : error;
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(listed(bytes)).toBe('refused');
      }),
    );
  });
});
