import { create } from 'zustand';
import type { Localized } from '#shared/graph/diagnostic';

export type DialogName =
  'gallery' | 'commands' | 'recovery' | 'versions' | 'about' | 'rates' | 'weights' | 'drawing' | 'keys';
export type UnsavedAnswer = 'save' | 'discard' | 'cancel';

export interface Toast {
  readonly id: number;
  readonly text: Localized | string;
  readonly tone: 'info' | 'error';
  /** In small print, for whoever looks further. */
  readonly detail?: string;
  /** Milliseconds since 1970. */
  readonly saidAt: number;
}

interface UiState {
  /** The one dialog that is open. */
  readonly dialog: DialogName | null;
  /** Whether the list of steps is open. */
  readonly isHistoryOpen: boolean;
  /** The block whose name is being typed on the canvas. */
  readonly renaming: string | null;
  readonly toasts: readonly Toast[];
  /** What happened without the user's doing and has to be known, until it is dismissed. */
  readonly notice: Localized | string | null;
  /** Answers the question about unsaved work, while it is asked. */
  readonly answer: ((answer: UnsavedAnswer) => void) | null;
  open(dialog: DialogName | null): void;
  showHistory(isOpen: boolean): void;
  /** Asks what to do with unsaved work before something else takes its place. */
  ask(): Promise<UnsavedAnswer>;
  rename(nodeId: string | null): void;
  /** Says what the user's own action did; goes away by itself. */
  toast(text: Localized | string, tone?: Toast['tone'], detail?: string): void;
  dismiss(id: number): void;
  notify(notice: Localized | string | null): void;
}

let counter = 0;
/** Said again, it takes the place of what stands there already. */
const isSame = (a: Toast['text'], b: Toast['text']): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is open in the window beside the project. */
export const useUi = create<UiState>()((set, get) => ({
  dialog: null,
  isHistoryOpen: false,
  renaming: null,
  toasts: [],
  notice: null,
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
  toast(text, tone = 'info', detail) {
    const id = ++counter;
    const others = get().toasts.filter((toast) => toast.tone !== tone || !isSame(toast.text, text));
    set({
      toasts: [
        ...others.slice(-2),
        { id, text, tone, saidAt: Date.now(), ...(detail !== undefined && { detail }) },
      ],
    });
  },
  notify: (notice) => set({ notice }),
  dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
}));
