import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS, ELSEWHERE, isExecuted, wordsOf } from './documents';
import { FILES, ROOT, textOf } from './files';

const show = (commands: typeof COMMANDS) => commands.map(({ file, line, text }) => `${file}:${line} ${text}`);

describe('commands of the documents', () => {
  test('are found', () => {
    expect(COMMANDS.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md']),
    );
    expect(COMMANDS.map(({ text }) => text)).toEqual(expect.arrayContaining(['npm start', 'npm test']));
  });

  test('are all run by a test', () => {
    const unknown = COMMANDS.filter(
      ({ text }) => !isExecuted(text) && !ELSEWHERE.some(([pattern]) => pattern.test(text)),
    );
    expect(show(unknown)).toEqual([]);
  });

  test('name scripts that package.json has', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = FILES.filter((path) => /^([\w-]+\.md|docs\/[\w-]+\.md)$/.test(path)).flatMap((file) =>
      [...textOf(file).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => ({ file, script: script! })),
    );
    expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
    expect(
      Object.values(scripts)
        .flatMap((command) => command.match(/scripts\/\S+/g) ?? [])
        .filter((path) => !FILES.includes(path)),
    ).toEqual([]);
  });
});

test('words of a command are parted at spaces outside of quotes', () => {
  expect(wordsOf(`npx neuroloom train "my net.json" --out 'a b' --seed 1`)).toEqual([
    'npx',
    'neuroloom',
    'train',
    'my net.json',
    '--out',
    'a b',
    '--seed',
    '1',
  ]);
});

test('links of the documents lead to something', () => {
  const documents = FILES.filter((path) => path.endsWith('.md'));
  const broken = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].flatMap(([, link]) =>
      existsSync(resolve(ROOT, dirname(file), link!)) ? [] : [`${file}: ${link}`],
    ),
  );
  expect(broken).toEqual([]);
});
