import { resolve } from 'node:path';

/** The project file on a command line, which starts with the program; undefined when there is none. */
export function projectIn(args: readonly string[], folder: string): string | undefined {
  const name = args.slice(1).findLast((arg) => !arg.startsWith('-') && arg.toLowerCase().endsWith('.json'));
  return name === undefined ? undefined : resolve(folder, name);
}
