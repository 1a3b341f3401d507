import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { parseProject } from '#shared/project/parse';
import { API } from '#shared/protocol/api';
import { memoryPipes } from '#shared/protocol/memory-pipe';
import { connect, serve } from '#shared/protocol/rpc';
import { versionOf } from '../../../electron/backend/file-version';
import { projectService } from '../../../electron/backend/projects';
import { temporaryFolder } from '../../fakes/temporary-folder';
import { EXAMPLES, exampleText } from '../../fixtures/examples';

/** The calls as a page makes them, over a pipe, on folders of the test's own. */
async function service() {
  const folder = await temporaryFolder();
  const folders = {
    assetsFolder: resolve('assets'),
    dataFolder: join(folder, 'data'),
    documentsFolder: join(folder, 'documents'),
  };
  const [near, far] = memoryPipes();
  serve(far, projectService(folders));
  return { ...folders, folder, call: connect(near).call };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.catch((reason: unknown) => reason);
  return error instanceof DiagnosticError ? error.diagnostic.code : String(error);
}

describe('a project file', () => {
  test('without a path gets one named after the project, never another’s', async () => {
    const { call, documentsFolder } = await service();
    const saved = await Promise.all(
      ['one', 'two'].map((text) => call('projects.write', { path: null, name: 'My CNN: 1/2', text })),
    );
    expect(saved.map(({ path }) => path)).toEqual(
      ['My CNN_ 1_2.json', 'My CNN_ 1_2 2.json'].map((name) => join(documentsFolder, name)),
    );
    expect(await readFile(saved[1]!.path, 'utf8')).toBe('two');
  });

  test.each([
    ['숫자 인식', '숫자 인식.json'],
    ['../../etc/passwd', '_.._etc_passwd.json'],
    ['...', 'project.json'],
    ['  ', 'project.json'],
    ['a'.repeat(200), `${'a'.repeat(80)}.json`],
    ['con\u0000\n', 'con__.json'],
  ])('named %j is called %s', async (name, file) => {
    const { call, documentsFolder } = await service();
    expect((await call('projects.write', { path: null, name, text: '' })).path).toBe(
      join(documentsFolder, file),
    );
  });

  test('is written over with a backup, and read again', async () => {
    const { call } = await service();
    const { path } = await call('projects.write', { path: null, name: 'a', text: 'first' });
    await call('projects.write', { path, name: 'a', text: 'second' });
    expect(await call('projects.read', { path })).toEqual({
      path,
      text: 'second',
      version: versionOf('second'),
      weights: null,
    });
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('first');
  });

  test('that cannot be read or written gives a Diagnostic', async () => {
    const { call, folder } = await service();
    expect(await codeOf(call('projects.read', { path: join(folder, 'none.json') }))).toBe('file-not-read');
    expect(await codeOf(call('projects.read', { path: folder }))).toBe('file-not-read');
    await writeFile(join(folder, 'file'), '');
    expect(
      await codeOf(call('projects.write', { path: join(folder, 'file', 'a.json'), name: 'a', text: '' })),
    ).toBe('file-not-written');
  });
});

describe('the projects opened last', () => {
  test('come newest first, each once, and say which are gone, until they are forgotten', async () => {
    const { call, documentsFolder } = await service();
    const paths = [];
    for (const name of ['a', 'b', 'c'])
      paths.push((await call('projects.write', { path: null, name, text: exampleText('xor') })).path);
    await call('projects.read', { path: paths[0]! });
    await rm(join(documentsFolder, 'b.json'));
    const list = async () =>
      (await call('projects.recent', {})).map(({ name, missing }) => `${name}${missing ? ' gone' : ''}`);
    expect(await list()).toEqual(['a', 'c', 'b gone']);
    await call('projects.forgetRecent', { path: paths[1]! });
    expect(await list()).toEqual(['a', 'c']);
  });

  test('are all remembered when many are saved at once', async () => {
    const { call } = await service();
    const names = Array.from({ length: 8 }, (_, i) => `project ${i}`);
    await Promise.all(names.map((name) => call('projects.write', { path: null, name, text: '' })));
    expect((await call('projects.recent', {})).map(({ name }) => name).toSorted()).toEqual(names);
  });

  test('are twenty at most', async () => {
    const { call } = await service();
    for (let i = 0; i < 23; i++) await call('projects.write', { path: null, name: `${i}`, text: '' });
    const recent = await call('projects.recent', {});
    expect([recent.length, recent[0]!.name]).toEqual([20, '22']);
  });

  test.each(['{}', '[1]', '{', ''])('begin anew where their list is damaged: %j', async (text) => {
    const { call, dataFolder } = await service();
    await mkdir(dataFolder, { recursive: true });
    await writeFile(join(dataFolder, 'recent.json'), text);
    expect(await call('projects.recent', {})).toEqual([]);
    await call('projects.write', { path: null, name: 'a', text: '' });
    expect(await call('projects.recent', {})).toHaveLength(1);
  });
});

describe('unsaved work', () => {
  test('outlives the app, newest first, until it is forgotten', async () => {
    const { call, ...folders } = await service();
    await call('projects.autosave', { key: 'page-1', path: null, text: 'one' });
    await call('projects.autosave', { key: 'page-2', path: '/somewhere.json', text: 'old' });
    await new Promise((done) => setTimeout(done, 5));
    await call('projects.autosave', { key: 'page-2', path: '/somewhere.json', text: 'new' });
    const [near, far] = memoryPipes();
    serve(far, projectService(folders));
    const again = connect(near);
    expect(
      (await again.call('projects.recoverable', {})).map(({ key, path, text }) => [key, path, text]),
    ).toEqual([
      ['page-2', '/somewhere.json', 'new'],
      ['page-1', null, 'one'],
    ]);
    await again.call('projects.forget', { key: 'page-2' });
    expect((await call('projects.recoverable', {})).map(({ key }) => key)).toEqual(['page-1']);
  });

  test('keeps the last of many changes in a row', async () => {
    const { call } = await service();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => call('projects.autosave', { key: 'k', path: null, text: `${i}` })),
    );
    expect((await call('projects.recoverable', {})).map(({ text }) => text)).toEqual(['19']);
  });

  test('that is damaged is left out', async () => {
    const { call, dataFolder } = await service();
    await call('projects.autosave', { key: 'good', path: null, text: 'x' });
    for (const [name, text] of [
      ['half.json', '{"key":"half"'],
      ['other.json', '{"key":1}'],
      ['left.json.1-2.tmp', '{}'],
    ])
      await writeFile(join(dataFolder, 'autosave', name!), text!);
    expect((await call('projects.recoverable', {})).map(({ key }) => key)).toEqual(['good']);
  });

  test.each(['../evil', 'a/b', '', 'a'.repeat(65), 'a.b', '..'])(
    'with the name %j is refused',
    async (key) => {
      const { call } = await service();
      expect(await codeOf(call('projects.autosave', { key, path: null, text: '' }))).toBe(
        'wrong-autosave-key',
      );
      expect(await codeOf(call('projects.forget', { key }))).toBe('wrong-autosave-key');
    },
  );
});

describe('a file that a browser handed over', () => {
  test('lies in the data folder, whatever it is called', async () => {
    const { call, dataFolder } = await service();
    const base64 = Buffer.of(0, 1, 255).toString('base64');
    const { path } = await call('files.upload', { name: '../../train images.gz', base64 });
    expect(path.startsWith(join(dataFolder, 'uploads'))).toBe(true);
    expect(await readFile(path)).toEqual(Buffer.of(0, 1, 255));
  });

  test('handed over again takes no second place', async () => {
    const { call, dataFolder } = await service();
    const upload = (bytes: number[]) =>
      call('files.upload', { name: 'a.gz', base64: Buffer.from(bytes).toString('base64') });
    const paths = [await upload([1]), await upload([1]), await upload([2])].map(({ path }) => path);
    expect([paths[0] === paths[1], paths[0] === paths[2]]).toEqual([true, false]);
    expect(await readdir(join(dataFolder, 'uploads'))).toHaveLength(2);
  });
});

test('the examples are those of the assets folder, in both languages', async () => {
  const { call } = await service();
  const examples = await call('projects.examples', {});
  expect(examples.map(({ id }) => `${id}.json`).toSorted()).toEqual(EXAMPLES.map(([name]) => name));
  expect(new Map(examples.map(({ id, text }) => [`${id}.json`, text]))).toEqual(new Map(EXAMPLES));
  const texts = examples.flatMap((example) => [example, ...example.blocks]);
  expect(texts.filter(({ title, summary }) => title.ko === '' || !/[가-힣]/.test(summary.ko))).toEqual([]);
});

test('the blocks of examples are composites of theirs', async () => {
  const { call } = await service();
  for (const { text, blocks } of await call('projects.examples', {})) {
    const parsed = parseProject(text);
    const ids = parsed.ok ? parsed.value.graph.composites.map(({ id }) => id) : [];
    expect(ids).toEqual(expect.arrayContaining(blocks.map(({ composite }) => composite)));
  }
});

test('the service answers all calls about projects and files but that of a page’s own file', () => {
  const wanted = Object.keys(API).filter(
    (name) => /^(projects|files)\./.test(name) && name !== 'projects.hold',
  );
  const handlers = projectService({ assetsFolder: '', dataFolder: '', documentsFolder: '' });
  expect(Object.keys(handlers).toSorted()).toEqual(wanted.toSorted());
});
