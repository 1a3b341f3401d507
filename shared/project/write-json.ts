type Json = Readonly<Record<string, unknown>>;

/** Lines are no longer than this where what stands on them can be broken. */
const WIDTH = 140;
const INDENT = '  ';

/** Tables whose keys have no order of their own. */
const SORTED: ReadonlySet<string> = new Set(['params']);

/**
 * JSON that reads well and compares well: what fits a line stands on one, everything else has one entry a line, and every object of a list
 * of several begins a line. The same value gives the same text, whatever the order in which parameters were set. What JSON leaves out
 * (undefined) is left out.
 */
export function writeJson(value: unknown): string {
  return `${write(value, '', '')}\n`;
}

function write(value: unknown, key: string, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inLine = writeInLine(value, key);
  const room = WIDTH - indent.length - (key === '' ? 0 : JSON.stringify(key).length + 2);
  if (inLine.length < room && !isListOfObjects(value)) return inLine;
  const inner = indent + INDENT;
  if (Array.isArray(value)) return brokenList(value, indent, inner);
  const entries = entriesOf(value as Json, key).map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${write(item, name, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function brokenList(list: readonly unknown[], indent: string, inner: string): string {
  const items = list.map((item) => write(item, '', inner));
  if (list.some((item) => typeof item === 'object' && item !== null))
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 3 < WIDTH)
      lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(inner + item);
  }
  return `[\n${lines.join(',\n')}\n${indent}]`;
}

const isListOfObjects = (value: object): boolean =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((item) => typeof item === 'object' && item !== null && Object.keys(item).length > 1);

const entriesOf = (value: Json, key: string): [string, unknown][] => {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return SORTED.has(key) ? entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) : entries;
};

function writeInLine(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((item) => writeInLine(item, '')).join(', ')}]`;
  const entries = entriesOf(value as Json, key);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, item]) => `${JSON.stringify(name)}: ${writeInLine(item, name)}`).join(', ')} }`;
}
