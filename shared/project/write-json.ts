type Json = Readonly<Record<string, unknown>>;

/** Lines are no longer than this where what stands on them can be broken. */
const WIDTH = 140;
const INDENT = '  ';

/** Tables whose keys have no order of their own. */
const SORTED: ReadonlySet<string> = new Set(['params']);

/** What has been written, so that a value that is part of the next version too need not be written again. */
export type Written = WeakMap<object, { readonly indent: string; readonly text: string }>;

/**
 * JSON that reads well and compares well: what fits a line stands on one, everything else has one entry a line, and every object of a list
 * of several begins a line. The same value gives the same text, whatever the order in which parameters were set. What JSON leaves out
 * (undefined) is left out. With `written`, objects in lists must never be changed in place.
 */
export function writeJson(value: unknown, written: Written = new WeakMap()): string {
  return `${write(value, '', '', written)}\n`;
}

function write(value: unknown, key: string, indent: string, written: Written): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const room = WIDTH - indent.length - (key === '' ? 0 : JSON.stringify(key).length + 2);
  const line = isListOfObjects(value) ? null : writeInLine(value, key, room - 1);
  if (line !== null) return line;
  const inner = indent + INDENT;
  if (Array.isArray(value)) return brokenList(value, indent, inner, written);
  const entries = entriesOf(value as Json, key).map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${write(item, name, inner, written)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function brokenList(list: readonly unknown[], indent: string, inner: string, written: Written): string {
  const items = list.map((item) => writeItem(item, inner, written));
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

function writeItem(item: unknown, indent: string, written: Written): string {
  if (typeof item !== 'object' || item === null) return write(item, '', indent, written);
  const found = written.get(item);
  if (found?.indent === indent) return found.text;
  const text = write(item, '', indent, written);
  written.set(item, { indent, text });
  return text;
}

const isListOfObjects = (value: object): boolean =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((item) => typeof item === 'object' && item !== null && Object.keys(item).length > 1);

const entriesOf = (value: Json, key: string): [string, unknown][] => {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return SORTED.has(key) ? entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) : entries;
};

/** All on one line; null where that is longer than `room`. */
function writeInLine(value: unknown, key: string, room: number): string | null {
  if (typeof value !== 'object' || value === null) return fitting(JSON.stringify(value) ?? 'null', room);
  const isList = Array.isArray(value);
  const entries = isList ? value.map((item) => ['', item] as const) : entriesOf(value as Json, key);
  if (entries.length === 0) return fitting(isList ? '[]' : '{}', room);
  let text = '';
  for (const [name, item] of entries) {
    const start = `${text === '' ? '' : ', '}${isList ? '' : `${JSON.stringify(name)}: `}`;
    const rest = writeInLine(item, name, room - text.length - start.length);
    if (rest === null) return null;
    text += start + rest;
  }
  return fitting(isList ? `[${text}]` : `{ ${text} }`, room);
}

const fitting = (text: string, room: number): string | null => (text.length <= room ? text : null);
