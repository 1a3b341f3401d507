import { create } from 'zustand';
import type { Language } from '#shared/graph/diagnostic';

export type Theme = 'light' | 'dark';
export type LeftTab = 'layers' | 'data' | 'training';
export type DockTab = 'charts' | 'health' | 'problems' | 'results';

interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  readonly leftTab: LeftTab;
  readonly dockTab: DockTab;
  set(change: Partial<Pick<Settings, 'theme' | 'language' | 'leftTab' | 'dockTab'>>): void;
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

/** How the window looks; kept on this machine, not in the project. */
export const useSettings = create<Settings>()((set, get) => ({
  theme: systemTheme(),
  language: navigator.language.startsWith('ko') ? 'ko' : 'en',
  leftTab: 'layers',
  dockTab: 'charts',
  ...stored(),
  set(change) {
    set(change);
    const { theme, language, leftTab, dockTab } = get();
    localStorage.setItem(KEY, JSON.stringify({ theme, language, leftTab, dockTab }));
  },
}));
