import { expect, test } from 'vitest';
import { parseAst } from 'vite';
import { CODE_FILES, textOf } from './files';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Every node of a file's syntax tree. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const inner of Array.isArray(value) ? value : [value]) if (isNode(inner)) yield* nodesOf(inner);
}

const parse = (path: string): readonly Node[] => [
  ...nodesOf(parseAst(textOf(path), { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node),
];

const product = CODE_FILES.filter((path) => /^(shared|electron|renderer)\/.*\.tsx?$/.test(path));
const trees = new Map(product.map((path) => [path, parse(path)]));

const WORD = /\p{L}{2,}/u;
/** What is called the same in every language. */
const NAMES = new Set([
  'EN',
  'Keras',
  'PyTorch',
  'TensorFlow.js',
  'Neuroloom',
  'KB',
  'MB',
  'GB',
  'ms',
  'px',
  'Esc',
  'Enter',
  'Shift+Enter',
]);
/** Attributes that people read or hear. */
const READ = new Set(['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label', 'hint']);

/** Words that stand in the markup itself. */
function wordsIn({ type, name, value }: Node): readonly string[] {
  if (type === 'JSXText') return [String(value).trim()];
  if (type !== 'JSXAttribute' || !isNode(name) || !isNode(value) || value.type !== 'Literal') return [];
  return READ.has(String(name['name'])) ? [String(value['value'])] : [];
}

test('no words stand in the markup, where they would be of one language', () => {
  const hard = [...trees].flatMap(([path, nodes]) =>
    nodes
      .flatMap(wordsIn)
      .filter((words) => WORD.test(words) && !NAMES.has(words))
      .map((words) => `${path}: ${words}`),
  );
  expect(hard).toEqual([]);
});

const keyOf = ({ key }: Node): string => (isNode(key) ? String(key['name'] ?? key['value']) : '');

/** Whether a value is a text in both languages. */
const isText = (value: unknown): boolean =>
  isNode(value) &&
  value.type === 'ObjectExpression' &&
  (value['properties'] as readonly Node[]).map(keyOf).toSorted().join() === 'en,ko';

/** Names of texts: in tables by their keys, and constants. */
const namesIn = (node: Node): readonly string[] => {
  if (node.type === 'Property' && isText(node['value'])) return [keyOf(node)];
  if (node.type === 'VariableDeclarator' && isText(node['init']) && isNode(node['id']))
    return [String(node['id']['name'])];
  return [];
};

test('no text is left over that nothing shows', () => {
  const all = product.map(textOf).join('\n');
  const uses = new Map<string, number>();
  for (const [word] of all.matchAll(/[\p{L}$_][\p{L}\p{N}$_]*/gu)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const left = [...trees].flatMap(([path, nodes]) =>
    nodes
      .flatMap(namesIn)
      // Keys with signs in them are those of other tables, by which they are looked up; error codes are the system's.
      .filter(
        (name) => /^[\p{L}$_][\p{L}\p{N}$_]*$/u.test(name) && !/^E[A-Z]+$/.test(name) && uses.get(name)! < 2,
      )
      .map((name) => `${path}: ${name}`),
  );
  expect(left).toEqual([]);
});
