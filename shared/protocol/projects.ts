import { z } from 'zod';
import { EXAMPLE_KINDS } from '#shared/project/example-kinds';

const localized = z.object({ en: z.string(), ko: z.string() });
const none = z.object({});

/** What a file held when it was read or written: the beginning of its SHA-256. */
const version = z.string();

/** A project as it was read. Of an archive there is no path: it was unpacked, and saving makes a file of its own. */
const openedProject = z.object({
  path: z.string().nullable(),
  text: z.string(),
  version: version.nullable(),
  /** Weights that belong to it: a safetensors file. */
  weights: z.string().nullable(),
});
export type OpenedProject = z.infer<typeof openedProject>;

/** A program or window that has a project file open. */
const holder = z.object({ pid: z.number(), host: z.string(), since: z.number() });
export type Holder = z.infer<typeof holder>;

/** The calls about project files, all answered by the backend. */
export const PROJECT_CALLS = {
  'projects.examples': {
    input: none,
    output: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(EXAMPLE_KINDS),
        title: localized,
        summary: localized,
        text: z.string(),
        /** Composites of it that are worth having in other drawings too. */
        blocks: z.array(z.object({ composite: z.string(), title: localized, summary: localized })),
      }),
    ),
  },
  /** Projects opened or saved last, newest first. */
  'projects.recent': {
    input: none,
    output: z.array(
      z.object({ path: z.string(), name: z.string(), openedAt: z.number(), missing: z.boolean() }),
    ),
  },
  'projects.forgetRecent': { input: z.object({ path: z.string() }), output: none },
  /** A file's text for a picture of it; null where it is gone or too large. Nothing is remembered. */
  'projects.peek': {
    input: z.object({ path: z.string() }),
    output: z.object({ text: z.string().nullable(), modifiedAt: z.number().nullable() }),
  },
  /** Reads a project file or archive, and remembers it among those opened last. */
  'projects.read': { input: z.object({ path: z.string() }), output: openedProject },
  /** Ends the reading of archives under way, which reject with `opening-cancelled`; what they have unpacked is whole. */
  'projects.cancelRead': { input: none, output: none },
  /**
   * Writes atomically with a backup. Without a path: a new file in the documents folder, named after the project. With `expected` it is
   * refused where the file holds something else by now.
   */
  'projects.write': {
    input: z.object({
      path: z.string().nullable(),
      name: z.string(),
      text: z.string(),
      expected: version.nullable().optional(),
    }),
    output: z.object({ path: z.string(), savedAt: z.number(), version }),
  },
  /** Earlier versions of a file, newest first. */
  'projects.backups': {
    input: z.object({ path: z.string() }),
    output: z.array(z.object({ path: z.string(), savedAt: z.number() })),
  },
  /** From here on this page has the file open, and no other one; null: none. Tells who else has it. */
  'projects.hold': {
    input: z.object({ path: z.string().nullable(), version: version.nullable() }),
    output: z.object({ holder: holder.nullable() }),
  },
  /**
   * Writes a project with its weights and its data files, as far as they are small, into one archive; without a place, into the
   * documents folder.
   */
  'projects.pack': {
    input: z.object({
      place: z.string().nullable(),
      name: z.string(),
      text: z.string(),
      weights: z.string().nullable(),
    }),
    output: z.object({ path: z.string(), bytes: z.number(), left: z.array(z.string()) }),
  },
  /** Ends the packing under way, which rejects with `packing-cancelled`; nothing is written. */
  'projects.cancelPack': { input: none, output: none },
  /** Keeps unsaved work; `key` names the window's document. */
  'projects.autosave': {
    input: z.object({ key: z.string(), path: z.string().nullable(), text: z.string() }),
    output: z.object({ savedAt: z.number() }),
  },
  /** Unsaved work left by a page or app that ended without saying goodbye. */
  'projects.recoverable': {
    input: none,
    output: z.array(
      z.object({ key: z.string(), path: z.string().nullable(), savedAt: z.number(), text: z.string() }),
    ),
  },
  'projects.forget': { input: z.object({ key: z.string() }), output: none },
  /** Puts a file that a browser handed over where the engine can read it. `base64` is its content. */
  'files.upload': {
    input: z.object({ name: z.string(), base64: z.string() }),
    output: z.object({ path: z.string() }),
  },
} as const;

/** The file that a page has open was written or removed by someone else; `version` is null where it is gone. */
export const projectChanged = z.object({ path: z.string(), version: version.nullable() });
