import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { decodeProject } from '#shared/project/decode';
import { EXAMPLE_KINDS } from '#shared/project/example-kinds';
import { ARCHIVE_EXTENSION, weightsBeside } from '#shared/project/file-names';
import { MAX_PROJECT_CHARS, parseProject, projectTooLong } from '#shared/project/parse';
import type { PROJECT_CALLS } from '#shared/protocol/projects';
import type { Handlers } from '#shared/protocol/rpc';
import { openArchive } from './archive/read-archive';
import { packingCancelled } from './archive/problems';
import { packProject } from './archive/write-archive';
import { isZip } from './archive/zip';
import { createBackups } from './backups';
import { versionOf, versionOfFile } from './file-version';
import { readBytes, readOwnJson, readText, writeAtomically } from './files';
import { createRecent } from './recent';

const localized = z.object({ en: z.string(), ko: z.string() });
const examplesSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(EXAMPLE_KINDS),
    title: localized,
    summary: localized,
    blocks: z.array(z.object({ composite: z.string(), title: localized, summary: localized })).default([]),
  }),
);
const autosaveSchema = z.object({
  key: z.string(),
  path: z.string().nullable(),
  savedAt: z.number(),
  text: z.string(),
});

/** A text of as many characters as a project may have, in UTF-8. */
const MAX_PROJECT_BYTES = 4 * MAX_PROJECT_CHARS;
const MAX_ARCHIVE_BYTES = 2 ** 29;
/** Of a file that is only to be pictured. */
const MAX_PEEK_BYTES = 4 * 2 ** 20;

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

type ProjectCalls = Pick<Handlers, Exclude<keyof typeof PROJECT_CALLS, 'projects.hold'>>;

/** Project files, the list of those opened last, and unsaved work that outlives a crash. */
export function projectService(folders: ProjectFolders): ProjectCalls {
  const recent = createRecent(join(folders.dataFolder, 'recent.json'));
  const backups = createBackups(join(folders.dataFolder, 'backups'));
  const unpackedFolder = join(folders.dataFolder, 'unpacked');
  const autosaveFolder = join(folders.dataFolder, 'autosave');
  const autosaveFile = (key: string) => {
    if (!isKey(key)) {
      throw new DiagnosticError({
        code: 'wrong-autosave-key',
        severity: 'error',
        message: {
          en: 'Unsaved work cannot be kept under this name. Save the project as a file.',
          ko: '이 이름으로는 작업을 자동 저장할 수 없습니다. 프로젝트를 파일로 저장하세요.',
        },
        received: key,
      });
    }
    return join(autosaveFolder, `${key}.json`);
  };

  const inOrder = createQueue();
  /** What was being read, or packed, when this was raised is given up. */
  const cancels = { read: 0, pack: 0 };
  /** Whether what begins now was given up. */
  const whetherCancelled = (what: keyof typeof cancels): (() => boolean) => {
    const before = cancels[what];
    return () => cancels[what] !== before;
  };

  /** What a file holds now, where it is not what the page knows of it. */
  async function refuseChanged(path: string, expected: string | null | undefined, text: string) {
    if (expected === undefined) return;
    const now = await versionOfFile(path);
    if (now === null || now === expected || now === versionOf(text)) return;
    throw changedOnDisk(path);
  }

  /** The first of `name.json`, `name 2.json`, … that is free. */
  function freePath(name: string, extension = '.json'): string {
    const stem = fileNameOf(name);
    for (let n = 1; ; n++) {
      const path = join(folders.documentsFolder, `${stem}${n > 1 ? ` ${n}` : ''}${extension}`);
      if (!existsSync(path)) return path;
    }
  }

  return {
    'projects.examples': async () => {
      const folder = join(folders.assetsFolder, 'examples');
      const entries = examplesSchema.parse(JSON.parse(await readText(join(folder, 'index.json'))));
      return Promise.all(
        entries.map(async (entry) => ({
          ...entry,
          text: await readText(join(folder, `${entry.id}.json`)),
        })),
      );
    },
    'projects.recent': () => recent.list(),
    'projects.forgetRecent': async ({ path }) => {
      await inOrder(() => recent.forget(path));
      return {};
    },
    'projects.peek': async ({ path }) => {
      const [bytes, found] = await Promise.all([
        readBytes(path, MAX_PEEK_BYTES).catch(() => null),
        stat(path).catch(() => null),
      ]);
      const decoded =
        bytes && !isZip(bytes) ? decodeProject(bytes, new TextDecoder('utf-8', { fatal: true })) : null;
      return { text: decoded?.ok ? decoded.value : null, modifiedAt: found?.mtimeMs ?? null };
    },
    'projects.cancelRead': () => {
      cancels.read++;
      return {};
    },
    'projects.read': async ({ path }) => {
      const isOver = whetherCancelled('read');
      const full = resolve(path);
      const bytes = await readBytes(full, MAX_ARCHIVE_BYTES);
      if (isZip(bytes)) {
        const unpacked = await openArchive(bytes, unpackedFolder, isOver);
        await inOrder(() => recent.remember(full));
        return { ...unpacked, path: null, version: null };
      }
      if (bytes.length > MAX_PROJECT_BYTES) throw new DiagnosticError(projectTooLong(bytes.length));
      const decoded = decodeProject(bytes, new TextDecoder('utf-8', { fatal: true }));
      if (!decoded.ok) throw new DiagnosticError(decoded.diagnostics[0]!);
      if (parseProject(decoded.value).ok) await inOrder(() => recent.remember(full));
      const weights = weightsBeside(full);
      return {
        path: full,
        text: decoded.value,
        version: versionOf(bytes),
        weights: existsSync(weights) ? weights : null,
      };
    },
    'projects.write': ({ path, name, text, expected }) =>
      inOrder(async () => {
        const full = path === null ? freePath(name) : resolve(path);
        await refuseChanged(full, expected, text);
        const before = await readFile(full).catch(() => null);
        await writeAtomically(full, text, { backup: true });
        if (before && !before.equals(Buffer.from(text)))
          await backups.keep(full, before).catch(() => undefined);
        await recent.remember(full);
        return { path: full, savedAt: Date.now(), version: versionOf(text) };
      }),
    'projects.cancelPack': () => {
      cancels.pack++;
      return {};
    },
    'projects.backups': async ({ path }) => [...(await backups.list(resolve(path)))],
    'projects.pack': async ({ place, name, text, weights }) => {
      const isOver = whetherCancelled('pack');
      const weightBytes = weights === null ? null : await readFile(weights);
      const { archive, left } = await packProject(text, weightBytes, isOver);
      return inOrder(async () => {
        if (isOver()) throw packingCancelled();
        const full = place === null ? freePath(name, ARCHIVE_EXTENSION) : resolve(place);
        await writeAtomically(full, archive);
        return { path: full, bytes: archive.length, left: [...left] };
      });
    },
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

const changedOnDisk = (path: string): DiagnosticError =>
  new DiagnosticError({
    code: 'project-changed-on-disk',
    severity: 'error',
    message: {
      en: `“${path}” was changed by another window or program since it was opened here, and nothing was written. Save it as another file.`,
      ko: `“${path}” 파일을 여기서 연 뒤에 다른 창이나 프로그램이 바꾸어서 아무것도 쓰지 않았습니다. 다른 파일로 저장하세요.`,
    },
  });

/** Runs one task after the other, in the order in which they come, so that none works on what another is changing. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
