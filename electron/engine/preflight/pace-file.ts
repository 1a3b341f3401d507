import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '../write-file';
import { type Pace, paceSchema } from './pace';

/** Those measured last are kept. */
const MOST = 60;

const fileSchema = z.object({ version: z.literal(1), networks: z.array(paceSchema) });

/** How fast this machine trained networks, kept from one start of the app to the next. */
export interface PaceFile {
  list(): Promise<readonly Pace[]>;
  /** Takes the place of what was known of the same network on the same device. */
  add(pace: Pace): Promise<void>;
}

/** A file that is missing, damaged or cannot be written is as good as none: what it says is only of use, never needed. */
export function createPaceFile(path: string): PaceFile {
  let known: Promise<readonly Pace[]> | null = null;
  const list = () => (known ??= read(path));

  return {
    list,
    async add(pace) {
      const isSame = (other: Pace) =>
        other.key === pace.key && other.device === pace.device && other.threads === pace.threads;
      const networks = [...(await list()).filter((other) => !isSame(other)), pace].slice(-MOST);
      known = Promise.resolve(networks);
      const text = JSON.stringify({ version: 1, networks });
      await writeFileAtomically(path, [new TextEncoder().encode(text)]).catch(() => undefined);
    },
  };
}

async function read(path: string): Promise<readonly Pace[]> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data.networks : [];
  } catch {
    return [];
  }
}
