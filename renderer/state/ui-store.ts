import { create } from 'zustand';
import type { Localized } from '#shared/graph/diagnostic';

export type DialogName =
  'gallery' | 'commands' | 'recovery' | 'versions' | 'about' | 'rates' | 'weights' | 'drawing' | 'keys';
export type UnsavedAnswer = 'save' | 'discard' | 'cancel';

export interface Toast {
  readonly id: number;
  readonly text: Localized | string;
  readonly tone: 'info' | 'error';
}

interface UiState {
  /** The one dialog that is open. */
  readonly dialog: DialogName | null;
  /** Whether the list of steps is open. */
  readonly isHistoryOpen: boolean;
  /** The block whose name is being typed on the canvas. */
  readonly renaming: string | null;
  readonly toasts: readonly Toast[];
  /** Answers the question about unsaved work, while it is asked. */
  readonly answer: ((answer: UnsavedAnswer) => void) | null;
  open(dialog: DialogName | null): void;
  showHistory(isOpen: boolean): void;
  /** Asks what to do with unsaved work before something else takes its place. */
  ask(): Promise<UnsavedAnswer>;
  rename(nodeId: string | null): void;
  /** Says what the user's own action did; goes away by itself. */
  toast(text: Localized | string, tone?: Toast['tone']): void;
  dismiss(id: number): void;
}

const SHOWN_MS = 5_000;
let counter = 0;

/** What is open in the window beside the project. */
export const useUi = create<UiState>()((set, get) => ({
  dialog: null,
  isHistoryOpen: false,
  renaming: null,
  toasts: [],
  answer: null,
  ask: () =>
    new Promise((resolve) => {
      get().answer?.('cancel');
      set({
        answer: (answer) => {
          set({ answer: null });
          resolve(answer);
        },
      });
    }),
  open: (dialog) => set({ dialog }),
  showHistory: (isHistoryOpen) => set({ isHistoryOpen }),
  rename: (renaming) => set({ renaming }),
  toast(text, tone = 'info') {
    const id = ++counter;
    set({ toasts: [...get().toasts.slice(-3), { id, text, tone }] });
    setTimeout(() => get().dismiss(id), tone === 'error' ? SHOWN_MS * 2 : SHOWN_MS);
  },
  dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
}));
