import { describe, expect, test } from 'vitest';
import { CODE_FILES, importsOf, resolveImport } from './files';

/** An area of the product: who it may import, and whether Node and Electron are there. */
interface Area {
  readonly areas: readonly string[];
  readonly node: boolean;
  readonly electron?: boolean;
}

const AREAS: Readonly<Record<string, Area>> = {
  shared: { areas: [], node: false },
  renderer: { areas: ['shared'], node: false },
  'electron/engine': { areas: ['shared'], node: true },
  'electron/backend': { areas: ['shared'], node: true },
  'electron/main': { areas: ['electron/backend', 'shared'], node: true, electron: true },
  'electron/preload': { areas: ['shared'], node: false, electron: true },
  'electron/server': { areas: ['electron/backend', 'shared'], node: true },
  // `neuroloom serve` is the browser host.
  'electron/cli': { areas: ['electron/backend', 'electron/server', 'shared'], node: true },
};

/** Inside `shared`: which folders a folder may import besides itself. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  random: [],
  graph: [],
  commands: ['graph'],
  ops: ['random'],
  train: ['graph', 'ops', 'random'],
  layers: ['graph', 'ops', 'train'],
  data: ['graph', 'random', 'train'],
  compile: ['data', 'graph', 'layers', 'ops', 'random', 'train'],
  weights: ['compile', 'graph'],
  code: ['compile', 'data', 'graph', 'layers', 'random', 'train', 'weights'],
  project: ['data', 'graph', 'train'],
  protocol: ['commands', 'data', 'graph', 'project'],
};

const areaOf = (path: string): string | undefined =>
  Object.keys(AREAS).find((area) => path.startsWith(`${area}/`));

const imports = CODE_FILES.flatMap((path) => {
  const area = areaOf(path);
  return area === undefined
    ? []
    : importsOf(path).map((name) => ({ path, area, name, target: resolveImport(path, name) }));
});

const isInside = (target: string): boolean =>
  /^(shared|renderer|electron|test|scripts|assets)\//.test(target);

const show = (found: readonly (typeof imports)[number][]): readonly string[] =>
  found.map(({ path, name }) => `${path} imports ${name}`);

describe('imports', () => {
  test('are found at all', () => {
    expect(new Set(imports.map(({ area }) => area))).toEqual(new Set(Object.keys(AREAS)));
  });

  test('stay within the areas that an area may import', () => {
    const wrong = imports.filter(({ area, target }) => {
      if (!isInside(target)) return false;
      const to = areaOf(target);
      return to !== area && (to === undefined || !AREAS[area]!.areas.includes(to));
    });
    expect(show(wrong)).toEqual([]);
  });

  test('never leave the repository', () => {
    const all = CODE_FILES.flatMap((path) =>
      importsOf(path).map((name) => ({ path, area: '', name, target: resolveImport(path, name) })),
    );
    expect(show(all.filter(({ target }) => target.startsWith('..')))).toEqual([]);
  });

  test('of Node are there only where Node is', () => {
    const wrong = imports.filter(({ area, name }) => name.startsWith('node:') && !AREAS[area]!.node);
    expect(show(wrong)).toEqual([]);
  });

  test('of Electron are there only in its main process and preload script', () => {
    const wrong = imports.filter(({ area, name }) => name === 'electron' && !AREAS[area]!.electron);
    expect(show(wrong)).toEqual([]);
    const others = CODE_FILES.filter((path) => areaOf(path) === undefined && !path.startsWith('test/'));
    expect(others.filter((path) => importsOf(path).includes('electron'))).toEqual([]);
  });

  test('of built-in modules are written with node:', () => {
    const builtIn = /^(fs|path|os|url|util|http|net|crypto|child_process|stream|zlib|events)(\/|$)/;
    expect(show(imports.filter(({ name }) => builtIn.test(name)))).toEqual([]);
  });
});

describe('inside shared', () => {
  const folderOf = (path: string): string => path.split('/')[1]!;
  const within = imports.filter(({ area, target }) => area === 'shared' && target.startsWith('shared/'));

  test('every folder has its place in the order', () => {
    const folders = new Set(CODE_FILES.filter((path) => path.startsWith('shared/')).map(folderOf));
    expect([...folders].toSorted()).toEqual(Object.keys(SHARED).toSorted());
  });

  test('the order has no circle', () => {
    const depth = (folder: string, seen: readonly string[]): number => {
      if (seen.includes(folder)) throw new Error([...seen, folder].join(' → '));
      return Math.max(0, ...SHARED[folder]!.map((next) => 1 + depth(next, [...seen, folder])));
    };
    expect(Object.keys(SHARED).map((folder) => depth(folder, []))).toEqual(expect.arrayContaining([0]));
  });

  test('folders import only those before them', () => {
    const wrong = within.filter(({ path, target }) => {
      const [from, to] = [folderOf(path), folderOf(target)];
      return from !== to && !SHARED[from]!.includes(to);
    });
    expect(show(wrong)).toEqual([]);
  });

  test('other folders are named with #shared', () => {
    const wrong = within.filter(
      ({ path, name, target }) => name.startsWith('.') && folderOf(path) !== folderOf(target),
    );
    expect(show(wrong)).toEqual([]);
  });
});
