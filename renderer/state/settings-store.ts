import { create } from 'zustand';
import type { Framework } from '#shared/code/program';
import type { OwnKeys } from '#shared/commands/chords';
import type { Language } from '#shared/graph/diagnostic';

export type Theme = 'light' | 'dark';
export type LeftTab = 'layers' | 'data' | 'training';
export type DockTab = 'charts' | 'health' | 'problems' | 'results' | 'summary' | 'code' | 'log';

interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  readonly leftTab: LeftTab;
  readonly dockTab: DockTab;
  /** Of the processor, for all projects; null: chosen by itself. */
  readonly threads: number | null;
  /** Blocks that are dragged keep to the grid and to guides. */
  readonly snap: boolean;
  /** What the project is written for in the Code panel. */
  readonly codeFramework: Framework;
  /** Each block shows its share of the network's operations. */
  readonly showCost: boolean;
  /** The user's own, of commands that have other keys than they came with. */
  readonly keys: OwnKeys;
  /** The welcome tour has been shown. */
  readonly isTourSeen: boolean;
  set(change: Partial<Omit<Settings, 'set'>>): void;
}

const KEY = 'neuroloom.settings';

function stored(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
  } catch {
    return {};
  }
}

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** How the window looks and the machine is used; kept on this machine, not in the project. */
export const useSettings = create<Settings>()((set, get) => ({
  theme: systemTheme(),
  language: navigator.language.startsWith('ko') ? 'ko' : 'en',
  leftTab: 'layers',
  dockTab: 'charts',
  threads: null,
  snap: true,
  codeFramework: 'keras',
  showCost: false,
  keys: {},
  isTourSeen: false,
  ...stored(),
  set(change) {
    set(change);
    const { set: _set, ...kept } = get();
    localStorage.setItem(KEY, JSON.stringify(kept));
  },
}));
