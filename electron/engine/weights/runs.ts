import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WeightRun } from '#shared/protocol/weights';
import { RUN_FILE, STATE_FILE } from '../checkpoint';

/** Of the newest runs; older ones are reached by their files. */
const MOST_RUNS = 50;

const summarySchema = z.object({
  name: z.string(),
  epoch: z.number(),
  step: z.number(),
  savedAt: z.number(),
});

/** The checkpoints in a folder of runs, newest first; those of callbacks stand behind their run's. Folders without one are passed over. */
export async function listRuns(folder: string): Promise<WeightRun[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const newest = names.toSorted().toReversed().slice(0, MOST_RUNS);
  const runs = await Promise.all(
    newest.flatMap((name) =>
      [name, join(name, 'best'), join(name, 'last')].map((at) => describe(join(folder, at))),
    ),
  );
  return runs.filter((run) => run !== null);
}

async function describe(folder: string): Promise<WeightRun | null> {
  try {
    const text = await readFile(join(folder, RUN_FILE), 'utf8');
    await stat(join(folder, STATE_FILE));
    const parsed = summarySchema.safeParse(JSON.parse(text));
    return parsed.success ? { folder, ...parsed.data } : null;
  } catch {
    return null;
  }
}
