import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { readOwnJson, readText, writeAtomically } from '../../../electron/backend/files';
import { temporaryFolder } from '../../fakes/temporary-folder';

async function problemOf(call: Promise<unknown>) {
  const error = await call.catch((reason: unknown) => reason);
  return error instanceof DiagnosticError
    ? { code: error.diagnostic.code, detail: error.diagnostic.detail }
    : { code: String(error) };
}

describe('writing a file', () => {
  test('makes its folder, and leaves nothing else there', async () => {
    const folder = join(await temporaryFolder(), 'new', 'folder');
    await writeAtomically(join(folder, 'a.json'), 'text');
    await writeAtomically(join(folder, 'b.bin'), Uint8Array.of(1, 2));
    expect((await readdir(folder)).toSorted()).toEqual(['a.json', 'b.bin']);
    expect([await readText(join(folder, 'a.json')), await readFile(join(folder, 'b.bin'))]).toEqual([
      'text',
      Buffer.of(1, 2),
    ]);
  });

  test('keeps the one before as a backup when asked to', async () => {
    const path = join(await temporaryFolder(), 'a.json');
    for (const text of ['one', 'two', 'three']) await writeAtomically(path, text, { backup: true });
    expect([await readText(path), await readText(`${path}.bak`)]).toEqual(['three', 'two']);
  });

  test('shows a reader the old file or the new one at every moment', async () => {
    const path = join(await temporaryFolder(), 'a.json');
    const texts = ['a', 'b'].map((letter) => letter.repeat(100_000));
    await writeAtomically(path, texts[0]!);
    const seen = new Set<string>();
    const written = (async () => {
      for (let i = 0; i < 40; i++) await writeAtomically(path, texts[i % 2]!, { backup: true });
      return true;
    })();
    const soon = () => new Promise<false>((done) => setTimeout(done, 0, false));
    while (!(await Promise.race([written, soon()]))) seen.add(await readFile(path, 'utf8'));
    expect([...seen].filter((text) => !texts.includes(text)).map((text) => text.length)).toEqual([]);
  });

  test('many times at once ends with one of the texts', async () => {
    const folder = await temporaryFolder();
    const texts = Array.from({ length: 20 }, (_, i) => `text ${i}`);
    await Promise.all(texts.map((text) => writeAtomically(join(folder, 'a'), text)));
    expect(texts).toContain(await readText(join(folder, 'a')));
    expect(await readdir(folder)).toEqual(['a']);
  });

  test('where that is not possible gives a Diagnostic, and leaves no rest', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'file'), '');
    expect(await problemOf(writeAtomically(join(folder, 'taken'), 'x'))).toMatchObject({
      code: 'file-not-written',
    });
    expect(await problemOf(writeAtomically(join(folder, 'file', 'below'), 'x'))).toMatchObject({
      code: 'file-not-written',
    });
    expect((await readdir(folder)).toSorted()).toEqual(['file', 'taken']);
  });
});

test.runIf(process.platform === 'linux')('a folder that takes none gives a Diagnostic, at once', async () => {
  expect(await problemOf(writeAtomically('/proc/none/a.json', 'x'))).toEqual({
    code: 'file-not-written',
    detail: 'ENOENT',
  });
});

describe('reading a file', () => {
  test('that is not there names it', async () => {
    expect(await problemOf(readText('/no/such/file'))).toEqual({ code: 'file-not-read', detail: 'ENOENT' });
  });

  const schema = z.array(z.string());
  test.each([
    ['["a"]', ['a']],
    ['["a", 1]', null],
    ['["a"', null],
    ['', null],
  ])('of our own with %j in it', async (text, expected) => {
    const path = join(await temporaryFolder(), 'a.json');
    await writeFile(path, text);
    expect(await readOwnJson(path, schema)).toEqual(expected);
  });

  test('of our own that is not there is nothing special', async () => {
    expect(await readOwnJson('/no/such/file', schema)).toBeNull();
  });
});
