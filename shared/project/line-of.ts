/** A word of JSON: a text, a mark, or anything else without white space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gy;
const SPACE = /\s*/y;

interface Open {
  /** Key or index of the value that is being read. */
  key: PropertyKey;
  readonly isList: boolean;
  /** A key comes next, not a value. */
  wantsKey: boolean;
}

/**
 * The line, from 1, at which the value at `path` begins in `text`, which is JSON; where the path leads to nothing, that of the last step
 * that does. Of a key that is there twice it is the last one, as JSON.parse takes it.
 */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const open: Open[] = [];
  let [best, depth, at] = [0, 0, 0];
  const isAt = (): number => {
    // How many steps of the path the value that begins here has gone; -1 when it lies elsewhere.
    if (open.length > path.length) return -1;
    return open.every(({ key }, i) => String(key) === String(path[i])) ? open.length : -1;
  };
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)![0].length;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) break;
    const top = open.at(-1);
    if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      if (top?.isList) top.key = Number(top.key) + 1;
      else if (top) top.wantsKey = true;
    } else if (token === ':') {
      if (top) top.wantsKey = false;
    } else if (top?.wantsKey) top.key = readKey(token);
    else {
      const steps = isAt();
      if (steps >= depth) [best, depth] = [at, steps];
      if (token === '{') open.push({ key: '', isList: false, wantsKey: true });
      if (token === '[') open.push({ key: 0, isList: true, wantsKey: false });
    }
    at += token.length;
  }
  return text.slice(0, best).split('\n').length;
}

function readKey(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
