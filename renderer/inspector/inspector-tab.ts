import { create } from 'zustand';

export type InspectorTab = 'parameters' | 'filters' | 'weights' | 'maps' | 'inside' | 'distribution' | 'help';

interface InspectorState {
  /** The tab that was chosen last; a block without it shows its parameters. */
  readonly tab: InspectorTab;
  setTab(tab: InspectorTab): void;
}

/** Stays as it is from block to block, so that the maps of one after the other can be looked at. */
export const useInspectorTab = create<InspectorState>()((set) => ({
  tab: 'parameters',
  setTab: (tab) => set({ tab }),
}));
