import { BLOCK } from '../../state/block-place';

/** A block's name as it is written on its tile, in the drawing's units. */
export interface NameLines {
  readonly lines: readonly string[];
  /** Height of the letters. */
  readonly size: number;
}

/** Sizes between which a name is written. */
const LEAST = 22;
const MOST = 44;
/** On the screen letters are not smaller than so many pixels, as long as names have three lines. */
const LEAST_PIXELS = 6;
const MOST_ENLARGED = 38;
/** Width of a bold character against its height, with a reserve for wide ones. */
const CHARACTER = 0.66;
const MOST_LINES = 3;
const ROOM = BLOCK.width - 10;

const known = new Map<string, NameLines>();

/** A name in up to three lines, broken behind its underscores where it can be, as large as the width of a block allows. */
export function nameLines(name: string, zoom: number): NameLines {
  const least = Math.min(MOST_ENLARGED, Math.max(LEAST, Math.ceil(LEAST_PIXELS / zoom)));
  const key = `${least} ${name}`;
  const found = known.get(key);
  if (found) return found;
  const parts = name.split(/(?<=_)/);
  const longest = Math.max(...parts.map(({ length }) => length));
  const size = Math.max(least, Math.min(MOST, Math.floor(ROOM / (longest * CHARACTER))));
  const made = { size, lines: broken(parts, Math.max(1, Math.floor(ROOM / (size * CHARACTER)))) };
  known.set(key, made);
  return made;
}

/** Parts put together in lines of at most `length` characters; a longer part is broken anywhere, and what is beyond the last line left out. */
function broken(parts: readonly string[], length: number): readonly string[] {
  const lines: string[] = [''];
  for (const part of parts) {
    if (lines.at(-1)!.length + part.length <= length) lines.push(lines.pop()! + part);
    else {
      const pieces = Array.from({ length: Math.ceil(part.length / length) }, (_, i) =>
        part.slice(i * length, (i + 1) * length),
      );
      if (lines.at(-1) === '') lines.pop();
      lines.push(...pieces);
    }
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!.slice(0, Math.max(1, length - 1))}…`];
}
