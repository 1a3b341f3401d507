import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { readOwnJson, writeAtomically } from './files';

const recentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number() }));

const MOST_RECENT = 20;

/** The list of projects opened last, in a file of its own; whoever changes it does so one after the other. */
export function createRecent(file: string) {
  const read = async () => (await readOwnJson(file, recentSchema)) ?? [];
  return {
    async list() {
      return (await read()).map((entry) => ({ ...entry, missing: !existsSync(entry.path) }));
    },
    async remember(path: string): Promise<void> {
      const entry = { path, name: basename(path, extname(path)), openedAt: Date.now() };
      const others = (await read()).filter((other) => other.path !== path);
      await writeAtomically(file, JSON.stringify([entry, ...others].slice(0, MOST_RECENT)));
    },
    async forget(path: string): Promise<void> {
      const known = await read();
      const left = known.filter((other) => other.path !== path);
      if (left.length < known.length) await writeAtomically(file, JSON.stringify(left));
    },
  };
}
