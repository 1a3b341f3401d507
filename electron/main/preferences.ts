import { app, screen, type Rectangle } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { ownKeysSchema } from '#shared/commands/chords';
import { readOwnJson, writeAtomically } from '../backend/files';

const preferencesSchema = z.object({
  language: z.enum(['en', 'ko']),
  /** The user's own, as the page has told them last. */
  keys: ownKeysSchema.default({}),
  window: z
    .object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int(),
      height: z.number().int(),
      maximized: z.boolean(),
    })
    .nullable(),
});

export type Preferences = z.infer<typeof preferencesSchema>;
export type Language = Preferences['language'];

/** What the window remembers from one start to the next. */
export interface PreferencesFile {
  readonly value: Preferences;
  /** Keeps a change; a file that cannot be written is not worth a message. */
  change(part: Partial<Preferences>): Promise<void>;
}

/** Reads `preferences.json`; what is missing or damaged there starts as the system has it. */
export async function openPreferences(dataFolder: string): Promise<PreferencesFile> {
  const path = join(dataFolder, 'preferences.json');
  let value: Preferences = (await readOwnJson(path, preferencesSchema)) ?? {
    language: app.getLocale().startsWith('ko') ? 'ko' : 'en',
    keys: {},
    window: null,
  };
  let written: Promise<void> = Promise.resolve();
  return {
    get value() {
      return value;
    },
    change(part) {
      value = { ...value, ...part };
      // One after the other: they write the same file.
      written = written.then(() => writeAtomically(path, JSON.stringify(value))).catch(() => undefined);
      return written;
    },
  };
}

const COMFORTABLE = { width: 1440, height: 900 };

/** Where the window goes: where it was, when that is still on a screen, else in the middle. */
export function windowBounds({ window }: Preferences): Partial<Rectangle> {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const size = { width: Math.min(COMFORTABLE.width, width), height: Math.min(COMFORTABLE.height, height) };
  if (!window) return size;
  const { maximized: _, ...bounds } = window;
  return screen.getAllDisplays().some(({ workArea }) => overlap(workArea, bounds)) ? bounds : size;
}

/** Whether enough of a window lies on a screen to take hold of it. */
function overlap(screenArea: Rectangle, bounds: Rectangle): boolean {
  const across = (start: 'x' | 'y', size: 'width' | 'height') =>
    Math.min(screenArea[start] + screenArea[size], bounds[start] + bounds[size]) -
    Math.max(screenArea[start], bounds[start]);
  return across('x', 'width') >= 100 && across('y', 'height') >= 100;
}
