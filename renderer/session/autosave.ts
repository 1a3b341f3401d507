import { create } from 'zustand';
import { serializeProject } from '#shared/project/parse';
import type { ApiOutput } from '#shared/protocol/api';
import { useProject } from '../state/project-store';
import { getHost } from './host';
import { createKeeper } from './keeper';
import { useOpenFile } from './open-file';

export type Unsaved = ApiOutput<'projects.recoverable'>[number];

/** Names this tab's document over reloads; another tab has another. */
const KEY = 'neuroloom.document';
const PAGE = 'neuroloom.page';
const LOCK_MS = 500;

interface AutosaveState {
  /** When the open project was last kept; null while nothing needed it. */
  readonly keptAt: number | null;
  /** Unsaved work of windows that are gone. */
  readonly leftovers: readonly Unsaved[];
}

export const useAutosave = create<AutosaveState>()(() => ({ keptAt: null, leftovers: [] }));

const freshKey = (): string => `doc-${crypto.randomUUID().slice(0, 18)}`;
const lockOf = (name: string): string => `neuroloom.${name}`;

let key = sessionStorage.getItem(KEY) ?? freshKey();
const keeper = createKeeper(() => void keepUnsaved());
let release: (() => void) | undefined;

/**
 * Holds a lock named after the document as long as this page lives, so that other windows do not take its work for left behind. Resolves with
 * false when another page has it.
 */
function claim(): Promise<boolean> {
  sessionStorage.setItem(KEY, key);
  release?.();
  return new Promise((resolve) => {
    const held = () =>
      new Promise<void>((done) => {
        release = done;
        resolve(true);
      });
    // The page before a reload may still be letting go.
    const options = { signal: AbortSignal.timeout(LOCK_MS) };
    navigator.locks.request(lockOf(key), options, held).catch(() => resolve(false));
  });
}

/** Another document is open from here on. */
export function startDocument(): void {
  key = freshKey();
  void claim();
  useAutosave.setState({ keptAt: null });
}

/** Keeps the open project where a crash cannot reach it, unless its file holds it already. */
export async function keepUnsaved(): Promise<void> {
  keeper.rest();
  const { project, saved, path } = useProject.getState();
  if (project === saved) return;
  try {
    const { savedAt } = await getHost().client.call('projects.autosave', {
      key,
      path,
      text: serializeProject(project),
    });
    useAutosave.setState({ keptAt: savedAt });
  } catch {
    // Without the app there is nowhere to keep it; the session tells that the app is gone.
  }
}

/** The work is in a file now. */
export async function forgetUnsaved(forgotten: string = key): Promise<void> {
  if (forgotten === key) {
    keeper.rest();
    useAutosave.setState({ keptAt: null });
  }
  await getHost()
    .client.call('projects.forget', { key: forgotten })
    .catch(() => undefined);
  useAutosave.setState({
    leftovers: useAutosave.getState().leftovers.filter((entry) => entry.key !== forgotten),
  });
}

/** The page as it was before a reload. */
interface PageSnapshot {
  readonly text: string;
  readonly path: string | null;
  readonly saved: boolean;
  /** What its file held. */
  readonly version: string | null;
  readonly at: number;
}

function keepPage(): void {
  const { project, path, saved } = useProject.getState();
  const snapshot: PageSnapshot = {
    text: serializeProject(project),
    path,
    saved: project === saved,
    version: useOpenFile.getState().version,
    at: Date.now(),
  };
  try {
    sessionStorage.setItem(PAGE, JSON.stringify(snapshot));
  } catch {
    // Too large for the browser's store: the autosave has it.
  }
}

function snapshotOfPage(): PageSnapshot | null {
  const text = sessionStorage.getItem(PAGE);
  return text === null ? null : (JSON.parse(text) as PageSnapshot);
}

/** Keeps every change from here on. Finds what this tab showed before a reload; what is left of windows that are gone goes to the store. */
export async function startAutosave(): Promise<
  (Pick<PageSnapshot, 'text' | 'path' | 'saved'> & Partial<PageSnapshot>) | null
> {
  useProject.subscribe((now, before) => {
    if (now.project === before.project || now.project === now.saved) return;
    keeper.changed();
  });
  addEventListener('pagehide', () => {
    keepPage();
    void keepUnsaved();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void keepUnsaved();
  });
  const page = snapshotOfPage();
  // A duplicated tab comes with the key of the first one.
  if (!(await claim())) startDocument();
  const entries = await getHost()
    .client.call('projects.recoverable', {})
    .catch(() => []);
  const { held = [] } = await navigator.locks.query();
  const open = new Set(held.map(({ name }) => name));
  const own = entries.find((entry) => entry.key === key) ?? null;
  useAutosave.setState({
    leftovers: entries.filter((entry) => entry.key !== key && !open.has(lockOf(entry.key))),
    keptAt: own?.savedAt ?? null,
  });
  return own && own.savedAt > (page?.at ?? 0)
    ? { ...own, saved: false, version: page?.version ?? null }
    : page;
}
