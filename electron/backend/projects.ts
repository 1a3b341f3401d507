import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { Handlers } from '#shared/protocol/rpc';
import { readOwnJson, readText, writeAtomically } from './files';

const localized = z.object({ en: z.string(), ko: z.string() });
const examplesSchema = z.array(z.object({ id: z.string(), title: localized, summary: localized }));
const recentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number() }));
const autosaveSchema = z.object({
  key: z.string(),
  path: z.string().nullable(),
  savedAt: z.number(),
  text: z.string(),
});

const MOST_RECENT = 20;

export interface ProjectFolders {
  readonly assetsFolder: string;
  readonly dataFolder: string;
  readonly documentsFolder: string;
}

/** A file name for a project: what no file system refuses. */
const fileNameOf = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^[. ]+/, '')
    .slice(0, 80)
    .trim() || 'project';

const isKey = (key: string): boolean => /^[\w-]{1,64}$/.test(key);

type ProjectCalls = Pick<
  Handlers,
  | 'projects.examples'
  | 'projects.recent'
  | 'projects.read'
  | 'projects.write'
  | 'projects.autosave'
  | 'projects.recoverable'
  | 'projects.forget'
  | 'files.upload'
>;

/** Project files, the list of those opened last, and unsaved work that outlives a crash. */
export function projectService(folders: ProjectFolders): ProjectCalls {
  const recentFile = join(folders.dataFolder, 'recent.json');
  const autosaveFolder = join(folders.dataFolder, 'autosave');
  const autosaveFile = (key: string) => {
    if (!isKey(key)) {
      throw new DiagnosticError({
        code: 'wrong-autosave-key',
        severity: 'error',
        message: { en: 'The name of the autosave is not usable.', ko: '자동 저장 이름을 쓸 수 없습니다.' },
        received: key,
      });
    }
    return join(autosaveFolder, `${key}.json`);
  };

  const inOrder = createQueue();

  async function remember(path: string): Promise<void> {
    const known = (await readOwnJson(recentFile, recentSchema)) ?? [];
    const entry = { path, name: basename(path, extname(path)), openedAt: Date.now() };
    const list = [entry, ...known.filter((other) => other.path !== path)].slice(0, MOST_RECENT);
    await writeAtomically(recentFile, JSON.stringify(list));
  }

  /** The first of `name.json`, `name 2.json`, … that is free. */
  function freePath(name: string): string {
    const stem = fileNameOf(name);
    for (let n = 1; ; n++) {
      const path = join(folders.documentsFolder, `${stem}${n > 1 ? ` ${n}` : ''}.json`);
      if (!existsSync(path)) return path;
    }
  }

  return {
    'projects.examples': async () => {
      const folder = join(folders.assetsFolder, 'examples');
      const entries = examplesSchema.parse(JSON.parse(await readText(join(folder, 'index.json'))));
      return Promise.all(
        entries.map(async ({ id, title, summary }) => ({
          id,
          title,
          summary,
          text: await readText(join(folder, `${id}.json`)),
        })),
      );
    },
    'projects.recent': async () => {
      const known = (await readOwnJson(recentFile, recentSchema)) ?? [];
      return known.filter(({ path }) => existsSync(path));
    },
    'projects.read': async ({ path }) => {
      const full = resolve(path);
      const text = await readText(full);
      await inOrder(() => remember(full));
      return { path: full, text };
    },
    'projects.write': ({ path, name, text }) =>
      inOrder(async () => {
        const full = path === null ? freePath(name) : resolve(path);
        await writeAtomically(full, text, { backup: true });
        await remember(full);
        return { path: full, savedAt: Date.now() };
      }),
    'projects.autosave': async ({ key, path, text }) => {
      const file = autosaveFile(key);
      const autosave: z.input<typeof autosaveSchema> = { key, path, savedAt: Date.now(), text };
      await inOrder(() => writeAtomically(file, JSON.stringify(autosave)));
      return { savedAt: autosave.savedAt };
    },
    'projects.recoverable': async () => {
      const names = await readdir(autosaveFolder).catch(() => [] as string[]);
      const found = await Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .map((name) => readOwnJson(join(autosaveFolder, name), autosaveSchema)),
      );
      return found.filter((entry) => entry !== null).toSorted((a, b) => b.savedAt - a.savedAt);
    },
    'projects.forget': async ({ key }) => {
      const file = autosaveFile(key);
      await inOrder(() => rm(file, { force: true }));
      return {};
    },
    'files.upload': async ({ name, base64 }) => {
      const bytes = Buffer.from(base64, 'base64');
      // The same file handed over again takes no second place.
      const content = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const path = join(folders.dataFolder, 'uploads', `${content}-${fileNameOf(name)}`);
      if (!existsSync(path)) await writeAtomically(path, bytes);
      return { path };
    },
  };
}

/** Runs one task after the other, in the order in which they come, so that none works on what another is changing. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
