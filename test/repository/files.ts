import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Folders that hold what others made, or what a program makes. */
const FOREIGN = new Set([
  'node_modules',
  'dist',
  'release',
  'test-results',
  'playwright-report',
  'coverage',
  '.git',
  '.cache',
]);

function walk(folder: string): string[] {
  return readdirSync(resolve(ROOT, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (FOREIGN.has(name)) return [];
    return statSync(resolve(ROOT, path)).isDirectory() ? walk(path) : [path];
  });
}

/** Every file of the repository, with slashes, from its root. */
export const FILES: readonly string[] = walk('');

export const textOf = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

const CODE = /\.(ts|tsx|mjs|cjs|js)$/;

/** Every file of program text. */
export const CODE_FILES: readonly string[] = FILES.filter((path) => CODE.test(path));

/** Files that are text at all. */
export const TEXT_FILES: readonly string[] = FILES.filter((path) =>
  /\.(ts|tsx|mjs|cjs|js|json|md|html|css|yml|yaml|svg)$/.test(path),
);

/** The modules that a file names, as they are written. */
export function importsOf(path: string): readonly string[] {
  const text = textOf(path);
  const patterns = [
    /\bfrom\s+['"]([^'"]+)['"]/g,
    /^\s*import\s+['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
    /\brequire\(\s*['"]([^'"]+)['"]\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!));
}

/** Where a relative or `#shared` import leads, from the root of the repository; the name itself for packages. */
export function resolveImport(path: string, name: string): string {
  if (name.startsWith('#shared/')) return name.replace('#shared', 'shared');
  if (!name.startsWith('.')) return name;
  const target = resolve(ROOT, dirname(path), name.split('?')[0]!);
  return relative(ROOT, target).split(sep).join('/');
}
