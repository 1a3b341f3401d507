import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS, isExecuted, wordsOf } from '../repository/documents';
import { CLI_FILE, start } from './programs';

const executed = COMMANDS.filter(({ text }) => isExecuted(text));
const files = [...new Set(executed.map(({ file }) => file))];

// What a document says is done in its order, each document in a folder of its own that has the assets as the repository has them.
describe.each(files)('the commands of %s', (file) => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'neuroloom documents '));
    await symlink(resolve('assets'), join(folder, 'assets'), 'junction');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(executed.filter((command) => command.file === file))('line $line: $text', async ({ text }) => {
    const args = wordsOf(text).slice(2);
    const { code, stdout, stderr } = await start(CLI_FILE, args, join(folder, 'data'), {}, folder).finished;
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });
});
