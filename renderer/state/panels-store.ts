import { create } from 'zustand';

/** The panels around the canvas that can be put away. */
export type PanelName = 'left' | 'dock' | 'right';

/** What puts a panel away and brings it back. */
export interface PanelHandle {
  collapse(): void;
  expand(): void;
  isCollapsed(): boolean;
}

type PanelsState = Readonly<Record<PanelName, boolean>>;

/** Which panels are put away. */
export const usePanels = create<PanelsState>()(() => ({ left: false, dock: false, right: false }));

const handles = new Map<PanelName, PanelHandle>();

/** The panel on screen with this name; null once it is gone. */
export function setPanel(name: PanelName, handle: PanelHandle | null): void {
  if (handle) handles.set(name, handle);
  else handles.delete(name);
}

const ACROSS: Readonly<Partial<Record<PanelName, PanelName>>> = { left: 'right', right: 'left' };

/** Puts a panel away or brings it back; where there is no room for both, the one across the canvas goes. */
export function togglePanel(name: PanelName): void {
  const panel = handles.get(name);
  if (!panel) return;
  if (!panel.isCollapsed()) {
    panel.collapse();
    return;
  }
  panel.expand();
  const across = ACROSS[name];
  if (!panel.isCollapsed() || !across) return;
  handles.get(across)?.collapse();
  panel.expand();
}
