import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODE_FILES, FILES, ROOT, TEXT_FILES, textOf } from './files';

const own = CODE_FILES.filter((path) => !path.startsWith('test/repository/'));
const lines = (path: string): number => textOf(path).trimEnd().split('\n').length;

/** `path:line` of every line of own code that matches. */
const found = (pattern: RegExp, paths: readonly string[] = own): string[] =>
  paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : [])),
  );

describe('files', () => {
  test('have no more than 500 lines', () => {
    expect(CODE_FILES.filter((path) => lines(path) > 500)).toEqual([]);
  });

  test('have names in kebab case, or in Pascal case for one component', () => {
    const inOwnFolders = CODE_FILES.filter((path) => path.includes('/'));
    const name =
      /^(([a-z0-9]+-)*[a-z0-9]+(\.[a-z0-9-]+)*\.(ts|tsx|mjs|cjs)|[A-Z][A-Za-z0-9]*(\.test)?\.tsx)$/;
    expect(inOwnFolders.filter((path) => !name.test(path.split('/').at(-1)!))).toEqual([]);
  });
});

describe('code', () => {
  test('leaves nothing for later', () => {
    expect(found(/\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('switches no rule off', () => {
    expect(found(/(oxlint|eslint|prettier|ts)-(disable|ignore|nocheck|expect-error)|@ts-/)).toEqual([]);
  });

  test('has no `any`', () => {
    // In comments the word is English.
    const type = /^(?!\s*(\*|\/\/|\/\*)).*(:|\bas|<|,)\s*any\s*([;,)>=[\]]|$)/;
    const typed = own.filter((path) => /\.tsx?$/.test(path));
    expect(found(type, typed)).toEqual([]);
  });
});

describe('tests', () => {
  const tests = CODE_FILES.filter((path) => /\.(test|spec)\.tsx?$/.test(path));

  test('are never skipped, singled out or expected to fail', () => {
    // `runIf` is left: there are tests for one platform only.
    const marks = /\b(describe|it|test|suite)\.(skip|only|todo|fails|fixme|skipIf)\b|\bx(it|describe)\(/;
    expect(
      found(
        marks,
        tests.filter((path) => !path.startsWith('test/repository/')),
      ),
    ).toEqual([]);
  });

  test('mirror the tree', () => {
    const places = /^test\/(shared|electron|renderer|contract|repository|integration|e2e|bench)\//;
    expect(tests.filter((path) => !places.test(path))).toEqual([]);
  });
});

describe('the repository stands alone', () => {
  test('nothing in it reads a folder of that name beside it', () => {
    const outside = TEXT_FILES.filter((path) => path !== 'package-lock.json').flatMap((path) =>
      [...textOf(path).matchAll(/(?:\.\.\/)+shared\b/g)].flatMap(([text]) => {
        const target = relative(ROOT, resolve(ROOT, dirname(path), text));
        return target.startsWith('..') ? [`${path}: ${text}`] : [];
      }),
    );
    expect(outside).toEqual([]);
  });

  test('no path of one machine is written down', () => {
    const machine = /["'`(\s]\/(root|work)\/\w+/;
    expect(found(machine, [...own, ...FILES.filter((path) => path.endsWith('.md'))])).toEqual([]);
  });

  test('what tests and examples need is in it', () => {
    const needed = [
      'assets/datasets/mnist/train-images-idx3-ubyte.gz',
      'assets/datasets/mnist/README.md',
      'assets/examples/index.json',
      'test/golden/index.json',
      'LICENSE',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'README.md',
      'docs/architecture.md',
    ];
    expect(needed.filter((path) => !FILES.includes(path))).toEqual([]);
  });
});
