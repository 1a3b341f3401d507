import { resolve } from 'node:path';
import { isProjectName } from '#shared/project/file-names';

/** The project file on a command line, which starts with the program; undefined when there is none. */
export function projectIn(args: readonly string[], folder: string): string | undefined {
  const name = args.slice(1).findLast((arg) => !arg.startsWith('-') && isProjectName(arg));
  return name === undefined ? undefined : resolve(folder, name);
}
