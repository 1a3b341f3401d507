import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import type { Handlers } from '#shared/protocol/rpc';
import { readOwnJson, readText, writeAtomically } from './files';

interface ExampleEntry {
  readonly id: string;
  readonly title: Localized;
  readonly summary: Localized;
}

interface RecentEntry {
  readonly path: string;
  readonly name: string;
  readonly openedAt: number;
}

interface Autosave {
  readonly key: string;
  readonly path: string | null;
  readonly savedAt: number;
  readonly text: string;
}

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

  async function remember(path: string): Promise<void> {
    const known = await readOwnJson<RecentEntry[]>(recentFile, []);
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
      const entries = JSON.parse(await readText(join(folder, 'index.json'))) as ExampleEntry[];
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
      const known = await readOwnJson<RecentEntry[]>(recentFile, []);
      return known.filter(({ path }) => existsSync(path));
    },
    'projects.read': async ({ path }) => {
      const full = resolve(path);
      const text = await readText(full);
      await remember(full);
      return { path: full, text };
    },
    'projects.write': async ({ path, name, text }) => {
      const full = path === null ? freePath(name) : resolve(path);
      await writeAtomically(full, text, { backup: true });
      await remember(full);
      return { path: full, savedAt: Date.now() };
    },
    'projects.autosave': async ({ key, path, text }) => {
      const savedAt = Date.now();
      await writeAtomically(
        autosaveFile(key),
        JSON.stringify({ key, path, savedAt, text } satisfies Autosave),
      );
      return { savedAt };
    },
    'projects.recoverable': async () => {
      const names = await readdir(autosaveFolder).catch(() => [] as string[]);
      const found = await Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .map((name) => readOwnJson<Autosave | null>(join(autosaveFolder, name), null)),
      );
      return found.filter((entry) => entry !== null).toSorted((a, b) => b.savedAt - a.savedAt);
    },
    'projects.forget': async ({ key }) => {
      await rm(autosaveFile(key), { force: true });
      return {};
    },
    'files.upload': async ({ name, base64 }) => {
      const path = join(folders.dataFolder, 'uploads', `${Date.now()}-${fileNameOf(name)}`);
      await writeAtomically(path, Buffer.from(base64, 'base64'));
      return { path };
    },
  };
}
